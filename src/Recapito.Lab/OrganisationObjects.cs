using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The objects that a tenant's cmdlets and Microsoft Graph show.</summary>
internal static class TenantObjects
{
    private static readonly ExchangeObjectKind[] Shown =
    [
        ExchangeObjectKind.AcceptedDomain, ExchangeObjectKind.RemoteDomain, ExchangeObjectKind.InboundConnector, ExchangeObjectKind.OutboundConnector,
        ExchangeObjectKind.OnPremisesOrganization, ExchangeObjectKind.OrganizationConfig, ExchangeObjectKind.HostedConnectionFilterPolicy,
        ExchangeObjectKind.Recipient, ExchangeObjectKind.TenantDomain, ExchangeObjectKind.ServiceIssue,
    ];

    /// <summary>True for the kinds that the lab lists.</summary>
    public static bool IsShown(ExchangeObjectKind kind) => Shown.Contains(kind);

    /// <summary>True where the tenant has the domain, verified or not; the initial one always.</summary>
    public static bool Has(string name, WorldTenant tenant, string domain) => domain == name
        || tenant.Domains.Any(own => Names.Canonical(own.Id) == domain) || tenant.AcceptedDomains.Any(accepted => accepted.Holds(domain));

    /// <summary>The objects of a kind.</summary>
    public static IReadOnlyList<ExchangeObject> Of(string name, WorldTenant tenant, ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.AcceptedDomain =>
        [
            .. tenant.AcceptedDomains.Where(domain => domain.Domain != name).Select((domain, place) => ObjectForms.Of(domain, isDefault: place == 0)),
            ObjectForms.Of(tenant.AcceptedDomains.FirstOrDefault(domain => domain.Domain == name) ?? new(name, AcceptedDomainType.Authoritative, false), isDefault: tenant.AcceptedDomains.Count == 0),
        ],
        ExchangeObjectKind.TenantDomain => [.. tenant.Domains.Select(domain => ObjectForms.Make(
            ("id", [domain.Id]), ("isVerified", [domain.IsVerified ? "True" : "False"]), ("supportedServices", domain.SupportedServices)))],
        ExchangeObjectKind.Recipient => [.. tenant.Recipients.Select(ObjectForms.Of)],
        ExchangeObjectKind.ServiceIssue => tenant.Health,
        ExchangeObjectKind.OrganizationConfig => tenant.Configuration.GetValueOrDefault(kind) ?? [ObjectForms.Make(("Name", [name]), ("RejectDirectSend", ["False"]))],
        ExchangeObjectKind.HostedConnectionFilterPolicy => tenant.Configuration.GetValueOrDefault(kind) ?? [ObjectForms.Make(("Name", ["Default"]), ("DirectoryBasedEdgeBlockMode", ["Default"]))],
        ExchangeObjectKind.InboundConnector => [.. (tenant.Configuration.GetValueOrDefault(kind) ?? []).Select(ConnectorDefaults.Inbound)],
        ExchangeObjectKind.OutboundConnector => [.. (tenant.Configuration.GetValueOrDefault(kind) ?? []).Select(ConnectorDefaults.Outbound)],
        _ => tenant.Configuration.GetValueOrDefault(kind) ?? [],
    };
}

/// <summary>The objects that the cmdlets of an Exchange server show.</summary>
internal static class ServerObjects
{
    private static readonly ExchangeObjectKind[] Shown =
    [
        ExchangeObjectKind.AcceptedDomain, ExchangeObjectKind.SendConnector, ExchangeObjectKind.ReceiveConnector, ExchangeObjectKind.HybridConfiguration,
        ExchangeObjectKind.ExchangeCertificate, ExchangeObjectKind.RemoteDomain, ExchangeObjectKind.Recipient,
    ];

    /// <summary>True for the kinds that the lab lists.</summary>
    public static bool IsShown(ExchangeObjectKind kind) => Shown.Contains(kind);

    /// <summary>The objects of a kind.</summary>
    public static IReadOnlyList<ExchangeObject> Of(string name, WorldHost host, ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.AcceptedDomain => [.. host.Accepts.Select((domain, place) => ObjectForms.Of(new AcceptedDomain(Names.Canonical(domain), host.Relays.GetValueOrDefault(domain), false), place == 0))],
        ExchangeObjectKind.Recipient => [.. Directory(host).Select(ObjectForms.Of)],
        ExchangeObjectKind.ExchangeCertificate =>
            [.. host.Tls.Names.Count == 0 ? [] : (ExchangeObject[])[Certificate(name, host.Tls)], .. Written(host, kind).Select(item => ServerDefaults.Certificate(item, name))],
        ExchangeObjectKind.SendConnector => [.. Written(host, kind).Select(item => ServerDefaults.Send(item, name))],
        ExchangeObjectKind.ReceiveConnector => [.. (host.Configuration.GetValueOrDefault(kind) ?? [ServerDefaults.Frontend(name)]).Select(item => ServerDefaults.Receive(item, name))],
        ExchangeObjectKind.RemoteDomain => [ServerDefaults.RemoteDomain(ServerDefaults.EveryDomain), .. Written(host, kind).Select(ServerDefaults.RemoteDomain)],
        ExchangeObjectKind.HybridConfiguration => [.. Written(host, kind).Select(item => ServerDefaults.Hybrid(item, name))],
        _ => Written(host, kind),
    };

    private static IReadOnlyList<ExchangeObject> Written(WorldHost host, ExchangeObjectKind kind) => host.Configuration.GetValueOrDefault(kind) ?? [];

    private static IEnumerable<DirectoryRecipient> Directory(WorldHost host) => (host.Recipients ?? [])
        .Select(address => host.Directory.FirstOrDefault(known => Names.CanonicalAddress(known.Address) == Names.CanonicalAddress(address)) ?? new DirectoryRecipient(address, "UserMailbox"));

    private static ExchangeObject Certificate(string name, WorldTls tls) => ServerDefaults.Certificate(ObjectForms.Make(
        ("Subject", [$"CN={tls.Names[0]}"]),
        ("Issuer", [tls.SelfSigned ? $"CN={tls.Names[0]}" : "CN=Lab Root"]),
        ("CertificateDomains", tls.Names),
        ("NotAfter", [ObjectForms.Time(tls.NotAfter ?? new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero))]),
        ("Services", ["IIS, SMTP"]),
        ("Status", [tls.Trusted && !tls.SelfSigned ? "Valid" : "Untrusted"]),
        ("IsSelfSigned", [tls.SelfSigned ? "True" : "False"])), name);
}

/// <summary>Writes values as objects with the properties that cmdlets show.</summary>
internal static class ObjectForms
{
    public static ExchangeObject Make(params IEnumerable<(string Name, IReadOnlyList<string> Values)> properties) =>
        new(properties.Select(property => KeyValuePair.Create(property.Name, property.Values)));

    public static ExchangeObject Of(AcceptedDomain domain, bool isDefault)
    {
        (string, IReadOnlyList<string>)[] properties =
        [
            ("Name", [domain.Domain]), ("DomainName", [domain.Domain]), ("DomainType", [domain.Type.ToString()]),
            ("MatchSubDomains", [domain.MatchSubDomains ? "True" : "False"]), ("Default", [isDefault ? "True" : "False"]),
        ];
        return Make(domain.WhenCreated is { } created ? properties.Append(("WhenCreatedUTC", [Time(created)])) : properties);
    }

    public static ExchangeObject Of(DirectoryRecipient recipient)
    {
        var properties = new List<(string, IReadOnlyList<string>)>
        {
            ("Name", [recipient.Address]), ("PrimarySmtpAddress", [recipient.Address]), ("EmailAddresses", [$"SMTP:{recipient.Address}"]), ("RecipientTypeDetails", [recipient.RecipientType]),
        };
        if (recipient.ExternalAddress is { } outward)
        {
            properties.Add(("ExternalEmailAddress", [$"SMTP:{outward}"]));
        }

        if (recipient.WhenCreated is { } created)
        {
            properties.Add(("WhenCreatedUTC", [Time(created)]));
        }

        return Make(properties);
    }

    /// <summary>A moment as exports of PowerShell 7 write it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
