namespace Recapito.Core;

/// <summary>Reads the state of a change from all that was heard. Decides; asks nothing.</summary>
internal sealed class WatchSurvey
{
    private const int MostMailHosts = 10;

    private static readonly RrType[] AddressTypes = [RrType.A, RrType.Aaaa];

    // As long as an answer may be under way, and as fine as TTLs are.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly WatchSubject subject;
    private readonly Tracks tracks;
    private readonly WatchedZone zone;
    private readonly TimeSpan now;
    private readonly ZoneStrand record;
    private readonly Delegations delegations;
    private readonly Dictionary<WatchedAnswer, uint?> given;

    private readonly WatchAim aim;

    public WatchSurvey(WatchSubject subject, Tracks tracks, WatchedZone zone, TimeSpan now)
    {
        (this.subject, this.tracks, this.zone, this.now) = (subject, tracks, zone, now);
        record = new(zone, tracks, place => new DnsRequest(subject.Domain, subject.Type, place.Vantage));
        delegations = new(zone, tracks);
        given = record.Sources(zone.Everywhere)
            .SelectMany(source => source.Track.Runs.Where(run => run.Answer is not null).Select(run => (run.Answer, Ttl: TtlOf(source.Place, run))))
            .GroupBy(said => said.Answer!).ToDictionary(group => group.Key, group => group.Max(said => said.Ttl));
        Newest = record.Newest();
        Target = subject.Expected is { } expected
            ? (Newest is not null && expected.Fits(Newest) ? Newest : record.Held().Select(held => held.Answer).FirstOrDefault(expected.Fits))
            : Newest;
        aim = new(Target, Target is null && given.Count > 1 && !IsFromTheBegin(Newest) ? Newest : null, subject.Expected);
    }

    public WatchedAnswer? Newest { get; }

    public WatchedAnswer? Target { get; }

    public WatchState State()
    {
        var reckoning = new CacheReckoning(zone, tracks, delegations);
        var bound = Target is null ? new(CacheKnowledge.NoChange, null, null, []) : reckoning.Of(record, Target, Hosts(), subject.Expected is not null);
        var resolvers = subject.Resolvers.Select(resolver => Reading(resolver, reckoning.AgreedSince, bound.By)).ToList();
        bound = Target is null ? bound : reckoning.With(resolvers, record);
        var servers = Servers();
        var state = new WatchState(subject, now, zone.Apex, Target, Newest, servers, Parent(), bound, [.. resolvers.Select(State)], [], [])
        {
            HasChangedOtherwise = aim.Instead is not null,
            Ttl = Newest is not null ? given.GetValueOrDefault(Newest) : null,
        };
        state = state with { AgreedSince = state.Agreed ? Later(reckoning.AgreedSince, LatestAddition) : null };
        state = state with { MailHosts = state.IsVisible ? MailHosts() : [] };
        return state with { Contradictions = [.. Contradictions(state, resolvers)] };
    }

    private TimeSpan? LatestAddition => zone.Current.Where(IsAdded).Select(place => (TimeSpan?)zone.KnownSince(place)).Max();

    // Those that were there from the beginning are found within a minute of the first.
    private bool IsAdded(Place place) => zone.KnownSince(place) > zone.FirstKnown + TimeSpan.FromMinutes(1);

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;

    private uint? TtlOf(Place place, Run run) => run.Ttl ?? (zone.Soa(place) is { } soa ? Opinion.NegativeTtl(soa) : null);

    private IReadOnlyList<string> Hosts() => zone.HostsOf(subject.Type is RrType.Mx or RrType.Ns ? [Target!] : []);

    private ResolverReading Reading(WatchedResolver resolver, TimeSpan? agreed, TimeSpan? bound)
    {
        var reading = new ResolverReading(resolver, tracks.Of(new DnsRequest(subject.Domain, subject.Type, resolver.Vantage)),
            tracks.Of(new DnsMessageRequest(subject.Domain, subject.Type, resolver.Vantage, QueryForm.Plain)), aim, given);
        reading.LookForStale(agreed, bound);
        return reading;
    }

    private static ResolverState State(ResolverReading reading) =>
        new(reading.Resolver, reading.Shows, reading.Record?.LastSaid?.Answer, reading.KeepsUntil, reading.Record is { IsSilent: true } silent ? silent.LastRun!.Gap : null, reading.History)
        {
            ServesStale = reading.ServesStale, Disagrees = reading.Disagrees,
        };

    private IReadOnlyList<ServerState> Servers() =>
    [
        .. zone.Current.GroupBy(place => place.Server).Select(server => Server(server.Key, [.. server])),
        .. zone.ServerNames.Where(name => zone.Current.All(place => place.Server != name) && !HasNoAddress(name)).Select(name => new ServerState(name, [], Shows.Nothing, null, null, null, null)),
        .. zone.Former.Select(place => Server(place.Server, [place]) with { IsFormer = true, AskedUntil = delegations.AskedUntil(place) }),
    ];

    private ServerState Server(string name, IReadOnlyList<Place> places)
    {
        var sources = record.Sources(places).ToList();
        var said = sources.Where(source => source.Track.LastSaid is not null).OrderBy(source => Equals(source.Track.Settled?.Answer, Target)).ToList();
        var silent = sources.Count > 0 && sources.All(source => source.Track.IsSilent) ? sources[0].Track.LastRun!.Gap : null;
        if (said.Count == 0)
        {
            return new(name, [.. places.Select(place => place.Address)], sources.Exists(source => source.Track.LastRun is not null) ? Shows.Gap : Shows.Nothing, null, null, null, silent)
            {
                History = sources.Count > 0 ? History(sources[0].Track) : [],
            };
        }

        // Of several addresses the one that is late counts.
        var (at, track) = said[0];
        var settled = track.Settled!;
        var since = track.Runs.Any(run => run.Answer is not null && !Equals(run.Answer, settled.Answer)) ? settled.First : (TimeSpan?)null;
        return new(name, [.. places.Select(place => place.Address)], ShowsOf(settled.Answer!), settled.Answer, record.SerialOf(at, settled.Answer!), since, silent)
        {
            IsAdded = places.All(IsAdded), History = History(track),
        };
    }

    private IReadOnlyList<Stretch> History(Track track) =>
        [.. track.Runs.Select(run => new Stretch(run.First, run.Last, run.Answer is null ? Shows.Gap : ShowsOf(run.Answer)))];

    // What every server gave first is no change, whatever came between.
    private bool IsFromTheBegin(WatchedAnswer? answer) =>
        record.Sources(zone.Everywhere).Select(source => source.Track.Runs.FirstOrDefault(run => run.Answer is not null)?.Answer).OfType<WatchedAnswer>().All(first => first == answer);

    private Shows ShowsOf(WatchedAnswer answer) => aim.Of(answer) ?? Shows.Old;

    private ParentState Parent() => new(zone.ParentApex, zone.Parents.Count, delegations.Answering, delegations.Answering > 0 && delegations.Agree,
        zone.NamedByParent, delegations.NewestDs, delegations.AgreeSince);

    private bool HasNoAddress(string name) =>
        AddressTypes.All(type => tracks.Of(new DnsRequest(name, type, Vantage.Resolver))?.LatestAnswer is Absent<RrSet>);

    private IReadOnlyList<MailHostState> MailHosts() =>
        subject.Type is not RrType.Mx || !subject.Smtp || Target is not { Kind: AnswerKind.Records } ? []
        : [.. Target.Text.Split(", ").Select(data => data[(data.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Where(host => host is not ".").Distinct().Take(MostMailHosts).Select(MailHost)];

    private MailHostState MailHost(string host)
    {
        if (HasNoAddress(host))
        {
            return new(host, null, Outcome.Absent, "no address", 1);
        }

        var address = tracks.AddressesOf(host).FirstOrDefault();
        var track = address is null ? null : tracks.Of(new SmtpSessionRequest(host, address));
        var tries = track?.Runs.Sum(run => run.Count) ?? 0;
        return track?.Latest switch
        {
            Present<SmtpSession> seen => new(host, address, seen.Value.Banner.Code is 220 ? Outcome.Present : Outcome.Unavailable, seen.Value.Banner.ToString(), tries),
            { } seen => new(host, address, seen.Outcome, seen.Why ?? "", tries),
            null => new(host, address, Outcome.Unavailable, "", 0),
        };
    }

    private IEnumerable<ContradictionOf> Contradictions(WatchState state, IReadOnlyList<ResolverReading> resolvers)
    {
        if (subject.Expected is not null && Target is null && Newest is not null)
        {
            yield return new(Contradiction.ExpectedNowhere, null);
        }

        if (record.IsTornUnderOneSerial)
        {
            yield return new(Contradiction.SameSerial, null);
        }

        foreach (var stuck in state.Caches.Reasons.Where(reason => reason is { Why: Uncertainty.ServerBehind, AtMost: null, Expected: not null }))
        {
            yield return new(Contradiction.ServerStuck, stuck.Who);
        }

        foreach (var other in resolvers.Where(resolver => state.Caches.By is { } by && Differs(resolver, by + Slack)))
        {
            yield return new(Contradiction.ResolverDiffers, other.Resolver.Name) { Answer = other.Record!.LastSaid!.Answer };
        }

        foreach (var host in state.MailHosts.Where(host => host.Outcome is Outcome.Absent && (host.Address is null || host.Tries > 1)))
        {
            yield return new(Contradiction.MailHostRefuses, host.Host);
        }
    }

    // One that goes on with the old answer serves it stale, and makes the bound uncertain instead.
    private bool Differs(ResolverReading resolver, TimeSpan over) =>
        resolver.Shows is Shows.Other && resolver.Record!.Recent.Count(one => one.At > over && one.Answer != Target) > 1;
}
