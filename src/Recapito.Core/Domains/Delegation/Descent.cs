namespace Recapito.Core;

/// <summary>
/// Who holds a name, found from the top level downwards: each zone's servers say to whom they delegate (RFC 1034 §5.3.3). A resolver may have a zone of its own
/// (split horizon), or keep the name servers of before the zone was moved; what holds for the public, only this walk shows. Only the servers of the top level
/// are taken from the resolver, and addresses that no glue gives.
/// </summary>
internal sealed class Descent
{
    // They are to agree, and a sample tells.
    private const int MostServers = 2;

    // A name has seldom more than one cut below the registered domain.
    private const int MostCuts = 5;

    private readonly string name;
    private readonly EvidenceSet evidence;
    private readonly List<Request> questions = [];

    private Descent(string name, EvidenceSet evidence)
    {
        (this.name, this.evidence) = (name, evidence);
        var top = DnsName.Upwards(name).TakeWhile(above => above is not ".").Last();
        questions.Add(AtResolver(top, RrType.Ns));
        if (top == name || evidence.Find(AtResolver(top, RrType.Ns)) is not Present<RrSet> { Value.NameServers: var servers })
        {
            return;
        }

        var cut = Ask(top, [.. servers.Order(StringComparer.Ordinal).Take(MostServers)], null);
        for (var i = 0; i < MostCuts; i++)
        {
            var (next, isLast) = Below(cut, i > 0);
            if (next is null)
            {
                return;
            }

            cut = next;
            if (isLast)
            {
                (Zone, Servers, Places) = (cut.Zone, cut.Servers, cut.Places);
                return;
            }
        }
    }

    /// <summary>The zone that holds the name, by the word of the servers above it; null where the walk did not come to an end.</summary>
    public string? Zone { get; }

    /// <summary>Names of the servers to which that zone is delegated.</summary>
    public IReadOnlyList<string> Servers { get; } = [];

    /// <summary>Where they are, by the resolver, or by the glue where the resolver knows no address.</summary>
    public IReadOnlyList<ServerPlace> Places { get; } = [];

    /// <summary>The questions of the walk, as far as it is known whom to ask.</summary>
    public IReadOnlyList<Request> Questions => questions;

    /// <summary>The walk, as far as the evidence leads.</summary>
    public static Descent To(string name, EvidenceSet evidence) => evidence.Once(name, static (name, evidence) => new Descent(name, evidence));

    private static DnsRequest AtResolver(string name, RrType type) => new(name, type, Vantage.Resolver);

    /// <summary>A zone on the way, whose servers are asked for the name.</summary>
    private Cut Ask(string zone, IReadOnlyList<string> servers, Referral? referral)
    {
        IReadOnlyList<string> hosts = [.. servers.Where(Names.IsHostName)];
        questions.AddRange(hosts.SelectMany(server => new[] { AtResolver(server, RrType.A), AtResolver(server, RrType.Aaaa) }));
        return new(zone, hosts, [.. hosts.SelectMany(server => AddressesOf(server, referral).Take(2).Select(address => new ServerPlace(server, address)))]);
    }

    /// <summary>What the servers of a zone say of the name: the zone below, the zone that holds it, or nothing.</summary>
    /// <param name="above">The zone.</param>
    /// <param name="isDelegated">Somebody delegates that zone to these servers, so that it may be the one that holds the name.</param>
    private (Cut? Next, bool IsLast) Below(Cut above, bool isDelegated)
    {
        var asked = above.Places.Take(MostServers).Select(place => (Place: place, Request: new DnsMessageRequest(name, RrType.Ns, place.From))).ToList();
        questions.AddRange(asked.Select(one => one.Request));
        var answers = asked.Select(one => (one.Place, Seen: evidence.Find(one.Request) as Present<DnsMessage>)).Where(answer => answer.Seen is not null).ToList();
        if (answers.Select(answer => Referral.Read(answer.Place, answer.Seen!, name, above.Zone)).FirstOrDefault(found => found is not null) is { } referral)
        {
            return (Ask(referral.Zone, referral.Servers, referral), referral.Zone == name);
        }

        var isHeld = answers.Count > 0 && answers.TrueForAll(answer => answer.Seen!.Value is { Authoritative: true, Rcode: "NOERROR" or "NXDOMAIN", OtherSource: null });
        return !isHeld ? default : Served(above, answers[0].Seen!.Value) is { } served ? (served, true) : isDelegated ? (above, true) : default;
    }

    /// <summary>A zone further down that the same servers serve: they answer for it with authority instead of pointing to it. Null where there is none.</summary>
    private Cut? Served(Cut above, DnsMessage said)
    {
        if (said.AnswersFor(name, RrType.Ns) is { Count: > 0 } own)
        {
            return Ask(name, [.. own.Select(record => record.Data).Order(StringComparer.Ordinal)], null);
        }

        // RFC 2308 §3: a "no" bears the SOA of the zone that says it.
        var zone = said.Authority.Where(record => record.Type is RrType.Soa).Select(record => record.Name).FirstOrDefault();
        return zone is not null && zone != above.Zone && DnsName.IsAtOrBelow(name, zone) && DnsName.IsAtOrBelow(zone, above.Zone) ? above with { Zone = zone } : null;
    }

    // Glue is the word of the public; a resolver with a zone of its own may give a server another address.
    private IReadOnlyList<string> AddressesOf(string server, Referral? referral)
    {
        var known = MailHosts.AddressesOf(server, evidence);
        return referral?.GlueOf(server) is { Count: > 0 } glue && !known.Intersect(glue).Any() ? glue : known;
    }

    private sealed record Cut(string Zone, IReadOnlyList<string> Servers, IReadOnlyList<ServerPlace> Places);
}
