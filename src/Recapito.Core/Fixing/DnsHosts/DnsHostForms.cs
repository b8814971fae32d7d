using System.Globalization;

namespace Recapito.Core;

/// <summary>A change of an MX RRset in the words of one DNS host or tool, to be copied; nothing of it is ever run here.</summary>
/// <param name="Id">The name by which it is asked for: "azure", "route53" ….</param>
/// <param name="Title">As people call it.</param>
/// <param name="Source">The document that describes the form.</param>
/// <param name="Write">The lines for a change of a zone.</param>
internal sealed record DnsHostForm(string Id, string Title, string Source, Func<RrSetChange, string, IReadOnlyList<string>> Write);

/// <summary>The exact change of an MX RRset for the DNS hosts and tools that many domains use.</summary>
public static class DnsHostForms
{
    private static readonly IReadOnlyList<DnsHostForm> All =
    [
        new("azure", "Azure DNS (Azure CLI)", "Microsoft: az network dns record-set mx", AzureDns.Write),
        new("route53", "Amazon Route 53 (AWS CLI)", "Amazon Route 53 API reference: ChangeResourceRecordSets", Route53.Write),
        new("cloudflare", "Cloudflare (API)", "Cloudflare API: DNS Records for a Zone", Cloudflare.Write),
        new("windows", "Windows DNS Server (PowerShell)", "Microsoft: Add-DnsServerResourceRecordMX", WindowsDns.Write),
        new("zone-file", "zone file", "RFC 1035 §5", ZoneText.Write),
        new("nsupdate", "nsupdate (BIND)", "BIND 9 administrator reference manual: nsupdate", Nsupdate.Write),
        new("octodns", "octoDNS", "octoDNS documentation: records, MX", OctoDns.Write),
        new("terraform", "Terraform (provider hashicorp/dns)", "Terraform registry: dns_mx_record_set", TerraformDns.Write),
    ];

    // Which form a provider of catalogue/providers.yaml takes.
    private static readonly Dictionary<string, string> OfProvider = new() { ["azure"] = "azure", ["aws"] = "route53", ["cloudflare"] = "cloudflare" };

    /// <summary>The names of the forms.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(form => form.Id)];

    /// <summary>What a form is called.</summary>
    /// <param name="id">One of <see cref="Ids"/>.</param>
    public static string TitleOf(string id) => All.First(form => form.Id == id).Title;

    /// <summary>
    /// The lines to copy; empty where the change is not of MX records, or a name in it is no host name: what was found in the DNS must not become part of a
    /// command.
    /// </summary>
    /// <param name="id">One of <see cref="Ids"/>.</param>
    /// <param name="change">The change.</param>
    /// <param name="zone">Canonical name of the zone that holds the records.</param>
    public static IReadOnlyList<string> Write(string id, RrSetChange change, string zone)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(zone);
        return change.Type is RrType.Mx && Names.IsHostName(zone) && MxValue.IsWithin(change.Owner, zone) && MxValue.All(change.Before.Concat(change.After)) is not null
            ? All.First(form => form.Id == id).Write(change, zone)
            : [];
    }

    /// <summary>The form of the DNS host that serves a domain, told by the names of its servers; null where it has none here.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="catalogue">Where the providers stand.</param>
    public static string? Of(string domain, EvidenceSet evidence, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return Zones.Cut(domain, evidence) is { Value.NameServers: { Count: > 0 } servers }
            && catalogue.Providers.FirstOrDefault(provider => servers.All(provider.ServesDns)) is { } host ? OfProvider.GetValueOrDefault(host.Id) : null;
    }

    /// <summary>The zone that holds a name; the name itself where that is not known.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    public static string ZoneOf(string domain, EvidenceSet evidence) => (Zones.Cut(domain, evidence)?.Request as DnsRequest)?.Name ?? domain;
}

/// <summary>One MX record, as the forms need it.</summary>
/// <param name="Preference">0 to 65535.</param>
/// <param name="Exchange">With the dot at its end; "." for a null MX.</param>
internal sealed record MxValue(int Preference, string Exchange)
{
    /// <summary>The records; null where one of them is not of the form or holds a name that is no host name.</summary>
    public static IReadOnlyList<MxValue>? All(IEnumerable<string> data)
    {
        var all = data.Select(Parse).ToList();
        return all.Contains(null) ? null : [.. all.OfType<MxValue>()];
    }

    public static IReadOnlyList<MxValue> Of(IEnumerable<string> data) => [.. data.Select(Parse).OfType<MxValue>()];

    /// <summary>The owner as zones write it: "@" for the zone itself.</summary>
    public static string Relative(string owner, string zone) => owner == zone ? "@" : owner[..^(zone.Length + 1)];

    public static bool IsWithin(string owner, string zone) => Names.IsHostName(owner) && (owner == zone || owner.EndsWith("." + zone, StringComparison.Ordinal));

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Preference} {Exchange}");

    private static MxValue? Parse(string data)
    {
        var fields = data.Split(' ');
        return fields.Length == 2 && ushort.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var preference) && (fields[1] is "." || Names.IsHostName(fields[1].TrimEnd('.')))
            ? new(preference, fields[1] is "." ? "." : fields[1].TrimEnd('.') + ".")
            : null;
    }
}
