namespace Recapito.Core;

/// <summary>What one authoritative server has at one name of a plan.</summary>
/// <param name="Server">Canonical name of the server.</param>
/// <param name="Address">Its address.</param>
/// <param name="Change">The change that is looked for.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Seen">What was seen.</param>
public sealed record ServerStanding(string Server, string Address, RrSetChange Change, PresentStanding Standing, Observation Seen);

/// <summary>Whether every authoritative server has what a plan wants, and when caches have forgotten what it replaced.</summary>
/// <param name="Servers">All servers at all names of the plan; empty where none was found.</param>
/// <param name="Problem">Why the servers of a name were not found; null where they were.</param>
/// <param name="GoneAt">When no cache holds the old answer any more; null where that is not known, or not all servers have the new one.</param>
public sealed record FixVerification(IReadOnlyList<ServerStanding> Servers, string? Problem, DateTimeOffset? GoneAt)
{
    /// <summary>How all of them stand: the new records only where every server was seen to have them.</summary>
    public PresentStanding Standing =>
        Servers.Any(server => server.Standing is PresentStanding.Before or PresentStanding.Other) ? PresentStanding.Before
        : Problem is null && Servers.Count > 0 && Servers.All(server => server.Standing is PresentStanding.After) ? PresentStanding.After
        : PresentStanding.Unseen;

    /// <summary>The questions that can be asked with what is known; none when all were asked.</summary>
    public static IReadOnlyList<Request> Next(IReadOnlyList<RrSetChange> changes, EvidenceSet known)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(known);
        var next = new List<Request>();
        foreach (var change in changes)
        {
            if (ZoneOf(change.Owner, known, next) is not { } servers)
            {
                continue;
            }

            foreach (var host in servers.NameServers)
            {
                next.AddRange(AddressTypes.Select(type => new DnsRequest(host, type, Vantage.Resolver)));
                next.AddRange(AddressesOf(host, known).Select(address => new DnsRequest(change.Owner, change.Type, Vantage.Server(host, address))));
            }
        }

        var asked = known.All.Select(seen => seen.Request).ToHashSet();
        return [.. next.Distinct().Where(request => !asked.Contains(request))];
    }

    /// <summary>Judges what was seen.</summary>
    /// <param name="changes">The plan's changes.</param>
    /// <param name="journal">The journal: since when they stand, and which TTL the old records had.</param>
    /// <param name="known">The answers.</param>
    public static FixVerification Judge(IReadOnlyList<RrSetChange> changes, FixJournal journal, EvidenceSet known)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(known);
        var servers = changes.SelectMany(change => At(change, known)).ToList();
        var problem = changes.Select(change => WhyIncomplete(change, known)).FirstOrDefault(why => why is not null);
        var judged = new FixVerification(servers, problem, null);
        return judged.Standing is PresentStanding.After ? judged with { GoneAt = Gone(journal, servers) } : judged;
    }

    private static readonly RrType[] AddressTypes = [RrType.A, RrType.Aaaa];

    // A secondary server may have followed later than the server that took the change: what was seen now is the bound where it is later.
    private static DateTimeOffset? Gone(FixJournal journal, List<ServerStanding> servers)
    {
        if (journal.LastApplied is not { } applied)
        {
            return null;
        }

        var ttl = applied.Changes.Max(change => change.OldTtl);
        var isOne = servers.Select(server => server.Address).Distinct().Count() == 1;
        return (isOne ? applied.At : servers.Max(server => server.Seen.Source.At)).AddSeconds(ttl);
    }

    private static IEnumerable<ServerStanding> At(RrSetChange change, EvidenceSet known)
    {
        foreach (var host in ZoneOf(change.Owner, known, [])?.NameServers ?? [])
        {
            foreach (var address in AddressesOf(host, known))
            {
                if (known.Find(new DnsRequest(change.Owner, change.Type, Vantage.Server(host, address))) is { } seen)
                {
                    yield return new(host, address, change, StandingOf(change, seen), seen);
                }
            }
        }
    }

    private static PresentStanding StandingOf(RrSetChange change, Observation seen) => seen switch
    {
        Present<RrSet> { Value: var set } => FixDecision.StandingOf([change], [Present(change, [.. set.Records.Where(record => record.Name == change.Owner && record.Type == change.Type).Select(record => record.Data)])]),
        Absent<RrSet> => FixDecision.StandingOf([change], [Present(change, [])]),
        _ => PresentStanding.Unseen,
    };

    private static PresentRrSet Present(RrSetChange change, IReadOnlyList<string> data) => new(change.Owner, change.Type, 0, data);

    // A server without an address that was seen is one that was not asked.
    private static string? WhyIncomplete(RrSetChange change, EvidenceSet known)
    {
        if (ZoneOf(change.Owner, known, []) is not { } servers)
        {
            return DnsName.Upwards(change.Owner).Select(name => known.Find(new DnsRequest(name, RrType.Ns, Vantage.Resolver))).FirstOrDefault(seen => seen is Unavailable<RrSet>)?.Why ?? "?";
        }

        return servers.NameServers.FirstOrDefault(host => !AddressesOf(host, known).Any()) is { } lost
            ? $"{lost}: {known.Find(new DnsRequest(lost, RrType.A, Vantage.Resolver))?.Why ?? "?"}"
            : null;
    }

    /// <summary>The name servers of the zone that a name is in: the nearest at or above it. Names that are yet to be asked are added.</summary>
    private static RrSet? ZoneOf(string owner, EvidenceSet known, List<Request> next)
    {
        foreach (var name in DnsName.Upwards(owner).Where(name => name is not "."))
        {
            var request = new DnsRequest(name, RrType.Ns, Vantage.Resolver);
            switch (known.Find(request))
            {
                case null:
                    next.Add(request);
                    return null;
                case Present<RrSet> { Value: var set } when set.NameServers.Count > 0:
                    return set;
                case Unavailable<RrSet>:
                    return null;
                default:
                    break;
            }
        }

        return null;
    }

    private static IEnumerable<string> AddressesOf(string host, EvidenceSet known) =>
        AddressTypes.Select(type => known.Find(new DnsRequest(host, type, Vantage.Resolver))).OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Addresses).Distinct();
}
