using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Rebuilds the DNS: each server's version of each zone as it answered, and what the resolver says otherwise.</summary>
internal sealed class ZoneCapture
{
    private const string Resolver = "observers";

    // Where the data of these types ends in a name, evidence leaves out the dot that a master file needs.
    private static readonly RrType[] EndInName = [RrType.Mx, RrType.Ns, RrType.Cname, RrType.Ptr, RrType.Dname, RrType.Srv];
    private static readonly RrType[] Kept = [RrType.A, RrType.Aaaa, RrType.Mx, RrType.Cname, RrType.Txt, RrType.Srv, RrType.Ptr, RrType.Tlsa, RrType.Caa];

    private readonly List<TrialAssumption> assumed;
    private readonly List<Observation<RrSet>> answers;
    private readonly Dictionary<string, IReadOnlyList<string>> delegations;

    public ZoneCapture(EvidenceSet evidence, List<TrialAssumption> assumed)
    {
        this.assumed = assumed;
        answers = [.. evidence.Asked<DnsRequest>().Where(request => !IsMicrosofts(request.Name) && request.Name.Contains('.', StringComparison.Ordinal))
            .Select(evidence.Find).OfType<Observation<RrSet>>()];
        delegations = AtResolver.OfType<Present<RrSet>>().Where(seen => seen.Value.NameServers.Count > 0)
            .ToDictionary(seen => Asked(seen).Name, seen => (IReadOnlyList<string>)[.. seen.Value.NameServers.Order(StringComparer.Ordinal)]);
    }

    private IEnumerable<Observation<RrSet>> AtResolver => answers.Where(seen => Asked(seen).From == Vantage.Resolver);

    public WorldDns Capture()
    {
        var versions = delegations.Keys.Order(StringComparer.Ordinal).SelectMany(apex => VersionsOf(apex)).ToList();
        var loose = AtResolver.Where(seen => ApexOf(Asked(seen).Name) is null).GroupBy(seen => ParentOf(Asked(seen).Name))
            .Select(group => (Key: group.Key, Text: Text(group.Key, null, [], [.. group]))).Where(zone => zone.Text.Length > 0).ToList();
        if (answers.Any(seen => Asked(seen).Type is RrType.Ds or RrType.Dnskey && seen is Present<RrSet>))
        {
            assumed.Add(new("not-signed", ""));
        }

        var servers = Servers(versions);
        return new()
        {
            Zones = versions.Select(version => (version.Key, version.Text)).Concat(loose).ToDictionary(zone => zone.Key, zone => zone.Text),
            Servers = servers,
            Resolvers = [new(Resolver, "", [.. Cached(versions)])],
            Faults = [.. Silent().Where(fault => servers.ContainsKey(fault.Server)), .. ResolversFaults(versions)],
        };
    }

    private static DnsRequest Asked(Observation<RrSet> seen) => (DnsRequest)seen.Request;

    // Microsoft's zones are the lab's own; which names they have follows from the tenants.
    private static bool IsMicrosofts(string name) => MicrosoftZones.Apexes.Any(apex => name == apex || name.EndsWith("." + apex, StringComparison.Ordinal));

    private static string ParentOf(string name) => name.Count(c => c is '.') < 2 ? name : name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private string? ApexOf(string name) => delegations.Keys.Where(apex => name == apex || name.EndsWith("." + apex, StringComparison.Ordinal)).MaxBy(apex => apex.Length);

    private sealed record Version(string Apex, string Key, string Text, IReadOnlyList<string> Servers);

    /// <summary>Servers that answer alike share a version; the one with the newest serial, else that of most servers, is the plain one.</summary>
    private IEnumerable<Version> VersionsOf(string apex)
    {
        var byText = delegations[apex].Where(server => answers.Any(seen => Asked(seen).From.Name == server && seen.Outcome is not Outcome.Unavailable && ApexOf(Asked(seen).Name) == apex))
            .GroupBy(server => Text(apex, delegations[apex], [.. AnswersOf(server, apex)], AtResolverWithin(apex))).OrderByDescending(group => Serial(group.First(), apex)).ThenByDescending(group => group.Count()).ToList();
        if (byText.Count == 0)
        {
            yield return new(apex, apex, Text(apex, delegations[apex], [], AtResolverWithin(apex)), delegations[apex]);
            yield break;
        }

        var known = byText.SelectMany(group => group).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < byText.Count; i++)
        {
            var silent = i == 0 ? delegations[apex].Where(server => !known.Contains(server)) : [];
            yield return new(apex, i == 0 ? apex : string.Create(CultureInfo.InvariantCulture, $"{apex}@seen{i + 1}"), byText[i].Key, [.. byText[i], .. silent]);
        }
    }

    private IEnumerable<Observation<RrSet>> AnswersOf(string server, string apex) => answers.Where(seen => Asked(seen).From.Name == server && ApexOf(Asked(seen).Name) == apex);

    private List<Observation<RrSet>> AtResolverWithin(string apex) => [.. AtResolver.Where(seen => ApexOf(Asked(seen).Name) == apex)];

    private uint Serial(string server, string apex) => AnswersOf(server, apex).OfType<Present<RrSet>>().Select(seen => seen.Value.Soa?.Serial ?? 0).DefaultIfEmpty().Max();

    // What a server itself said goes before what the resolver said of the same name and type.
    private static string Text(string apex, IReadOnlyList<string>? servers, IReadOnlyList<Observation<RrSet>> own, IReadOnlyList<Observation<RrSet>> others)
    {
        var lines = new List<string>();
        var soa = own.Concat(others).OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Records).FirstOrDefault(record => record.Type is RrType.Soa && record.Name == apex);
        lines.AddRange(soa is null ? [] : [Line(apex, soa)]);
        lines.AddRange((servers ?? []).Select(server => $"@ 3600 NS {server}."));
        var said = own.Select(seen => (Asked(seen).Name, Asked(seen).Type)).ToHashSet();
        var all = own.Concat(others.Where(seen => !said.Contains((Asked(seen).Name, Asked(seen).Type)))).ToList();
        var records = all.OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Records).Where(record => Kept.Contains(record.Type) && IsWithin(record.Name, apex))
            .DistinctBy(record => (record.Name, record.Type, record.Data)).OrderBy(record => record.Name, StringComparer.Ordinal).ThenBy(record => record.Type).ToList();
        lines.AddRange(records.Select(record => Line(apex, record)));

        // A name without the record that was asked for exists all the same (NODATA, RFC 2308 §2.2).
        var bare = all.OfType<Absent<RrSet>>().Where(seen => seen.Reason.StartsWith("NODATA", StringComparison.Ordinal)).Select(seen => Asked(seen).Name).Distinct();
        lines.AddRange(bare.Where(name => name != apex && records.TrueForAll(record => !IsWithin(record.Name, name))).Select(name => $"{Owner(apex, name)} 3600 TXT \"exists\""));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static bool IsWithin(string name, string apex) => name == apex || name.EndsWith("." + apex, StringComparison.Ordinal);

    private static string Owner(string apex, string name) => name == apex ? "@" : name[..^(apex.Length + 1)];

    private static string Line(string apex, DnsRecord record) => string.Create(CultureInfo.InvariantCulture, $"{Owner(apex, record.Name)} {record.Ttl} {Kind(record.Type)} {MasterFile(record)}");

    private static string Kind(RrType type) => type.ToString().ToUpperInvariant();

    private static string MasterFile(DnsRecord record)
    {
        if (record.Type is RrType.Soa)
        {
            var fields = record.Data.Split(' ');
            return string.Join(' ', fields.Select((field, i) => i < 2 ? field.TrimEnd('.') + "." : field));
        }

        return EndInName.Contains(record.Type) && !record.Data.EndsWith('.') ? record.Data + "." : record.Data;
    }

    private Dictionary<string, WorldNameServer> Servers(IReadOnlyList<Version> versions)
    {
        var serves = versions.SelectMany(version => version.Servers.Select(server => (server, version.Key))).GroupBy(pair => pair.server).ToDictionary(group => group.Key, group => group.Select(pair => pair.Key).ToList());
        return serves.ToDictionary(pair => pair.Key, pair => new WorldNameServer(
            [.. AtResolver.Where(seen => Asked(seen).Name == pair.Key).OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Addresses).Distinct()], pair.Value));
    }

    /// <summary>What the resolver holds otherwise than the zones say: an answer with the TTL that it had left.</summary>
    private IEnumerable<string> Cached(IReadOnlyList<Version> versions) => Differing(versions).OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Records)
        .Where(record => Kept.Contains(record.Type)).Distinct()
        .Select(record => string.Create(CultureInfo.InvariantCulture, $"{record.Name}. {record.Ttl} IN {Kind(record.Type)} {MasterFile(record)}"));

    private IEnumerable<DnsFault> ResolversFaults(IReadOnlyList<Version> versions) =>
    [
        .. Differing(versions).OfType<Absent<RrSet>>().Select(seen => new DnsFault(Resolver, Kind(Asked(seen).Type), Asked(seen).Name, seen.Reason.StartsWith("NXDOMAIN", StringComparison.Ordinal) ? "nxdomain" : "nodata")),
        .. AtResolver.OfType<Unavailable<RrSet>>().Select(seen => new DnsFault(Resolver, Kind(Asked(seen).Type), Asked(seen).Name, FaultOf(seen.Reason))),
    ];

    // Only where a server of the zone answered the same question can the resolver be seen to differ.
    private IEnumerable<Observation<RrSet>> Differing(IReadOnlyList<Version> versions) => AtResolver.Where(seen => Kept.Contains(Asked(seen).Type)
        && versions.FirstOrDefault(version => version.Key == ApexOf(Asked(seen).Name)) is { } plain
        && answers.Find(other => plain.Servers.Contains(other.Request.From.Name ?? "") && (Asked(other).Name, Asked(other).Type) == (Asked(seen).Name, Asked(seen).Type) && other.Outcome is not Outcome.Unavailable) is { } authoritative
        && !SaysSame(seen, authoritative));

    private static bool SaysSame(Observation<RrSet> one, Observation<RrSet> other) => (one, other) switch
    {
        (Present<RrSet> left, Present<RrSet> right) => Data(left).SetEquals(Data(right)),
        _ => one.Outcome == other.Outcome || one.Outcome is Outcome.Unavailable,
    };

    private static HashSet<(string, RrType, string)> Data(Present<RrSet> seen) => [.. seen.Value.Records.Select(record => (record.Name, record.Type, record.Data))];

    /// <summary>Servers that gave no answer to some questions.</summary>
    private IEnumerable<DnsFault> Silent() => answers.OfType<Unavailable<RrSet>>().Where(seen => Asked(seen).From.Kind is VantageKind.NameServer)
        .Select(seen => new DnsFault(Asked(seen).From.Name!, Kind(Asked(seen).Type), Asked(seen).Name, FaultOf(seen.Reason))).Distinct();

    private static string FaultOf(string reason) =>
        reason.Contains("SERVFAIL", StringComparison.Ordinal) ? "servfail"
        : reason.Contains("REFUSED", StringComparison.Ordinal) ? "refuse"
        : reason.Contains("lame", StringComparison.OrdinalIgnoreCase) || reason.Contains("without authority", StringComparison.OrdinalIgnoreCase) ? "lame"
        : "drop";
}
