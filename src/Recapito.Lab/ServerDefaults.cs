using Recapito.Core;

namespace Recapito.Lab;

/// <summary>
/// What cmdlets show of an Exchange server's objects whose properties a world leaves out (Microsoft: New-SendConnector, "Default Receive connectors created
/// during setup", Get-ExchangeCertificate, Set-HybridConfiguration).
/// </summary>
internal static class ServerDefaults
{
    private const string Mechanisms = "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer";
    private const string Groups = "AnonymousUsers, ExchangeServers, ExchangeLegacyServers";
    private const string Features = "FreeBusy, MoveMailbox, Mailtips, MessageTracking, OwaRedirection, OnlineArchive, SecureMail, Photos";

    /// <summary>The remote domain that every organisation has.</summary>
    public static readonly ExchangeObject EveryDomain = ObjectForms.Make(("Name", ["Default"]), ("DomainName", ["*"]));

    /// <summary>A server's name as its cmdlets show it: "MAIL" for mail.contoso.example.</summary>
    public static string ServerName(string host) => host.Split('.')[0].ToUpperInvariant();

    /// <summary>A send connector with all properties that decide.</summary>
    public static ExchangeObject Send(ExchangeObject item, string host) => ConnectorDefaults.With(item,
        ("Enabled", "True"), ("DNSRoutingEnabled", item["SmartHosts"].Count == 0 ? "True" : "False"), ("RequireTLS", "False"), ("IgnoreSTARTTLS", "False"),
        ("CloudServicesMailEnabled", "False"), ("SourceTransportServers", ServerName(host)), ("SmartHosts", null), ("TlsAuthLevel", null), ("TlsDomain", null),
        ("TlsCertificateName", null), ("Fqdn", null));

    /// <summary>The receive connector for mail from outside that setup makes.</summary>
    public static ExchangeObject Frontend(string host) => ObjectForms.Make(("Name", [$"Default Frontend {ServerName(host)}"]));

    /// <summary>A receive connector with all properties that decide: those of the one that setup makes.</summary>
    public static ExchangeObject Receive(ExchangeObject item, string host) => ConnectorDefaults.With(item,
        ("Identity", $"{ServerName(host)}\\{item.Name}"), ("Server", ServerName(host)), ("Enabled", "True"), ("Bindings", "0.0.0.0:25"), ("RemoteIPRanges", "0.0.0.0-255.255.255.255"),
        ("RequireTLS", "False"), ("TransportRole", "FrontendTransport"), ("Fqdn", host), ("AuthMechanism", Mechanisms), ("PermissionGroups", Groups),
        ("TlsDomainCapabilities", null), ("TlsCertificateName", null));

    /// <summary>A remote domain.</summary>
    public static ExchangeObject RemoteDomain(ExchangeObject item) => ConnectorDefaults.With(item, ("TargetDeliveryDomain", "False"), ("IsInternal", "False"));

    /// <summary>What the wizard was told.</summary>
    public static ExchangeObject Hybrid(ExchangeObject item, string host) => ConnectorDefaults.With(item,
        ("Name", "Hybrid Configuration"), ("Features", Features), ("SendingTransportServers", ServerName(host)), ("ReceivingTransportServers", ServerName(host)),
        ("EdgeTransportServers", null), ("TlsCertificateName", null), ("OnPremisesSmartHost", null), ("Domains", null));

    /// <summary>A certificate in the server's store.</summary>
    public static ExchangeObject Certificate(ExchangeObject item, string host)
    {
        var subject = item.Text("Subject") ?? $"CN={host}";
        var issuer = item.Text("Issuer") ?? "CN=Lab Root";
        var print = item.Text("Thumbprint") ?? Print(host, subject, item.Text("NotAfter") ?? "");
        return ConnectorDefaults.With(item,
            ("Subject", subject), ("Issuer", issuer), ("CertificateDomains", subject[(subject.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',')[0]),
            ("NotBefore", "2015-01-01T00:00:00Z"), ("NotAfter", "2049-01-01T00:00:00Z"), ("Services", "SMTP"), ("Status", subject == issuer ? "Untrusted" : "Valid"),
            ("IsSelfSigned", subject == issuer ? "True" : "False"), ("Thumbprint", print), ("Identity", $"{host}\\{print}"));
    }

    private static string Print(params ReadOnlySpan<string> parts) => StableDigest.Guid(parts).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() + StableDigest.Hex(8, parts);
}
