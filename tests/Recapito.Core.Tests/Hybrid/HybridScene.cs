namespace Recapito.Core.Tests;

/// <summary>
/// A hybrid organisation as the cmdlets of both sides show it, after Microsoft's "Cmdlets run by the Hybrid Configuration Wizard" and the properties
/// of real exports. In order as it stands; each test changes one thing, written as "server/SendConnector/RequireTLS=False".
/// </summary>
internal sealed class HybridScene
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    /// <summary>The organisation in order.</summary>
    public const string Healthy = """
        server/HybridConfiguration
        Name: Hybrid Configuration
        Domains: contoso.example
        OnPremisesSmartHost: mail.contoso.example
        TlsCertificateName: <I>CN=Example CA, O=Example Trust, C=US<S>CN=mail.contoso.example
        SendingTransportServers: EX01
        ReceivingTransportServers: EX01
        EdgeTransportServers:
        Features: FreeBusy|MoveMailbox|Mailtips|MessageTracking|OwaRedirection|OnlineArchive|SecureMail|Photos

        server/SendConnector
        Name: Outbound to Office 365 - 5e6f7a8b
        AddressSpaces: smtp:contoso.mail.onmicrosoft.com;1
        DNSRoutingEnabled: True
        SmartHosts:
        Fqdn: mail.contoso.example
        RequireTLS: True
        IgnoreSTARTTLS: False
        TlsAuthLevel: DomainValidation
        TlsDomain: mail.protection.outlook.com
        CloudServicesMailEnabled: True
        TlsCertificateName: <I>CN=Example CA, O=Example Trust, C=US<S>CN=mail.contoso.example
        SourceTransportServers: EX01
        Enabled: True

        server/ReceiveConnector
        Name: Default Frontend EX01
        Identity: EX01\Default Frontend EX01
        Server: EX01
        Enabled: True
        Bindings: [::]:25|0.0.0.0:25
        TransportRole: FrontendTransport
        Fqdn: EX01.contoso.example
        AuthMechanism: Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer
        PermissionGroups: AnonymousUsers, ExchangeServers, ExchangeLegacyServers
        RemoteIPRanges: ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff|0.0.0.0-255.255.255.255
        TlsDomainCapabilities: mail.protection.outlook.com:AcceptCloudServicesMail
        TlsCertificateName: <I>CN=Example CA, O=Example Trust, C=US<S>CN=mail.contoso.example

        server/ExchangeCertificate
        Identity: EX01.contoso.example\0123456789ABCDEF0123456789ABCDEF01234567
        Subject: CN=mail.contoso.example
        Issuer: CN=Example CA, O=Example Trust, C=US
        CertificateDomains: mail.contoso.example|autodiscover.contoso.example
        NotBefore: 2026-03-01T00:00:00Z
        NotAfter: 2027-03-01T00:00:00Z
        Services: IIS, SMTP
        IsSelfSigned: False

        server/AcceptedDomain
        DomainName: contoso.example
        DomainType: Authoritative
        Default: True

        server/AcceptedDomain
        DomainName: contoso.mail.onmicrosoft.com
        DomainType: Authoritative
        IsCoexistenceDomain: True

        server/RemoteDomain
        Name: Hybrid Domain - contoso.mail.onmicrosoft.com
        DomainName: contoso.mail.onmicrosoft.com
        TargetDeliveryDomain: True

        server/Recipient
        Name: Ana
        RecipientTypeDetails: UserMailbox
        EmailAddresses: SMTP:ana@contoso.example|smtp:a@contoso.example|X500:/o=Contoso/cn=ana

        server/Recipient
        Name: Lee
        RecipientTypeDetails: RemoteUserMailbox
        EmailAddresses: SMTP:lee@contoso.example|smtp:lee@contoso.mail.onmicrosoft.com

        online/AcceptedDomain
        DomainName: contoso.example
        DomainType: Authoritative
        Default: True

        online/AcceptedDomain
        DomainName: contoso.onmicrosoft.com
        DomainType: Authoritative

        online/AcceptedDomain
        DomainName: contoso.mail.onmicrosoft.com
        DomainType: Authoritative

        online/InboundConnector
        Name: Inbound from 5e6f7a8b
        Enabled: True
        ConnectorType: OnPremises
        ConnectorSource: HybridWizard
        SenderDomains: smtp:*;1
        SenderIPAddresses:
        RequireTls: True
        RestrictDomainsToIPAddresses: False
        RestrictDomainsToCertificate: False
        TlsSenderCertificateName: mail.contoso.example
        CloudServicesMailEnabled: True
        TreatMessagesAsInternal: False

        online/OutboundConnector
        Name: Outbound to 5e6f7a8b
        Enabled: True
        ConnectorType: OnPremises
        ConnectorSource: HybridWizard
        RecipientDomains: contoso.example
        SmartHosts: mail.contoso.example
        UseMXRecord: False
        TlsSettings: DomainValidation
        TlsDomain: mail.contoso.example
        CloudServicesMailEnabled: True
        RouteAllMessagesViaOnPremises: False
        IsTransportRuleScoped: False
        AllAcceptedDomains: False

        online/OnPremisesOrganization
        Name: 5e6f7a8b
        HybridDomains: contoso.example
        InboundConnector: Inbound from 5e6f7a8b
        OutboundConnector: Outbound to 5e6f7a8b

        online/OrganizationConfig
        Name: contoso.onmicrosoft.com
        RejectDirectSend: False

        online/HostedConnectionFilterPolicy
        Name: Default
        DirectoryBasedEdgeBlockMode: Default

        online/Recipient
        Name: Ana
        RecipientTypeDetails: MailUser
        EmailAddresses: SMTP:ana@contoso.example|smtp:a@contoso.example

        online/Recipient
        Name: Lee
        RecipientTypeDetails: UserMailbox
        EmailAddresses: SMTP:lee@contoso.example|smtp:lee@contoso.mail.onmicrosoft.com
        """;

    private readonly Dictionary<string, List<Dictionary<string, string[]>>> listings = new(StringComparer.Ordinal);

    /// <summary>The organisation in order, with changes.</summary>
    /// <param name="changes">
    /// With "&amp;&amp;" between them: "KIND/Property=a|b" sets a property of the first object ("KIND#1/…" of the second; nothing behind "=" for null),
    /// "KIND/Property-" takes the property away, "KIND+Property=a;;Property=b" adds an object, "KIND++Property=a;;…" a changed copy of the first one,
    /// "KIND=none" leaves the kind without objects, "KIND!" leaves it unlisted.
    /// </param>
    public HybridScene(string changes = "")
    {
        foreach (var block in Healthy.Split("\n\n"))
        {
            var lines = block.Split('\n');
            Objects(lines[0]).Add(lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => Values(pair[1].Trim()), StringComparer.OrdinalIgnoreCase));
        }

        foreach (var change in changes.Split("&&", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Change(change);
        }
    }

    /// <summary>What can be left unlisted.</summary>
    public IReadOnlyCollection<string> Kinds => listings.Keys;

    /// <summary>What can be left unshown of the first objects, as "KIND/Property".</summary>
    public IEnumerable<string> Properties => listings.SelectMany(kind => kind.Value[0].Keys.Select(property => $"{kind.Key}/{property}"));

    /// <summary>The objects as an inventory.</summary>
    public ExchangeInventory Inventory => new([.. listings.Select(kind => Listing(kind.Key, kind.Value))]);

    /// <summary>What is found.</summary>
    public HybridReport Judge(IReadOnlyDictionary<string, Severity>? profile = null) => HybridExamination.Judge(Inventory, Now, Catalogue.Default, profile);

    /// <summary>One change more.</summary>
    public HybridScene With(string change)
    {
        Change(change);
        return this;
    }

    /// <summary>Any value of a property, "KIND/Property", of the first object.</summary>
    public HybridScene Set(string property, string value)
    {
        var parts = property.Split('/');
        listings[$"{parts[0]}/{parts[1]}"][0][parts[2]] = Values(value);
        return this;
    }

    private static ExchangeListing Listing(string kind, List<Dictionary<string, string[]>> items)
    {
        var (side, name) = kind.Split('/') is ["online", var cloud] ? (ExchangeSide.ExchangeOnline, cloud) : (ExchangeSide.ExchangeServer, kind.Split('/')[1]);
        return new(side, Enum.Parse<ExchangeObjectKind>(name), [.. items.Select(item => new ExchangeObject(item.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)pair.Value))))], new("the scene", Now));
    }

    private static string[] Values(string text) => text.Length == 0 ? [] : text.Split('|');

    private List<Dictionary<string, string[]>> Objects(string kind)
    {
        if (!listings.TryGetValue(kind, out var items))
        {
            listings[kind] = items = [];
        }

        return items;
    }

    private void Change(string change)
    {
        if (change.EndsWith('!'))
        {
            Assert.True(listings.Remove(change[..^1]), change);
        }
        else if (change.EndsWith("=none", StringComparison.Ordinal))
        {
            Objects(change[..^5]).Clear();
        }
        else if (change.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && !change[..plus].Contains('=', StringComparison.Ordinal))
        {
            var copies = change[plus + 1] == '+';
            var items = Objects(change[..plus]);
            Dictionary<string, string[]> item = copies ? new(items[0], StringComparer.OrdinalIgnoreCase) : new(StringComparer.OrdinalIgnoreCase);
            foreach (var pair in change[(plus + (copies ? 2 : 1))..].Split(";;"))
            {
                item[pair.Split('=', 2)[0]] = Values(pair.Split('=', 2)[1]);
            }

            items.Add(item);
        }
        else
        {
            var parts = change.Split('/', 3);
            var (kind, index) = parts[1].Split('#') is [var name, var number] ? ($"{parts[0]}/{name}", number[0] - '0') : ($"{parts[0]}/{parts[1]}", 0);
            Set(listings[kind][index], parts[2]);
        }
    }

    private static void Set(Dictionary<string, string[]> item, string text)
    {
        if (text.EndsWith('-') && !text.Contains('=', StringComparison.Ordinal))
        {
            Assert.True(item.Remove(text[..^1]), text);
        }
        else
        {
            item[text.Split('=', 2)[0]] = Values(text.Split('=', 2)[1]);
        }
    }
}
