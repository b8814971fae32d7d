namespace Recapito.Core.Tests;

/// <summary>A domain in order in the tenant and in the DNS; a test takes lines away, adds others, or lists other objects.</summary>
internal sealed class TenantScene
{
    public const string Host = "contoso-example.mail.protection.outlook.com";
    public const string Signed = "contoso-example.k-v1.mx.microsoft";

    private static readonly Provenance Source = new("the tenant", DomainScene.Now);

    private readonly List<string> lines =
    [
        $"contoso.example MX 0 {Host}",
        $"{Host} A 203.0.113.25",
        "contoso.example TXT \"v=spf1 include:spf.protection.outlook.com -all\"",
        "contoso.example TXT \"MS=ms12345678\"",
        "spf.protection.outlook.com TXT \"v=spf1 ip4:203.0.113.0/24 -all\"",
        "autodiscover.contoso.example CNAME autodiscover.outlook.com",
        "autodiscover.outlook.com A 203.0.113.26",
        "_sipfederationtls._tcp.contoso.example SRV 100 1 5061 sipfed.online.lync.com",
        "selector1._domainkey.contoso.example CNAME selector1-contoso-example._domainkey.contoso.onmicrosoft.com",
        "selector1-contoso-example._domainkey.contoso.onmicrosoft.com TXT \"v=DKIM1; k=rsa; p=MIIBIjAN\"",
        "selector2._domainkey.contoso.example CNAME selector2-contoso-example._domainkey.contoso.k-v1.dkim.mail.microsoft",
        "selector2-contoso-example._domainkey.contoso.k-v1.dkim.mail.microsoft TXT \"v=DKIM1; k=rsa; p=MIIBIjAN\"",
    ];

    private readonly Dictionary<ExchangeObjectKind, List<ExchangeObject>> listings = new()
    {
        [ExchangeObjectKind.TenantDomain] =
        [
            Object(("id", "contoso.onmicrosoft.com"), ("isInitial", "True"), ("isVerified", "True"), ("supportedServices", "Email")),
            Object(("id", "contoso.example"), ("isDefault", "True"), ("isInitial", "False"), ("isVerified", "True"), ("authenticationType", "Managed"), ("supportedServices", "Email, OfficeCommunicationsOnline")),
        ],
        [ExchangeObjectKind.AcceptedDomain] = [Object(("DomainName", "contoso.example"), ("DomainType", "Authoritative"))],
        [ExchangeObjectKind.ServiceConfigurationRecord] =
        [
            Record("Mx", "contoso.example", ("mailExchange", Host), ("preference", "0")),

            // Microsoft's own sample has this blank, and a type without "#".
            Object(("@odata.type", "microsoft.graph.domainDnsTxtRecord"), ("isOptional", "False"), ("label", "contoso.example"), ("supportedService", "Email"), ("ttl", "3600"), ("text", "v=spf1 include: spf.protection.outlook.com ~all")),
            Record("CName", "autodiscover.contoso.example", ("canonicalName", "autodiscover.outlook.com")),
            Record("Srv", "_sipfederationtls._tcp.contoso.example", ("nameTarget", "sipfed.online.lync.com"), ("port", "5061"), ("priority", "100"), ("weight", "1"), ("protocol", "_tcp"), ("service", "_sipfederationtls"), ("supportedService", "OfficeCommunicationsOnline")),
        ],
        [ExchangeObjectKind.VerificationDnsRecord] =
        [
            Record("Txt", "contoso.example", ("text", "MS=ms12345678")),
            Record("Mx", "contoso.example", ("mailExchange", "ms12345678.msv1.invalid"), ("preference", "32767")),
        ],
    };

    /// <summary>Takes away the lines that begin so ("" for none) and adds others.</summary>
    public TenantScene Change(string without, params string[] with)
    {
        lines.RemoveAll(line => without.Split('|').Any(begin => begin.Length > 0 && line.StartsWith(begin, StringComparison.Ordinal)));
        lines.AddRange(with);
        return this;
    }

    /// <summary>Lists these objects and no others of the kind; null for none listed at all.</summary>
    public TenantScene List(ExchangeObjectKind kind, params ExchangeObject[]? objects)
    {
        listings.Remove(kind);
        if (objects is not null)
        {
            listings[kind] = [.. objects];
        }

        return this;
    }

    public TenantDomainReport Examine()
    {
        var scene = new DomainScene(lines);
        var inventory = ExchangeInventory.Empty.With(listings.Select(listed => new ExchangeListing(ExchangeSide.ExchangeOnline, listed.Key, [.. listed.Value], Source)));
        var evidence = EvidenceSet.Empty;
        for (var round = 0; round < 50; round++)
        {
            var next = TenantDomainExamination.Next(DomainScene.Domain, inventory, evidence, scene.Inquiry, DomainScene.Now);
            if (next.Count == 0)
            {
                var check = DomainExamination.Judge(DomainScene.Domain, evidence, scene.Inquiry, DomainScene.Now, Catalogue.Default);
                return TenantDomainExamination.Judge("contoso.onmicrosoft.com", inventory, [], check, scene.Inquiry, Catalogue.Default);
            }

            evidence = next.Aggregate(evidence, (all, request) => all.With(scene.Answer(request)));
        }

        throw new InvalidOperationException("the questions have no end");
    }

    public static ExchangeObject Record(string type, string label, params (string Name, string Value)[] data) =>
        Object([("recordType", type), ("label", label), ("isOptional", "False"), ("ttl", "3600"), .. data.Any(property => property.Name == "supportedService") ? data : [("supportedService", "Email"), .. data]]);

    public static ExchangeObject Object(params (string Name, string Value)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create<string, IReadOnlyList<string>>(property.Name, property.Value.Length == 0 ? [] : [property.Value])));
}
