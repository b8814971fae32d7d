namespace Recapito.Core;

/// <summary>What the parent's servers say of the zone, and how long caches may still go by what they said before.</summary>
internal sealed class Delegations(WatchedZone zone, Tracks tracks)
{
    public IReadOnlyList<Track> Ns => zone.Apex is null ? [] : [.. zone.Parents.Select(place => tracks.Of(zone.DelegationAt(place))).OfType<Track>()];

    public IReadOnlyList<Track> Ds => zone.Apex is null ? [] : [.. zone.Parents.Select(place => tracks.Of(zone.DsAt(place))).OfType<Track>()];

    public int Answering => Ns.Count(track => track.LastSaid is not null);

    public WatchedAnswer? NewestNs => Newest(Ns);

    public WatchedAnswer? NewestDs => Newest(Ds);

    public bool Agree => Ns.All(track => HasNames(track.LastSaid?.Answer)) && Ds.All(track => track.LastSaid is null || Equals(track.LastSaid.Answer, NewestDs))
        && !Ns.Concat(Ds).Any(track => track.IsUnsettled);

    /// <summary>Since when the parent's servers agree; null where they always did, or do not.</summary>
    public TimeSpan? AgreeSince => Agree
        ? Ns.Concat(Ds).SelectMany(track => track.Runs.Where(run => run.Answer is not null && !Equals(run.Answer, track.LastSaid!.Answer)).Select(track.EndOf)).Max()
        : null;

    private bool HasNames(WatchedAnswer? answer) => answer is null || WatchedZone.NamesIn(answer).SequenceEqual(WatchedZone.NamesIn(NewestNs));

    /// <summary>For each old answer of the parent: until when a cache may hold it; null while a server still gives it.</summary>
    public IEnumerable<(TimeSpan? Until, uint Ttl)> Old()
    {
        foreach (var track in Ns)
        {
            // Servers may differ in the glue that they add; each is compared with what it says itself.
            var final = track.Settled?.Answer is { } settled && HasNames(settled) ? settled : NewestNs;
            foreach (var run in track.Runs.Where(run => run.Answer is not null && !Equals(run.Answer, final)))
            {
                yield return (Until(track, run), run.Ttl ?? 0);
            }
        }

        foreach (var track in Ds)
        {
            foreach (var run in track.Runs.Where(run => run.Answer is not null && !Equals(run.Answer, NewestDs)))
            {
                yield return (Until(track, run), run.Ttl ?? 0);
            }
        }
    }

    /// <summary>
    /// Until when a cache may ask at a place that was removed: the old delegation's TTL after the parent's last server dropped it, or, where a server
    /// still gives the zone's own old NS RRset, which a resolver may take in the place of the parent's (RFC 2181 §5.4.1), that TTL after it could last be
    /// had. Null where that cannot be told.
    /// </summary>
    public TimeSpan? AskedUntil(Place place)
    {
        var fromParent = Ns.SelectMany(track => track.Runs.Where(run => Names(run.Answer, place)).Select(run => Until(track, run))).ToList();
        fromParent.AddRange(ByAddress(place));
        if (fromParent.Count == 0 || fromParent.Contains(null))
        {
            return null;
        }

        var delegated = fromParent.Max()!.Value;
        var fromChild = zone.Everywhere.Select(source => (Source: source, Track: tracks.Of(zone.NsAt(source)))).Where(source => source.Track is not null)
            .SelectMany(source => source.Track!.Runs.Where(run => WatchedZone.NamesIn(run.Answer).Contains(place.Server)).Select(run => ChildUntil(source.Source, source.Track, run, delegated)));
        return fromChild.Append(delegated).Max();
    }

    private TimeSpan ChildUntil(Place source, Track track, Run run, TimeSpan delegated)
    {
        var end = track.EndOf(run) ?? (zone.Former.Contains(source) ? delegated : run.Last);
        return (zone.Former.Contains(source) && end > delegated ? delegated : end) + TimeSpan.FromSeconds(run.Ttl ?? 0);
    }

    // A name server that stays, at another address: whoever holds its old address record asks at the old place.
    private IEnumerable<TimeSpan?> ByAddress(Place place)
    {
        if (!zone.ServerNames.Contains(place.Server))
        {
            return [];
        }

        var type = place.Address.Contains(':', StringComparison.Ordinal) ? RrType.Aaaa : RrType.A;
        var vantages = zone.Everywhere.Select(source => source.Vantage).Append(Vantage.Resolver);
        return vantages.Select(from => tracks.Of(new DnsRequest(place.Server, type, from))).OfType<Track>()
            .SelectMany(track => track.Runs.Where(run => run.Answer?.Text.Split(", ").Contains(place.Address) ?? false).Select(run => Until(track, run)));
    }

    // Without glue the name alone leads there, as long as it does not lead elsewhere by now.
    private bool Names(WatchedAnswer? answer, Place place) => answer is { Kind: AnswerKind.Records } && answer.Text.Split(", ") is var data
        && data.Contains(place.Server)
        && (data.Contains($"{place.Server} {place.Address}")
            || (!zone.ServerNames.Contains(place.Server) && !data.Any(entry => entry.StartsWith(place.Server + " ", StringComparison.Ordinal))));

    private static TimeSpan? Until(Track track, Run run) => track.EndOf(run) + TimeSpan.FromSeconds(run.Ttl ?? 0);

    // The parent's serial says nothing of this zone: what appeared last is the newest.
    private static WatchedAnswer? Newest(IEnumerable<Track> tracks)
    {
        var settled = tracks.Select(track => track.Settled).OfType<Run>().ToList();
        return settled.Count == 0 ? null : settled.GroupBy(run => run.Answer!).OrderByDescending(group => group.Any(run => HasPredecessor(tracks, run)) ? group.Max(run => run.First) : TimeSpan.MinValue)
            .ThenByDescending(group => group.Count()).ThenBy(group => group.Key.ToString(), StringComparer.Ordinal).First().Key;
    }

    private static bool HasPredecessor(IEnumerable<Track> tracks, Run run) =>
        tracks.Any(track => track.Runs.Contains(run) && track.Runs.TakeWhile(other => !ReferenceEquals(other, run)).Any(other => other.Answer is not null && !Equals(other.Answer, run.Answer)));
}
