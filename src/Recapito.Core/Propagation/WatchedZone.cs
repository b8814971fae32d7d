namespace Recapito.Core;

/// <summary>A name server at one of its addresses.</summary>
internal sealed record Place(string Server, string Address)
{
    public Vantage Vantage => Vantage.Server(Server, Address);
}

/// <summary>The zone that holds the watched record, its parent, and who serves both, as far as the tracks show it.</summary>
internal sealed class WatchedZone
{
    private const int MostServers = 16;
    private const int MostHosts = 8;
    private const int AddressesEach = 2;

    private readonly Tracks tracks;
    private readonly Dictionary<Place, TimeSpan> known;

    /// <param name="subject">What is watched.</param>
    /// <param name="tracks">What was heard.</param>
    /// <param name="known">Every place of the zone that was ever named, which this constructor adds to; a name server that was removed is still asked by caches.</param>
    /// <param name="now">The moment.</param>
    public WatchedZone(WatchSubject subject, Tracks tracks, Dictionary<Place, TimeSpan> known, TimeSpan now)
    {
        (this.tracks, this.known) = (tracks, known);
        Apex = Zones.PossibleCuts(subject.Domain).FirstOrDefault(name => tracks.Resolved(name, RrType.Ns).Any(record => record.Name == name && record.Type is RrType.Ns));
        ParentApex = Apex is null ? null : Ancestors(Apex).FirstOrDefault(name => tracks.Resolved(name, RrType.Ns).Any(record => record.Name == name && record.Type is RrType.Ns));
        Parents = ParentApex is null ? [] : [.. NamesIn(tracks.Resolved(ParentApex, RrType.Ns)).Take(MostServers)
            .SelectMany(server => tracks.AddressesOf(server).Take(1).Select(address => new Place(server, address)))];
        NamedByParent = [.. Parents.SelectMany(place => NamesSaid(Delegation(place))).Distinct().Order(StringComparer.Ordinal)];
        ServerNames = Apex is null ? [] : CurrentNames(Apex);
        foreach (var place in ServerNames.SelectMany(PlacesOf))
        {
            known.TryAdd(place, now);
        }

        Current = [.. known.Keys.Where(IsNamed).OrderBy(place => place.Server, StringComparer.Ordinal).ThenBy(place => place.Address.Contains(':', StringComparison.Ordinal))];
        Former = [.. known.Keys.Except(Current)];
    }

    /// <summary>Name of the zone; null before it is known.</summary>
    public string? Apex { get; }

    /// <summary>Name of the zone above; null before it is known.</summary>
    public string? ParentApex { get; }

    /// <summary>The parent's servers, each at one address.</summary>
    public IReadOnlyList<Place> Parents { get; }

    /// <summary>The name servers in the delegation; empty where no server of the parent answered.</summary>
    public IReadOnlyList<string> NamedByParent { get; }

    /// <summary>The name servers of the zone, by the parent and by the zone itself.</summary>
    public IReadOnlyList<string> ServerNames { get; }

    /// <summary>Where the zone is served now.</summary>
    public IReadOnlyList<Place> Current { get; }

    /// <summary>Where it was served during the watch; caches that still have the old delegation ask there.</summary>
    public IReadOnlyList<Place> Former { get; }

    public IEnumerable<Place> Everywhere => Current.Concat(Former);

    /// <summary>Every time at which a place was named first.</summary>
    public TimeSpan KnownSince(Place place) => known[place];

    /// <summary>When the first server of the zone was known; zero before.</summary>
    public TimeSpan FirstKnown => known.Count > 0 ? known.Values.Min() : TimeSpan.Zero;

    /// <summary>True for the zone's apex and every name below it, cut or not.</summary>
    public static bool Holds(string zone, string name) => zone is "." || name == zone || name.EndsWith("." + zone, StringComparison.Ordinal);

    /// <summary>The names above a zone up to the root.</summary>
    public static IEnumerable<string> Ancestors(string name)
    {
        while (name.IndexOf('.', StringComparison.Ordinal) is var dot && dot > 0 && dot < name.Length - 1)
        {
            name = name[(dot + 1)..];
            yield return name;
        }

        yield return ".";
    }

    public DnsMessageRequest DelegationAt(Place parent) => new(Apex!, RrType.Ns, parent.Vantage, QueryForm.Plain);

    public DnsMessageRequest DsAt(Place parent) => new(Apex!, RrType.Ds, parent.Vantage, QueryForm.Plain);

    public DnsRequest SoaAt(Place place) => new(Apex!, RrType.Soa, place.Vantage);

    public DnsRequest NsAt(Place place) => new(Apex!, RrType.Ns, place.Vantage);

    /// <summary>The latest SOA that a place gave; null where it gave none.</summary>
    public RrSet? Soa(Place place) => (tracks.Of(SoaAt(place))?.LatestAnswer as Present<RrSet>)?.Value;

    /// <summary>The hosts in this zone that an answer leads to, whose addresses may change with it: mail exchangers and name servers.</summary>
    public IReadOnlyList<string> HostsOf(IEnumerable<WatchedAnswer> answers) => Apex is null ? [] :
        [.. answers.Where(answer => answer.Kind is AnswerKind.Records).SelectMany(answer => answer.Text.Split(", "))
            .Select(data => data[(data.LastIndexOf(' ') + 1)..]).Concat(ServerNames).Where(host => Holds(Apex, host)).Distinct().Take(MostHosts)];

    /// <summary>The names of an answer about NS records, glue left out.</summary>
    public static IEnumerable<string> NamesIn(WatchedAnswer? answer) =>
        answer is { Kind: AnswerKind.Records } ? answer.Text.Split(", ").Where(data => !data.Contains(' ', StringComparison.Ordinal)) : [];

    private static IEnumerable<string> NamesIn(IEnumerable<DnsRecord> records) => records.Where(record => record.Type is RrType.Ns).Select(record => record.Data).Order(StringComparer.Ordinal);

    private Track? Delegation(Place parent) => tracks.Of(DelegationAt(parent));

    // One changed opinion moves no name server.
    private static IEnumerable<string> NamesSaid(Track? track) => NamesIn(track?.Settled?.Answer);

    // The parent leads; where it says nothing, the resolver does. Servers that are named only by those servers' own NS RRset are asked by many resolvers too.
    private List<string> CurrentNames(string apex)
    {
        IReadOnlyList<string> leading = NamedByParent.Count > 0 ? NamedByParent : [.. NamesIn(tracks.Resolved(apex, RrType.Ns))];
        var own = known.Keys.Where(place => leading.Contains(place.Server)).SelectMany(place => NamesSaid(tracks.Of(NsAt(place))));
        return [.. leading.Concat(own).Distinct().Take(MostServers).Order(StringComparer.Ordinal)];
    }

    private bool IsNamed(Place place) => ServerNames.Contains(place.Server) && PlacesOf(place.Server).Contains(place);

    private IEnumerable<Place> PlacesOf(string server) => GlueOf(server).Concat(tracks.AddressesOf(server)).Distinct()
        .OrderBy(address => address.Contains(':', StringComparison.Ordinal)).Take(AddressesEach).Select(address => new Place(server, address));

    private IEnumerable<string> GlueOf(string server) => Parents.SelectMany(place => Delegation(place)?.Settled?.Answer?.Text.Split(", ") ?? [])
        .Where(data => data.StartsWith(server + " ", StringComparison.Ordinal)).Select(data => data[(server.Length + 1)..]).Distinct();
}
