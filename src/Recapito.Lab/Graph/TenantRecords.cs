using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A tenant's domains and the records that they need, as Microsoft Graph shows them (Microsoft Graph: domain, domainDnsRecord).</summary>
internal static class TenantRecords
{
    /// <summary>The domains, the initial one among them.</summary>
    /// <param name="initial">The tenant's initial domain.</param>
    /// <param name="tenant">The tenant.</param>
    public static IReadOnlyList<ExchangeObject> Domains(string initial, WorldTenant tenant) =>
    [
        .. All(initial, tenant).Select((domain, at) => Object(
            ("id", [domain.Id]), ("authenticationType", ["Managed"]), ("isAdminManaged", ["True"]), ("isDefault", [at == 0 ? "True" : "False"]), ("isInitial", [domain.Id == initial ? "True" : "False"]),
            ("isRoot", ["True"]), ("isVerified", [domain.IsVerified ? "True" : "False"]), ("supportedServices", [.. domain.SupportedServices]), ("availabilityStatus", []))),
    ];

    /// <summary>The domain of a name; null where the tenant does not have it.</summary>
    public static WorldTenantDomain? Domain(string initial, WorldTenant tenant, string name) => All(initial, tenant).FirstOrDefault(domain => domain.Id == name);

    private static IEnumerable<WorldTenantDomain> All(string initial, WorldTenant tenant) =>
        tenant.Domains.Any(domain => domain.Id == initial) ? tenant.Domains : tenant.Domains.Append(new(initial, true, ["Email"]));

    /// <summary>What stands in the DNS for a domain's mail.</summary>
    public static IReadOnlyList<ExchangeObject> Service(WorldTenantDomain domain) => !domain.SupportedServices.Contains("Email") ? [] :
    [
        Record(domain.Id, "Mx", domain.Id, ("mailExchange", [$"{MicrosoftZones.TokenOf(domain.Id)}.{MicrosoftZones.Tokens}"]), ("preference", ["0"])),
        Record(domain.Id, "Txt", domain.Id, ("text", ["v=spf1 include:spf.protection.outlook.com -all"])),
        Record(domain.Id, "CName", "autodiscover." + domain.Id, ("canonicalName", ["autodiscover.outlook.com"])),
    ];

    /// <summary>What shows whose a domain is.</summary>
    public static IReadOnlyList<ExchangeObject> Verification(WorldTenantDomain domain)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"ms{BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(domain.Id))) % 100_000_000:00000000}");
        return
        [
            Record(domain.Id, "Txt", domain.Id, ("text", [$"MS={number}"])),
            Record(domain.Id, "Mx", domain.Id, ("mailExchange", [$"{number}.msv1.invalid"]), ("preference", ["32767"])),
        ];
    }

    /// <summary>An object of properties.</summary>
    public static ExchangeObject Object(params (string Name, string[] Values)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create<string, IReadOnlyList<string>>(property.Name, property.Values)));

    private static ExchangeObject Record(string domain, string type, string label, params (string Name, string[] Values)[] data) => Object(
        [("@odata.type", [$"#microsoft.graph.domainDns{(type is "CName" ? "Cname" : type)}Record"]), ("id", [new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(domain + type + label)).AsSpan(0, 16)).ToString("D")]),
            ("isOptional", ["False"]), ("label", [label]), ("recordType", [type]), ("supportedService", ["Email"]), ("ttl", ["3600"]), .. data]);
}
