namespace Recapito.Core;

/// <summary>
/// Who holds a name, found from the top level downwards: each zone's servers say to whom they delegate (RFC 1034 §5.3.3). A resolver may have a zone of its own
/// (split horizon), or keep the name servers of before the zone was moved; what holds for the public, only this walk shows. Only the servers of the top level
/// are taken from the resolver.
/// </summary>
internal sealed class Descent
{
    // They are to agree, and a sample tells.
    private const int MostServers = 2;

    // A name has seldom more than one cut below the registered domain.
    private const int MostCuts = 5;

    private readonly List<Present<DnsMessage>> seen = [];
    private readonly List<Request> questions = [];

    private Descent(string name, EvidenceSet evidence)
    {
        var (top, servers) = Top(name, evidence);
        if (top is null)
        {
            return;
        }

        var zone = (Name: top, Places: PlacesOf(servers, null, evidence), Referral: (Referral?)null);
        for (var i = 0; i < MostCuts; i++)
        {
            questions.AddRange(zone.Places.Take(MostServers).Select(place => At(name, place)));
            var answers = zone.Places.Take(MostServers).Select(place => (place, Seen: evidence.Find(At(name, place)) as Present<DnsMessage>)).Where(answer => answer.Seen is not null).ToList();
            var referral = answers.Select(answer => Referral.Read(answer.place, answer.Seen!, name, zone.Name)).FirstOrDefault(found => found is not null);
            if (referral is null)
            {
                Zone = answers.Count > 0 && answers.TrueForAll(answer => answer.Seen!.Value is { Authoritative: true, Rcode: "NOERROR" or "NXDOMAIN", OtherSource: null }) ? zone.Name : null;
                (Places, Servers) = Zone is null || zone.Referral is null ? ([], []) : (zone.Places, zone.Referral.Servers);
                return;
            }

            seen.Add(referral.Seen);
            AskAddresses(referral);
            zone = (referral.Zone, PlacesOf(referral.Servers, referral, evidence), referral);
            if (referral.Zone == name)
            {
                (Zone, Places, Servers) = (name, zone.Places, referral.Servers);
                return;
            }
        }
    }

    /// <summary>The zone that holds the name, by the word of the servers above it; null where the walk did not come to an end.</summary>
    public string? Zone { get; }

    /// <summary>Names of the servers to which that zone is delegated; empty for a top level.</summary>
    public IReadOnlyList<string> Servers { get; } = [];

    /// <summary>Where they are, by the resolver, or by the glue where the resolver knows no address.</summary>
    public IReadOnlyList<ServerPlace> Places { get; } = [];

    /// <summary>The referrals.</summary>
    public IReadOnlyList<Present<DnsMessage>> Seen => seen;

    /// <summary>The questions of the walk, as far as it is known whom to ask.</summary>
    public IReadOnlyList<Request> Questions => questions;

    /// <summary>The walk, as far as the evidence leads.</summary>
    public static Descent To(string name, EvidenceSet evidence) => new(name, evidence);

    private static DnsMessageRequest At(string name, ServerPlace place) => new(name, RrType.Ns, place.From);

    private static DnsRequest AtResolver(string name, RrType type) => new(name, type, Vantage.Resolver);

    /// <summary>The highest zone above the name, the root left aside, that the resolver knows servers of.</summary>
    private (string? Zone, IReadOnlyList<string> Servers) Top(string name, EvidenceSet evidence)
    {
        foreach (var above in AuthorityView.Ancestors(name).Where(above => above is not ".").Reverse())
        {
            questions.Add(AtResolver(above, RrType.Ns));
            switch (evidence.Find(AtResolver(above, RrType.Ns)))
            {
                case Present<RrSet> { Value.NameServers: { Count: > 0 } servers }:
                    IReadOnlyList<string> named = [.. servers.Where(Names.IsHostName).Order(StringComparer.Ordinal).Take(MostServers)];
                    AskAddresses(named);
                    return (above, named);
                case Absent<RrSet>:
                    continue;
                default:
                    return (null, []);
            }
        }

        return (null, []);
    }

    private void AskAddresses(Referral referral) => AskAddresses(referral.Servers.Where(Names.IsHostName));

    private void AskAddresses(IEnumerable<string> servers) => questions.AddRange(servers.SelectMany(server => new[] { AtResolver(server, RrType.A), AtResolver(server, RrType.Aaaa) }));

    // Glue is the word of the public; a resolver with a zone of its own may give a server another address.
    private static List<ServerPlace> PlacesOf(IEnumerable<string> servers, Referral? referral, EvidenceSet evidence) =>
    [
        .. servers.Where(Names.IsHostName).SelectMany(server => (referral?.GlueOf(server) is { Count: > 0 } glue && !MailHosts.AddressesOf(server, evidence).Intersect(glue).Any() ? glue : MailHosts.AddressesOf(server, evidence))
            .Take(2).Select(address => new ServerPlace(server, address))),
    ];
}
