namespace Recapito.Core;

/// <summary>What a connector of Exchange Online is for (Microsoft: Set-InboundConnector -ConnectorType; the numbers are those of exports).</summary>
public enum ConnectorType
{
    /// <summary>Nothing is said; the cmdlets take it for <see cref="Partner"/>.</summary>
    None = 0,

    /// <summary>The organisation's own servers.</summary>
    OnPremises = 1,

    /// <summary>Another organisation.</summary>
    Partner = 2,
}

/// <summary>How much a sending connector wants of the other side's certificate (Microsoft: TlsAuthLevel, TlsSettings; the numbers are those of exports).</summary>
public enum TlsAuthLevel
{
    /// <summary>Nothing is said.</summary>
    None = 0,

    /// <summary>Encrypted, whatever the certificate.</summary>
    EncryptionOnly = 1,

    /// <summary>From an authority that is trusted.</summary>
    CertificateValidation = 2,

    /// <summary>And for the domain that the connector names.</summary>
    DomainValidation = 4,
}

/// <summary>From where a tenant takes mail under conditions of its own (Microsoft: Get-InboundConnector).</summary>
public sealed record InboundConnector(ExchangeObject Source)
{
    /// <summary>What people call it.</summary>
    public string Name => Source.Name;

    /// <summary>False only where the export says so.</summary>
    public bool IsEnabled => Source.Flag("Enabled") ?? true;

    /// <summary>Partner where nothing is said, as the cmdlet has it.</summary>
    public ConnectorType Type => Source.Choice<ConnectorType>("ConnectorType") is ConnectorType.OnPremises ? ConnectorType.OnPremises : ConnectorType.Partner;

    /// <summary>Domains of senders that it is for.</summary>
    public IReadOnlyList<DomainPattern> SenderDomains => DomainPattern.ParseAll(Source.List("SenderDomains"));

    /// <summary>Addresses and ranges of the servers that it is for, as written.</summary>
    public IReadOnlyList<string> SenderAddresses => Source.List("SenderIPAddresses");

    /// <summary>Name that the sending server's certificate must have, "*." allowed; null where none is wanted.</summary>
    public string? CertificateName => Source.Text("TlsSenderCertificateName");

    /// <summary>True where TLS is demanded.</summary>
    public bool RequiresTls => Source.Flag("RequireTls") ?? false;

    /// <summary>True where mail of its domains from other addresses is refused (5.7.51).</summary>
    public bool RestrictsToAddresses => Source.Flag("RestrictDomainsToIPAddresses") ?? false;

    /// <summary>True where mail of its domains with another certificate is refused (5.7.51).</summary>
    public bool RestrictsToCertificate => Source.Flag("RestrictDomainsToCertificate") ?? false;
}

/// <summary>To where a tenant sends mail under conditions of its own (Microsoft: Get-OutboundConnector).</summary>
public sealed record OutboundConnector(ExchangeObject Source)
{
    /// <summary>What people call it.</summary>
    public string Name => Source.Name;

    /// <summary>False only where the export says so.</summary>
    public bool IsEnabled => Source.Flag("Enabled") ?? true;

    /// <summary>Partner where nothing is said, as the cmdlet has it.</summary>
    public ConnectorType Type => Source.Choice<ConnectorType>("ConnectorType") is ConnectorType.OnPremises ? ConnectorType.OnPremises : ConnectorType.Partner;

    /// <summary>Domains of recipients that it is for.</summary>
    public IReadOnlyList<DomainPattern> RecipientDomains => DomainPattern.ParseAll(Source.List("RecipientDomains"));

    /// <summary>True where it goes by the recipient domain's MX instead of by <see cref="SmartHosts"/>.</summary>
    public bool UsesMx => Source.Flag("UseMXRecord") ?? SmartHosts.Count == 0;

    /// <summary>Hosts that it hands mail to, canonical names or addresses.</summary>
    public IReadOnlyList<string> SmartHosts => [.. Source.List("SmartHosts").Select(Names.Canonical)];

    /// <summary>True where it is for all accepted domains.</summary>
    public bool IsForAcceptedDomains => Source.Flag("AllAcceptedDomains") ?? false;

    /// <summary>True where only a mail flow rule chooses it.</summary>
    public bool IsForRulesOnly => Source.Flag("IsTransportRuleScoped") ?? false;

    /// <summary>True where it is for tests, and takes no mail of others (Microsoft: Set-OutboundConnector -TestMode).</summary>
    public bool IsForTestsOnly => Source.Flag("TestMode") ?? false;

    /// <summary>Centralised mail transport: everything goes through the organisation's own servers.</summary>
    public bool RoutesAllViaOnPremises => Source.Flag("RouteAllMessagesViaOnPremises") ?? false;

    /// <summary>What it wants of the other side's certificate; null where nothing is said (opportunistic TLS).</summary>
    public TlsAuthLevel? Tls => Source.Choice<TlsAuthLevel>("TlsSettings");

    /// <summary>Domain that the certificate must be for with <see cref="TlsAuthLevel.DomainValidation"/>; null where none is said.</summary>
    public string? TlsDomain => Source.Text("TlsDomain");

    /// <summary>True where headers of the organisation survive, so that the other side takes the mail for internal.</summary>
    public bool KeepsCloudHeaders => Source.Flag("CloudServicesMailEnabled") ?? false;
}

/// <summary>To where an Exchange server sends mail (Microsoft: Get-SendConnector).</summary>
public sealed record SendConnector(ExchangeObject Source)
{
    /// <summary>What people call it.</summary>
    public string Name => Source.Name;

    /// <summary>False only where the export says so.</summary>
    public bool IsEnabled => Source.Flag("Enabled") ?? true;

    /// <summary>Domains of recipients that it is for, with their costs.</summary>
    public IReadOnlyList<DomainPattern> AddressSpaces => DomainPattern.ParseAll(Source.List("AddressSpaces"));

    /// <summary>True where it goes by the recipient domain's MX.</summary>
    public bool UsesDns => Source.Flag("DNSRoutingEnabled") ?? SmartHosts.Count == 0;

    /// <summary>Hosts that it hands mail to, canonical names or addresses; brackets are taken off.</summary>
    public IReadOnlyList<string> SmartHosts => [.. (Source.List("SmartHosts") is { Count: > 0 } list ? list : Source.List("SmartHostsString")).Select(host => Names.Canonical(host.Trim('[', ']')))];

    /// <summary>True where only the servers of its own Active Directory site use it (Microsoft: Set-SendConnector -IsScopedConnector).</summary>
    public bool IsScoped => Source.Flag("IsScopedConnector") ?? false;

    /// <summary>Names of the servers that send by it, as written.</summary>
    public IReadOnlyList<string> SourceServers => Source.List("SourceTransportServers");

    /// <summary>Name that it greets with; null where the server's own is used.</summary>
    public string? Fqdn => Source.Text("Fqdn");

    /// <summary>True where TLS is demanded.</summary>
    public bool RequiresTls => Source.Flag("RequireTLS") ?? false;

    /// <summary>True where it never begins TLS.</summary>
    public bool IgnoresStartTls => Source.Flag("IgnoreSTARTTLS") ?? false;

    /// <summary>What it wants of the other side's certificate; null where nothing is said.</summary>
    public TlsAuthLevel? Tls => Source.Choice<TlsAuthLevel>("TlsAuthLevel");

    /// <summary>Domain that the certificate must be for with <see cref="TlsAuthLevel.DomainValidation"/>; null where none is said.</summary>
    public string? TlsDomain => Source.Text("TlsDomain");

    /// <summary>The certificate that it shows, as written; null where none is named.</summary>
    public string? CertificateName => Source.Text("TlsCertificateName");

    /// <summary>True where headers of the organisation survive, so that the other side takes the mail for internal.</summary>
    public bool KeepsCloudHeaders => Source.Flag("CloudServicesMailEnabled") ?? false;
}

/// <summary>From where an Exchange server takes mail (Microsoft: Get-ReceiveConnector).</summary>
public sealed record ReceiveConnector(ExchangeObject Source)
{
    /// <summary>What people call it, with its server.</summary>
    public string Name => Source.Text("Identity") ?? Source.Name;

    /// <summary>False only where the export says so.</summary>
    public bool IsEnabled => Source.Flag("Enabled") ?? true;

    /// <summary>Addresses and ports that it listens at, such as "0.0.0.0:25".</summary>
    public IReadOnlyList<string> Bindings => Source.List("Bindings");

    /// <summary>Addresses and ranges of clients that it is for, as written.</summary>
    public IReadOnlyList<string> RemoteRanges => Source.List("RemoteIPRanges");

    /// <summary>The name that it greets with and looks for in certificates; null where the server's own is used.</summary>
    public string? Fqdn => Source.Text("Fqdn");

    /// <summary>The certificate that it shows, as written; null where none is named.</summary>
    public string? CertificateName => Source.Text("TlsCertificateName");

    /// <summary>"mail.protection.outlook.com:AcceptCloudServicesMail" …, as written.</summary>
    public IReadOnlyList<string> TlsDomainCapabilities => Source.List("TlsDomainCapabilities");

    /// <summary>"FrontendTransport" or "HubTransport"; null where it is not shown.</summary>
    public string? Role => Source.Text("TransportRole");

    /// <summary>"AnonymousUsers", "ExchangeServers" ….</summary>
    public IReadOnlyList<string> PermissionGroups => Source.List("PermissionGroups");

    /// <summary>"Tls", "Integrated" ….</summary>
    public IReadOnlyList<string> AuthMechanism => Source.List("AuthMechanism");
}
