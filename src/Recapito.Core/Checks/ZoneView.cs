namespace Recapito.Core;

/// <summary>One authoritative server's view of the domain's zone.</summary>
/// <param name="Server">Canonical name of the server.</param>
/// <param name="Address">The address that was asked.</param>
/// <param name="Mx">Its answer for the MX RRset; null where it was not asked.</param>
/// <param name="Soa">Its answer for the SOA; null where it was not asked.</param>
internal sealed record ServerView(string Server, string Address, Observation<RrSet>? Mx, Observation<RrSet>? Soa)
{
    public uint? Serial => (Soa as Present<RrSet>)?.Value.Soa?.Serial;

    /// <summary>SOA MNAME: who gave the version its serial.</summary>
    public string? Primary => (Soa as Present<RrSet>)?.Value.Soa?.PrimaryServer;

    /// <summary>It gave an answer with authority for the MX RRset, perhaps an empty one. That the name is an alias says nothing of the MX: it is at another name (RFC 5321 §5.1).</summary>
    public bool Answered => Mx is Absent<RrSet> || (Mx is Present<RrSet> && Alias is null);

    /// <summary>The name of which it says that the domain is an alias, where it knows nothing of that name's MX; null where it does not say so.</summary>
    public string? Alias => Mx is Present<RrSet> { Value: { Mx.Count: 0, Alias: { } alias } } ? alias : null;

    public IReadOnlyList<MxRecord> MxSet => Mx is Present<RrSet> seen ? seen.Value.Mx : [];
}

/// <summary>What the resolver and each authoritative server say of a domain's MX, and which of them is the newest.</summary>
internal sealed class ZoneView
{
    private static readonly RrType[] AddressTypes = [RrType.A, RrType.Aaaa];

    private readonly EvidenceSet evidence;
    private readonly IReadOnlyList<string> names;

    /// <summary>The zone by the resolver's word, or by that of the zone above where the resolver does not tell.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="apex">The zone's name as the zone above has it.</param>
    /// <param name="places">Its servers by the same word.</param>
    public ZoneView(string domain, EvidenceSet evidence, string? apex = null, IReadOnlyList<(string Server, string Address)>? places = null)
    {
        this.evidence = evidence;
        Domain = domain;
        Resolver = evidence.Find(new DnsRequest(domain, RrType.Mx, Vantage.Resolver));
        Delegation = Zones.Cut(domain, evidence);
        Apex = Delegation is null ? apex : ((DnsRequest)Delegation.Request).Name;
        names = Delegation?.Value.NameServers ?? [];
        Servers = [.. (Delegation is null ? places ?? [] : Zones.ServersOf(Delegation, evidence)).Select(View)];
    }

    /// <summary>The zone as it is delegated from the top level downwards, whatever the resolver says: its servers there, and those that these name beside themselves.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="delegated">A walk that came to its end.</param>
    public ZoneView(string domain, EvidenceSet evidence, Descent delegated)
        : this(domain, evidence)
    {
        IsDelegationConfirmed = true;
        Apex = delegated.Zone;
        var beside = delegated.Places.SelectMany(place => Named(evidence, delegated.Zone!, place)).Where(Names.IsHostName).Except(delegated.Servers).Distinct().ToList();
        names = [.. delegated.Servers, .. beside];
        Servers = [.. delegated.Places.Select(place => (place.Server, place.Address)).Concat(Zones.PlacesOf(beside, evidence)).Select(View)];
    }

    /// <summary>The servers are those to which the servers above delegate. Else only the resolver says so, which may have a view of its own, or an old one.</summary>
    public bool IsDelegationConfirmed { get; }

    /// <summary>The resolver asks servers to which nobody delegates the zone (any more), a former DNS host's or its own network's; or it was not seen whom it asks.</summary>
    public bool MayAskElsewhere => IsDelegationConfirmed && Delegation?.Value.NameServers.Except(names).Any() is not false;

    /// <summary>The servers to which nobody delegates the zone any more, and which the resolver names all the same; empty where that was not seen.</summary>
    public IReadOnlyList<string> FormerServers => IsDelegationConfirmed && Delegation is { } named ? [.. named.Value.NameServers.Except(names)] : [];

    public string Domain { get; }

    /// <summary>The resolver's answer for the MX RRset; null where it was not asked.</summary>
    public Observation<RrSet>? Resolver { get; }

    /// <summary>The NS RRset of the zone that holds the domain; null where it is not known.</summary>
    public Present<RrSet>? Delegation { get; }

    /// <summary>Name of the zone that holds the domain; null where it is not known.</summary>
    public string? Apex { get; }

    public IReadOnlyList<ServerView> Servers { get; }

    /// <summary>The name of which a server says that the domain is an alias (CNAME); null where none does. Its MX is that of this name, whose servers are not asked.</summary>
    public string? Alias => Servers.Select(server => server.Alias).FirstOrDefault(alias => alias is not null);

    public IReadOnlyList<ServerView> Answering => [.. Servers.Where(server => server.Answered)];

    /// <summary>
    /// The answering servers with the highest serial (RFC 1982), or all of them where they agree on the MX; empty where the newest cannot be told, as
    /// serials that different primaries gave cannot be compared.
    /// </summary>
    public IReadOnlyList<ServerView> Newest
    {
        get
        {
            if (Agrees)
            {
                return Answering;
            }

            if (Answering.Any(server => server.Serial is null) || !SerialNumbers.AreComparable(Answering.Select(server => server.Primary)))
            {
                return [];
            }

            var newest = SerialNumbers.Newest(Answering.Select(server => server.Serial!.Value));
            return [.. Answering.Where(server => server.Serial == newest)];
        }
    }

    /// <summary>Every server that answered gives the same MX RRset.</summary>
    public bool Agrees => Answering.All(server => SameMx(server.MxSet, Answering[0].MxSet));

    /// <summary>
    /// No version of the zone is hidden: every server was asked, and each gave its MX or its serial, or is silent while the primary server
    /// (SOA MNAME, RFC 1035 §3.3.13) answered, of which the silent one could only have an older copy.
    /// </summary>
    public bool IsComplete =>
        IsAsked
        && (Delegation is not null || IsDelegationConfirmed)
        && Servers.Count > 0
        && EveryServerHasAddress
        && Newest.Count > 0
        && (Servers.All(IsAccountedFor) || PrimaryIsNewest)
        && NewestAgrees;

    /// <summary>Every authoritative server, or the way to them, was asked, whether an answer came or not. What was not asked at all supports nothing.</summary>
    public bool IsAsked => Delegation is null && !IsDelegationConfirmed
        ? Zones.PossibleCuts(Domain).All(name => evidence.Has(new DnsRequest(name, RrType.Ns, Vantage.Resolver))) && Servers.All(server => server.Mx is not null)
        : Servers.All(server => server.Mx is not null && server.Soa is not null)
            && names.All(name => Servers.Any(server => server.Server == name)
                || AddressTypes.All(type => evidence.Has(new DnsRequest(name, type, Vantage.Resolver))));

    /// <summary>The servers that hold the newest serial give the same MX.</summary>
    public bool NewestAgrees => Newest.All(server => SameMx(server.MxSet, Newest[0].MxSet));

    /// <summary>The MX RRset of the newest version; the resolver's where no server answered; null where neither is known.</summary>
    public IReadOnlyList<MxRecord>? CurrentMx => Newest.Count > 0 ? Newest[0].MxSet : ResolverMx;

    /// <summary>What the resolver says, an empty list for NODATA; null where it said nothing.</summary>
    public IReadOnlyList<MxRecord>? ResolverMx => Resolver switch
    {
        Present<RrSet> seen => seen.Value.Mx,
        Absent<RrSet> => [],
        _ => null,
    };

    /// <summary>The name does not exist: so say all servers that answered; the resolver, whose "no" may be an old one, only where none did.</summary>
    public bool IsNoName => Answering.Count > 0 ? Answering.All(server => (server.Mx as Absent<RrSet>).IsNxDomain()) : (Resolver as Absent<RrSet>).IsNxDomain();

    /// <summary>
    /// No server of the zone could say otherwise: one answered, or no zone holds the name. A resolver keeps a "no" for hours (RFC 2308 §5), so that its word
    /// alone proves nothing while a gap hides the servers.
    /// </summary>
    public bool IsProvenNoName => IsNoName && IsAsked && !IsOutOfSight && (Answering.Count > 0 || Apex is null || Interception.IsSeen(Domain, evidence));

    /// <summary>The domain exists and has no MX, so that its address record is used (RFC 5321 §5.1).</summary>
    public bool HasNoMx => CurrentMx is { Count: 0 } && !IsNoName;

    /// <summary>A gap hides who serves the zone, so that the resolver's copy, which may be an old one, cannot be compared with anything.</summary>
    public bool IsOutOfSight => Servers.Count == 0 && Zones.PossibleCuts(Domain).Any(name => evidence.Find(new DnsRequest(name, RrType.Ns, Vantage.Resolver)) is Unavailable<RrSet>);

    /// <summary>A null MX: the domain says that it takes no mail (RFC 7505 §3). The same record twice is one (RFC 2181 §5).</summary>
    public bool TakesNoMail => CurrentMx is { Count: > 0 } mx && mx.All(record => record.Exchange is ".");

    public IEnumerable<MxRecord> EveryMxSeen => (ResolverMx ?? []).Concat(Answering.SelectMany(server => server.MxSet));

    /// <summary>Servers that hold an older version of the zone with another MX RRset.</summary>
    public IReadOnlyList<ServerView> Lagging =>
        Newest.Count == 0 ? [] : [.. Answering.Where(server => server.Serial is { } serial && Newest[0].Serial is { } newest
            && SerialNumbers.IsNewer(newest, serial) && !SameMx(server.MxSet, Newest[0].MxSet))];

    /// <summary>The resolver gives another MX RRset than the newest version of the zone.</summary>
    public bool ResolverDiffers => Newest.Count > 0 && ResolverMx is { } mx && !SameMx(mx, Newest[0].MxSet);

    /// <summary>Every observation about the domain's MX at authoritative servers.</summary>
    public IReadOnlyList<Observation> ServerObservations => [.. Servers.SelectMany(server => new Observation?[] { server.Mx, server.Soa }).OfType<Observation>()];

    public static bool SameMx(IReadOnlyList<MxRecord> one, IReadOnlyList<MxRecord> other) => one.SequenceEqual(other);

    // A server that hides its MX but shows its serial is harmless where that serial is not newer than what the others serve.
    private bool IsAccountedFor(ServerView server) =>
        server.Answered || (server.Serial is { } serial && Newest.Any(newest => newest.Serial is { } known && !SerialNumbers.IsNewer(serial, known)));

    private bool EveryServerHasAddress => names.All(name =>
        Servers.Any(server => server.Server == name)
        || AddressTypes.All(type => evidence.Find(new DnsRequest(name, type, Vantage.Resolver)) is Absent<RrSet>));

    private bool PrimaryIsNewest => Newest.Any(server => server.Primary == server.Server);

    private static IEnumerable<string> Named(EvidenceSet evidence, string apex, ServerPlace place) =>
        evidence.Find(new DnsRequest(apex, RrType.Ns, place.From)) is Present<RrSet> seen ? seen.Value.NameServers : [];

    private ServerView View((string Server, string Address) place)
    {
        var from = Vantage.Server(place.Server, place.Address);
        return new(place.Server, place.Address, Answer(Domain, RrType.Mx, from), Answer(Apex!, RrType.Soa, from));
    }

    // Asked for the RRset or for the whole message: the answer is the same. An answer of this network in a server's place is none.
    private Observation<RrSet>? Answer(string name, RrType type, Vantage from)
    {
        var asked = new DnsRequest(name, type, from);
        var set = evidence.Find(asked);
        var message = MessageAnswer.AsRrSet(evidence.Find(new DnsMessageRequest(name, type, from)));
        var seen = set is null or Unavailable<RrSet> ? message ?? set : set;
        return seen is not null && Interception.IsSeen(Domain, evidence) ? new Unavailable<RrSet>(asked, "port 53 is intercepted: no server said this", seen.Source) : seen;
    }
}

/// <summary>The two kinds of absence that the DNS knows (RFC 2308 §2).</summary>
internal static class Absence
{
    /// <summary>The name itself does not exist; else it has no such records.</summary>
    public static bool IsNxDomain(this Absent<RrSet>? absent) => absent?.Reason.StartsWith("NXDOMAIN", StringComparison.Ordinal) ?? false;
}

/// <summary>Where a domain's zone begins, and who serves it.</summary>
internal static class Zones
{
    // A zone may hold names of many labels; they are asked at once, so a deep name costs no more time than a short one.
    private const int MostNames = 10;

    // A referral without EDNS has room for no more (RFC 1035 §4.2.1).
    private const int MostServers = 13;

    /// <summary>The names at which the zone cut may be: the domain and its ancestors below the top level, ten at most.</summary>
    public static IEnumerable<string> PossibleCuts(string domain)
    {
        var name = domain;
        for (var i = 0; i < MostNames && name.Contains('.', StringComparison.Ordinal); i++)
        {
            yield return name;
            name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        }
    }

    /// <summary>The nearest NS RRset at or above the domain, where everything below it is known to have none.</summary>
    public static Present<RrSet>? Cut(string domain, EvidenceSet evidence)
    {
        foreach (var name in PossibleCuts(domain))
        {
            switch (evidence.Find(new DnsRequest(name, RrType.Ns, Vantage.Resolver)))
            {
                case Present<RrSet> seen when seen.Value.NameServers.Count > 0:
                    return seen;
                case Absent<RrSet>:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Every address of every server, in a fixed order.</summary>
    public static IEnumerable<(string Server, string Address)> ServersOf(Present<RrSet> delegation, EvidenceSet evidence) =>
        PlacesOf(delegation.Value.NameServers, evidence);

    /// <summary>The same of servers by name.</summary>
    public static IEnumerable<(string Server, string Address)> PlacesOf(IEnumerable<string> servers, EvidenceSet evidence) =>
        servers.Order(StringComparer.Ordinal).Take(MostServers).SelectMany(server => MailHosts.AddressesOf(server, evidence).Take(2).Select(address => (server, address)));

    /// <summary>
    /// The servers that must know a name: those to which its zone is delegated where a walk has found them and the resolver knows no cut further down, else those
    /// that the resolver names.
    /// </summary>
    public static IEnumerable<(string Server, string Address)> ServersFor(string name, EvidenceSet evidence)
    {
        var cut = Cut(name, evidence);
        var delegated = PossibleCuts(name).Select(above => Descent.To(above, evidence)).FirstOrDefault(walk => walk is { Zone: not null, Places.Count: > 0 } && DnsName.IsAtOrBelow(name, walk.Zone));
        return delegated is not null && (cut is null || DnsName.IsAtOrBelow(delegated.Zone!, ((DnsRequest)cut.Request).Name)) ? delegated.Places.Select(place => (place.Server, place.Address))
            : cut is null ? [] : ServersOf(cut, evidence);
    }
}
