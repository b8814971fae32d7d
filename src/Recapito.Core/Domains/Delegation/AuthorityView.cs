namespace Recapito.Core;

/// <summary>
/// The zone that holds the domain, as its own servers and those of its parent show it: which places there are to ask, and what each said. Only rearranges;
/// the places of <see cref="ZoneView"/> are among them.
/// </summary>
internal sealed class AuthorityView
{
    /// <summary>More name servers are not asked; no referral in order holds more (RFC 1035 §4.2.1 leaves room for 13).</summary>
    private const int MostServers = 13;

    private const int MostParents = 4;

    // As far as a zone cut is looked for, and some labels further, where its parent is.
    private const int MostAncestors = 14;

    private readonly DomainView view;

    public AuthorityView(DomainView view)
    {
        this.view = view;
        var isAsked = Zones.PossibleCuts(view.Domain).All(name => view.Dns(name, RrType.Ns) is not null);
        Question = isAsked ? view.Zone.Apex ?? view.Domain : null;
        ParentDelegation = Question is null ? null : NearestAbove(Question);
        ParentNames = [.. (ParentDelegation?.Value.NameServers ?? []).Where(Core.Names.IsHostName).Order(StringComparer.Ordinal).Take(MostParents)];
        Parents = [.. ParentNames.SelectMany(server => MailHosts.AddressesOf(server, view.Evidence).Take(1).Select(address => new ServerPlace(server, address)))];
        ParentAnswers = [.. Parents.Select(place => (place, Seen(place, Question!, RrType.Ns)))];
        Referral = ParentAnswers.Select(answer => Read(answer.Place, answer.Seen)).OfType<Referral>().FirstOrDefault();
        Apex = view.Zone.Apex ?? Referral?.Zone;
        Names = [.. (view.Zone.Delegation?.Value.NameServers ?? []).Union(Referral?.Servers ?? []).Where(Core.Names.IsHostName).Order(StringComparer.Ordinal).Take(MostServers)];
        Places = Apex is null ? [] : [.. view.Zone.Servers.Select(server => new ServerPlace(server.Server, server.Address)).Union(OnlyAtParent()).Where(place => Names.Contains(place.Server))];
        V6Places = Apex is null ? [] : [.. Names.SelectMany(V6Of).Except(Places)];
        IsIntercepted = Interception.IsSeen(view.Domain, view.Evidence) || EveryAnswerIsAResolvers();
    }

    /// <summary>The name that the parent's servers are asked for: the zone's where the resolver knows it, else the domain; null while that is open.</summary>
    public string? Question { get; }

    /// <summary>The name of the zone; null where neither resolver nor parent know one.</summary>
    public string? Apex { get; }

    /// <summary>The NS RRset of the zone above; null where it is not known.</summary>
    public Present<RrSet>? ParentDelegation { get; }

    /// <summary>The name of the zone above.</summary>
    public string? Parent => ParentDelegation is null ? null : ((DnsRequest)ParentDelegation.Request).Name;

    /// <summary>Names of servers of the zone above, four at most: they are to agree, and a sample tells.</summary>
    public IReadOnlyList<string> ParentNames { get; }

    /// <summary>One address of each of them.</summary>
    public IReadOnlyList<ServerPlace> Parents { get; }

    /// <summary>What they said of the zone's NS; null where not asked yet.</summary>
    public IReadOnlyList<(ServerPlace Place, Observation<DnsMessage>? Seen)> ParentAnswers { get; }

    /// <summary>The question to two of them over TCP, whose answer shows that this network lets it through.</summary>
    public IEnumerable<DnsMessageRequest> ParentOverTcp => Parents.Take(2).Select(place => new DnsMessageRequest(Question!, RrType.Ns, place.From, QueryForm.Tcp));

    /// <summary>The first referral to the zone that one of them gave.</summary>
    public Referral? Referral { get; }

    /// <summary>The zone that holds the domain, and its servers, by the word of the servers above; null where they say nothing.</summary>
    public (string Apex, IReadOnlyList<(string Server, string Address)> Places)? Holder =>
        Apex is not null ? (Apex, [.. Places.Select(place => (place.Server, place.Address))])
        : IsInsideParent ? (Parent!, [.. Parents.Select(place => (place.Server, place.Address))])
        : null;

    /// <summary>Every referral that they gave.</summary>
    public IEnumerable<Referral> Referrals => ParentAnswers.Select(answer => Read(answer.Place, answer.Seen)).OfType<Referral>();

    /// <summary>Names of the zone's servers, at the parent and in the zone, 13 at most.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The places that are asked for everything.</summary>
    public IReadOnlyList<ServerPlace> Places { get; }

    /// <summary>One IPv6 address of each server that has IPv4 addresses too; asked for the SOA alone, as not every network has IPv6.</summary>
    public IReadOnlyList<ServerPlace> V6Places { get; }

    /// <summary>The first place of each server, where its behaviour is looked at.</summary>
    public IEnumerable<ServerPlace> FirstPlaces => Places.DistinctBy(place => place.Server);

    /// <summary>What "servers" said is this network's word: it accuses nobody.</summary>
    public bool IsIntercepted { get; }

    /// <summary>Some server answered as only a resolver does.</summary>
    public bool IsSuspicious => ServerMessages.Any(Interception.LooksLikeResolver);

    /// <summary>The places whose word counts, with what they said.</summary>
    public IEnumerable<ServerPlace> Credible => IsIntercepted ? [] : Places;

    /// <summary>Ancestors of the domain, the top level included, nearest first.</summary>
    public static IEnumerable<string> Ancestors(string domain) => DnsName.Upwards(domain).Skip(1).Take(MostAncestors).Where(name => name is not "." || !domain.Contains('.', StringComparison.Ordinal));

    /// <summary>What a place said to a question; null where it was not asked yet.</summary>
    public Observation<DnsMessage>? Seen(ServerPlace place, string name, RrType type, QueryForm form = QueryForm.Dnssec) => view.Message(name, type, place.From, form);

    /// <summary>The place's message with authority to the question about the zone; null where there is none.</summary>
    public Present<DnsMessage>? Authoritative(ServerPlace place, string name, RrType type, QueryForm form = QueryForm.Dnssec) =>
        Seen(place, name, type, form) is Present<DnsMessage> { Value: { Authoritative: true, Rcode: "NOERROR" or "NXDOMAIN", OtherSource: null } } seen ? seen : null;

    /// <summary>The first of the SOA records that a place gives for the zone.</summary>
    public SoaFields? SoaOf(ServerPlace place) =>
        Authoritative(place, Apex!, RrType.Soa)?.Value.AnswersFor(Apex!, RrType.Soa).Select(record => SoaFields.Read(record)).FirstOrDefault();

    /// <summary>What a place says with authority of the domain's MX; null where it says nothing.</summary>
    public Observation<RrSet>? MxOf(ServerPlace place) =>
        MessageAnswer.AsRrSet(Seen(place, view.Domain, RrType.Mx)) is { } seen and not Unavailable<RrSet> ? seen : null;

    /// <summary>Another server answered from here over the same version of IP, so that the silence is this one's.</summary>
    public bool IsHeardFrom(ServerPlace silent) =>
        Places.Concat(V6Places).Where(place => place.IsV6 == silent.IsV6).SelectMany(QuestionsAt).Any(question => view.Evidence.Find(question) is Present<DnsMessage>)
        || ParentAnswers.Any(answer => answer.Place.IsV6 == silent.IsV6 && answer.Seen is Present<DnsMessage>);

    /// <summary>All that came from there is REFUSED, which a server without the zone says, and one that does not serve this network.</summary>
    public bool IsRefusal(ServerPlace place) =>
        QuestionsAt(place).Select(view.Evidence.Find).OfType<Present<DnsMessage>>().All(seen => seen.Value.Rcode is "REFUSED");

    /// <summary>How a place stands to the zone, by all that it was asked.</summary>
    public PlaceState StateOf(ServerPlace place)
    {
        Observation<DnsMessage>?[] seen = [.. QuestionsAt(place).Select(view.Evidence.Find)];
        var messages = seen.OfType<Present<DnsMessage>>().ToList();
        return messages.Exists(message => message.Value is { Authoritative: true, Rcode: "NOERROR" or "NXDOMAIN" }) ? PlaceState.Authoritative
            : seen.Contains(null) ? PlaceState.Open
            : messages.Count > 0 ? PlaceState.Lame
            : seen.All(IsSilence) ? PlaceState.Silent
            : PlaceState.Open;
    }

    /// <summary>
    /// The question was sent and no message came, or the port is closed. A message that cannot be read is no silence, nor is a question that was not sent.
    /// </summary>
    public bool IsSilence(Observation<DnsMessage>? seen) =>
        IsClosed(seen) || (seen is Unavailable<DnsMessage> { Finding: null, Source.By: not Provenance.NobodyAsked, Asked.From.Address: { } address } && KindOf(address) is null);

    /// <summary>The machine there says that nobody listens on the port.</summary>
    public static bool IsClosed(Observation<DnsMessage>? seen) => seen is Absent<DnsMessage>;

    /// <summary>What kind of special-purpose address this is; null for a public one, and for one of a lab's world.</summary>
    public string? KindOf(string address) => SpecialAddresses.KindOf(address, view.Inquiry.InLab);

    /// <summary>The questions that tell how a place stands.</summary>
    public IEnumerable<DnsMessageRequest> QuestionsAt(ServerPlace place)
    {
        yield return new(Apex!, RrType.Soa, place.From);
        if (V6Places.Contains(place))
        {
            yield break;
        }

        yield return new(Apex!, RrType.Ns, place.From);
        yield return new(view.Domain, RrType.Mx, place.From);
        yield return new(Apex!, RrType.Dnskey, place.From);
        if (FirstPlaces.Contains(place))
        {
            yield return new(Apex!, RrType.Soa, place.From, QueryForm.NoEdns);
            yield return new(Apex!, RrType.Soa, place.From, QueryForm.Tcp);
        }
    }

    // A zone below the top level that answers with authority, and delegates nothing, has the name inside.
    private bool IsInsideParent => Parent?.Contains('.', StringComparison.Ordinal) is true && Parent is not "."
        && ParentAnswers.Any(answer => answer.Seen is Present<DnsMessage> { Value: { Authoritative: true, Rcode: "NOERROR" or "NXDOMAIN", Answer.Count: 0, OtherSource: null } });

    private IEnumerable<DnsMessage> ServerMessages => Places.Concat(Parents).SelectMany(MessagesOf);

    private IEnumerable<DnsMessage> MessagesOf(ServerPlace place) =>
        (Parents.Contains(place) ? [new DnsMessageRequest(Question!, RrType.Ns, place.From)] : QuestionsAt(place))
            .Select(view.Evidence.Find).OfType<Present<DnsMessage>>().Select(seen => seen.Value);

    // A lame server that is an open resolver is one place of one zone; the network in between shows itself at every server of two zones.
    private bool EveryAnswerIsAResolvers() =>
        Apex is not null
        && MessagesOfAll(Parents) is { Count: > 0 } above && above.TrueForAll(Interception.LooksLikeResolver)
        && MessagesOfAll(Places) is { Count: > 1 } own && own.TrueForAll(message => !message.Authoritative && message.RecursionAvailable);

    private List<DnsMessage> MessagesOfAll(IReadOnlyList<ServerPlace> places) => [.. places.SelectMany(MessagesOf)];

    private Present<RrSet>? NearestAbove(string name)
    {
        foreach (var above in Ancestors(name))
        {
            switch (view.Dns(above, RrType.Ns))
            {
                case Present<RrSet> { Value.NameServers.Count: > 0 } seen:
                    return seen;
                case Absent<RrSet>:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private IEnumerable<ServerPlace> OnlyAtParent() =>
        (Referral?.Servers ?? []).Where(server => view.Zone.Servers.All(known => known.Server != server))
            .SelectMany(server => MailHosts.AddressesOf(server, view.Evidence).Take(2) is { } known && known.Any() ? known.Select(address => new ServerPlace(server, address))
                : Referral!.GlueOf(server).Take(2).Select(address => new ServerPlace(server, address)));

    private IEnumerable<ServerPlace> V6Of(string server) =>
        view.Dns(server, RrType.A) is Present<RrSet> { Value.Addresses.Count: > 0 } && view.Dns(server, RrType.Aaaa) is Present<RrSet> seen
            ? seen.Value.Addresses.Order(StringComparer.Ordinal).Take(1).Select(address => new ServerPlace(server, address))
            : [];

    private Referral? Read(ServerPlace place, Observation<DnsMessage>? seen) =>
        seen is Present<DnsMessage> message && Parent is { } parent ? Core.Referral.Read(place, message, view.Domain, parent) : null;
}
