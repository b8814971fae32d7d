namespace Recapito.Core;

/// <summary>
/// What the zone's own servers say of a name, where the resolver's word alone would accuse: it may have a view of its own, or keep an old answer (RFC 2308 §5).
/// </summary>
internal static class OwnServers
{
    /// <summary>They are to agree, and a sample tells.</summary>
    private const int Most = 4;

    public static readonly IReadOnlyList<RrType> AddressTypes = [RrType.A, RrType.Aaaa];

    /// <summary>The questions to them; none where the name is not in the zone, or nobody knows who serves it, or this network answers in their place.</summary>
    public static IEnumerable<DnsMessageRequest> Questions(DomainView view, string name, IEnumerable<RrType> types) =>
        view.Zone.Apex is not { } apex || !DnsName.IsAtOrBelow(name, apex) || view.Authority.IsIntercepted ? []
            : Sample(view).SelectMany(server => types.Select(type => new DnsMessageRequest(name, type, Vantage.Server(server.Server, server.Address))));

    /// <summary>Some of these questions were not asked yet.</summary>
    public static bool IsOpen(DomainView view, string name, IEnumerable<RrType> types) => Questions(view, name, types).Any(question => view.Evidence.Find(question) is null);

    /// <summary>What those with the highest serial (RFC 1982) say with authority, or all of them where their serials cannot be compared; empty where none of them speaks, or an alias leads to somebody else.</summary>
    public static IReadOnlyList<Observation<RrSet>> Said(DomainView view, string name, RrType type)
    {
        var said = Sample(view).Zip(Questions(view, name, [type]), (server, question) => (server.Primary, server.Serial, Seen: MessageAnswer.AsRrSet(view.Evidence.Find(question))))
            .Where(answer => answer.Seen is Absent<RrSet> or Present<RrSet>).ToList();
        if (said.Exists(answer => answer.Seen is Present<RrSet> seen && seen.Value.Records.All(record => record.Type != type)))
        {
            return [];
        }

        var newest = SerialNumbers.AreComparable(said.Select(answer => answer.Primary).OfType<string>()) ? SerialNumbers.Newest(said.Select(answer => answer.Serial).OfType<uint>()) : null;
        return [.. said.Where(answer => newest is null || answer.Serial is null || answer.Serial == newest).Select(answer => answer.Seen!)];
    }

    /// <summary>
    /// They should have a word on the name, and a gap hides it. One that answers with a referral or an alias was heard: then the word is with others, and the
    /// resolver's is the best there is.
    /// </summary>
    public static bool AreHidden(DomainView view, string name) => AreHidden(view, name, AddressTypes);

    /// <summary>The same for these types.</summary>
    public static bool AreHidden(DomainView view, string name, IReadOnlyList<RrType> types) =>
        view.Zone.IsOutOfSight || (view.Zone.Apex is { } apex && DnsName.IsAtOrBelow(name, apex) && !view.Authority.IsIntercepted
            && !types.All(type => Questions(view, name, [type]).Any(question => view.Evidence.Find(question) is Present<DnsMessage> { Value: { Rcode: "NOERROR" or "NXDOMAIN", OtherSource: null } })));

    private static IEnumerable<ServerView> Sample(DomainView view) => view.Zone.Servers.DistinctBy(server => server.Server).Take(Most);
}

/// <summary>The addresses that the zone's own servers give a host.</summary>
/// <param name="V4">What they say of its IPv4 addresses; empty where they say nothing.</param>
/// <param name="V6">The same for IPv6.</param>
internal sealed record OwnAddresses(IReadOnlyList<Observation<RrSet>> V4, IReadOnlyList<Observation<RrSet>> V6)
{
    /// <summary>They spoke of both versions, so that what they do not give is not there.</summary>
    public bool AreKnown => V4.Count > 0 && V6.Count > 0;

    public IReadOnlyList<string> All => [.. Answers.OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Addresses).Distinct().Order(StringComparer.Ordinal)];

    public IEnumerable<Observation<RrSet>> Answers => V4.Concat(V6);

    /// <summary>As text; a dash for none.</summary>
    public override string ToString() => All.Count > 0 ? string.Join(", ", All) : "–";

    public static OwnAddresses Of(DomainView view, string host) => new(OwnServers.Said(view, host, RrType.A), OwnServers.Said(view, host, RrType.Aaaa));
}
