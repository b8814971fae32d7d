namespace Recapito.Core;

/// <summary>
/// Computes when the last cache has dropped the old answer: for each old answer at each server, the moment at which it could last be had there, plus the
/// TTL that it had there (RFC 1034 §3.6, RFC 2308 §5). What cannot be known becomes a reason, never a guess.
/// </summary>
internal sealed class CacheReckoning
{
    /// <summary>The longest time for which a cache is to keep anything (RFC 8767 §4: a cap of seven days is recommended).</summary>
    private static readonly TimeSpan Cap = TimeSpan.FromDays(7);

    /// <summary>The longest time for which stale answers are to be given (RFC 8767 §5: between one and three days).</summary>
    private static readonly TimeSpan StaleTimer = TimeSpan.FromDays(3);

    private readonly WatchedZone zone;
    private readonly Tracks tracks;
    private readonly Delegations delegations;
    private readonly List<TimeSpan> ends = [];
    private readonly List<UncertaintyOf> reasons = [];
    private uint? oldTtl;

    public CacheReckoning(WatchedZone zone, Tracks tracks, Delegations delegations) => (this.zone, this.tracks, this.delegations) = (zone, tracks, delegations);

    /// <summary>The moment at which every authoritative server was seen with the newest answers; null before, or where they had them from the beginning.</summary>
    public TimeSpan? AgreedSince { get; private set; }

    /// <summary>The bound by what the servers show, before the resolvers were looked at.</summary>
    /// <param name="record">The watched RRset.</param>
    /// <param name="target">The answer that is on its way in.</param>
    /// <param name="hosts">The hosts in this zone that it leads to.</param>
    /// <param name="mustHaveChanged">The user says that there is a change.</param>
    public CacheBound Of(ZoneStrand record, WatchedAnswer target, IReadOnlyList<string> hosts, bool mustHaveChanged)
    {
        Add(record, target, agrees: true);
        var sawRecord = ends.Count > 0 || reasons.Count > 0;
        Add(new ZoneStrand(zone, tracks, zone.NsAt), null, agrees: false);
        foreach (var host in hosts)
        {
            Add(new ZoneStrand(zone, tracks, place => new DnsRequest(host, RrType.A, place.Vantage)), null, agrees: false);
            Add(new ZoneStrand(zone, tracks, place => new DnsRequest(host, RrType.Aaaa, place.Vantage)), null, agrees: false);
        }

        AddDelegation();
        if (ends.Count > 0 || reasons.Count > 0)
        {
            AddSilent(record, target);
        }

        if (!sawRecord && mustHaveChanged)
        {
            AddUnseen(record, TimeSpan.Zero);
        }

        return Result();
    }

    /// <summary>The same with what the resolvers show.</summary>
    public CacheBound With(IReadOnlyList<ResolverReading> resolvers, ZoneStrand record)
    {
        var known = ends.Count > 0 ? ends.Max() : TimeSpan.Zero;
        foreach (var resolver in resolvers)
        {
            if (resolver.ServesStale)
            {
                reasons.Add(new(Uncertainty.ServesStale, resolver.Resolver.Name, Later(known, resolver.Expiry) + StaleTimer, null, "RFC 8767 §5"));
            }
            else if (resolver.HoldsUnseen)
            {
                AddUnseen(record, resolver.Expiry ?? TimeSpan.Zero);
            }
            else if (resolver.HoldsMoreThanGiven)
            {
                reasons.Add(new(Uncertainty.TtlWasLarger, resolver.Resolver.Name, Later(Begin(record) + Cap, resolver.Expiry), null, "RFC 8767 §4"));
            }
        }

        return Result();
    }

    private CacheBound Result()
    {
        var distinct = reasons.GroupBy(reason => (reason.Why, reason.Who)).Select(Latest).ToList();
        var until = ends.Count > 0 ? ends.Max() : (TimeSpan?)null;
        var knowledge = distinct.Count > 0 ? CacheKnowledge.NotComputable : until is null ? CacheKnowledge.NoChange : CacheKnowledge.Known;
        TimeSpan? atMost = distinct.Count == 0 || distinct.Exists(reason => reason.AtMost is null) ? null : Later(distinct.Max(reason => reason.AtMost)!.Value, until);
        return new(knowledge, knowledge is CacheKnowledge.Known ? until : null, atMost, distinct) { OldTtl = oldTtl };
    }

    private static UncertaintyOf Latest(IEnumerable<UncertaintyOf> same) => same.OrderByDescending(reason => reason.AtMost ?? TimeSpan.MaxValue).First();

    private void Add(ZoneStrand strand, WatchedAnswer? target, bool agrees)
    {
        target ??= strand.Newest();
        if (target is null)
        {
            return;
        }

        var arrived = Arrival(strand, target);
        foreach (var (place, track) in strand.Sources(zone.Everywhere))
        {
            if (!agrees && Rotates(track))
            {
                continue;
            }

            foreach (var run in track.Runs.Where(run => run.Answer is not null && !Equals(run.Answer, target)))
            {
                Add(strand, place, track, run, agrees, arrived);
            }

            if (zone.Current.Contains(place) && track.IsUnsettled && Equals(track.LastSaid!.Answer, target))
            {
                AddBehind(strand, place, track.LastSaid!, Ttl(place, track.Settled!) ?? 0, arrived);
            }
        }
    }

    private void Add(ZoneStrand strand, Place place, Track track, Run run, bool agrees, TimeSpan? arrived)
    {
        var isFormer = zone.Former.Contains(place);
        var end = track.EndOf(run);
        if (isFormer && (end is null || delegations.AskedUntil(place) is { } asked && asked < end))
        {
            end = delegations.AskedUntil(place);
        }

        if (Ttl(place, run) is not { } ttl)
        {
            AddUnseen(strand, run.Last);
            return;
        }

        oldTtl = agrees ? Math.Max(oldTtl ?? 0, ttl) : oldTtl;
        if (end is { } over)
        {
            ends.Add(over + TimeSpan.FromSeconds(ttl));
            AgreedSince = agrees && !isFormer ? Later(over, AgreedSince) : AgreedSince;
        }
        else if (isFormer)
        {
            AddUnseen(strand, run.Last);
        }
        else
        {
            AddBehind(strand, place, run, ttl, arrived);
        }
    }

    // A secondary cannot have refreshed since the change without getting it, if its serial was raised: it must stop to answer when its copy expires.
    private void AddBehind(ZoneStrand strand, Place place, Run run, uint ttl, TimeSpan? arrived)
    {
        var serial = strand.SerialAt(place);
        var newest = zone.Current.Where(other => !Equals(other, place)).Select(strand.SerialAt).OfType<uint>().ToList();
        var soa = zone.Soa(place)?.Soa;
        if (serial is { } own && newest.Count > 0 && !newest.Exists(other => SerialNumbers.IsNewer(other, own)) && run.Count > 1)
        {
            reasons.Add(new(Uncertainty.SerialNotRaised, place.Server, null, null, "RFC 1982"));
            return;
        }

        var until = arrived is { } since && soa is not null ? since + TimeSpan.FromSeconds(soa.ExpireSeconds) : (TimeSpan?)null;
        var expected = arrived is { } asked && soa is not null ? asked + TimeSpan.FromSeconds(soa.RefreshSeconds) : (TimeSpan?)null;
        reasons.Add(new(Uncertainty.ServerBehind, place.Server, (until < run.Last ? null : until) + TimeSpan.FromSeconds(ttl), expected, "SOA EXPIRE, RFC 1034 §4.3.5"));
    }

    // Where nothing changed, a silent server hides nothing that is on its way.
    private void AddSilent(ZoneStrand record, WatchedAnswer target)
    {
        foreach (var server in zone.Current.GroupBy(place => place.Server).Where(server => server.All(place => record.At(place)?.LastSaid is null)))
        {
            var expire = zone.Current.Select(place => zone.Soa(place)?.Soa?.ExpireSeconds).Max();
            var ttl = record.Sources(zone.Everywhere).SelectMany(source => source.Track.Runs.Where(run => run.Answer is not null && !Equals(run.Answer, target)))
                .Max(run => run.Ttl) ?? oldTtl;
            var until = Arrival(record, target) + (expire is { } seconds ? TimeSpan.FromSeconds(seconds) : null) + (ttl is { } old ? TimeSpan.FromSeconds(old) : null);
            reasons.Add(new(Uncertainty.ServerSilent, server.Key, until, null, "SOA EXPIRE, RFC 1034 §4.3.5"));
        }
    }

    private void AddDelegation()
    {
        foreach (var (until, _) in delegations.Old())
        {
            if (until is { } over)
            {
                ends.Add(over);
            }
            else
            {
                reasons.Add(new(Uncertainty.ParentBehind, zone.ParentApex, null, null, null));
            }
        }
    }

    private void AddUnseen(ZoneStrand strand, TimeSpan seen) =>
        reasons.Add(new(Uncertainty.OldTtlNotSeen, null, Later(Begin(strand) + Cap, seen), null, "RFC 8767 §4"));

    // The change happened before it was first seen anywhere.
    private TimeSpan? Arrival(ZoneStrand strand, WatchedAnswer target) =>
        strand.Sources(zone.Everywhere).SelectMany(source => source.Track.Runs.Where(run => Equals(run.Answer, target)).Take(1)).Min(run => (TimeSpan?)run.First);

    private TimeSpan Begin(ZoneStrand strand) =>
        strand.Sources(zone.Everywhere).Select(source => source.Track.Runs.FirstOrDefault(run => run.Answer is not null)).OfType<Run>().Min(run => (TimeSpan?)run.First) ?? TimeSpan.Zero;

    /// <summary>The TTL of an answer at an authoritative server; of an absence, the largest that its SOA allowed so far.</summary>
    private uint? Ttl(Place place, Run run) => run.Ttl ?? (tracks.Of(zone.SoaAt(place)) is { } soa ? NegativeTtl(soa) : null);

    private static uint? NegativeTtl(Track soa) => soa.Runs.Where(run => run.Answer is { Kind: AnswerKind.Records })
        .Select(run => run.Answer!.Text.Split(' ') is [.., var minimum] && uint.TryParse(minimum, out var seconds) ? (uint?)Math.Min(Opinion.Seconds(seconds), run.Ttl ?? 0) : null).Max();

    // A set of addresses that comes and goes is shared out by its servers, not changed.
    private static bool Rotates(Track track)
    {
        var answers = track.Runs.Where(run => run.Answer is not null).Select(run => run.Answer).ToList();
        var changes = answers.Zip(answers.Skip(1), Equals).Count(same => !same);
        return changes > 2 && changes >= 2 * answers.Distinct().Count();
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan? other) => other > one ? other.Value : one;
}
