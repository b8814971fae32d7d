namespace Recapito.Core;

/// <summary>Which questions a watch asks, and how often. Polite: a server is left alone for 5 s at least, a cache until what it holds runs out.</summary>
internal sealed class WatchPlan(WatchSubject subject, Tracks tracks)
{
    private static readonly TimeSpan Surroundings = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Servers that have agreed for ten minutes are asked ten times more rarely.
    private static readonly TimeSpan UntilQuiet = TimeSpan.FromMinutes(10);
    private const int QuietFactor = 10;

    // Those that do not answer are waited for in vain each time.
    private const int SilentFactor = 4;

    // A cache counts in whole seconds: one more, and what it held is gone.
    private static readonly TimeSpan AfterExpiry = TimeSpan.FromSeconds(1);

    private TimeSpan Interval => subject.Interval > WatchSubject.ShortestInterval ? subject.Interval : WatchSubject.ShortestInterval;

    private TimeSpan Slow => Longer(Interval, Minute);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Every question that the watch has by now, with the moment at which it is due; those under way are left out.</summary>
    /// <param name="zone">The zone as it is known.</param>
    /// <param name="state">How the change stands.</param>
    public IEnumerable<(Request Request, TimeSpan Due)> Questions(WatchedZone zone, WatchState state)
    {
        var busy = LastAsked();
        return All(zone, state).DistinctBy(entry => entry.Request).Where(entry => tracks.Of(entry.Request) is not { IsOpen: true })
            .Select(entry => (entry.Request, Due: Due(entry.Request, entry.Every)))
            .Select(entry => entry.Request.From.Address is { } address && busy.TryGetValue(address, out var asked) && asked + WatchSubject.ShortestInterval > entry.Due
                ? (entry.Request, asked + WatchSubject.ShortestInterval) : entry);
    }

    private IEnumerable<(Request Request, TimeSpan Every)> All(WatchedZone zone, WatchState state)
    {
        var factor = state.Agreed && state.Now - (state.AgreedSince ?? TimeSpan.Zero) > UntilQuiet ? QuietFactor : 1;
        return Around(zone).Select(request => (request, Surroundings))
            .Concat(AtParents(zone).Select(request => (request, factor * Slow)))
            .Concat(zone.Apex is null ? [] : zone.Everywhere.SelectMany(place => AtServer(zone, place, state.Target, factor)))
            .Concat(AtResolvers())
            .Concat(state.MailHosts.Where(host => host.Outcome is not Outcome.Present).SelectMany(host => AtMailHost(host.Host)).Select(request => (request, Slow)));
    }

    private IEnumerable<Request> Around(WatchedZone zone)
    {
        var zones = Zones.PossibleCuts(subject.Domain).Concat(zone.Apex is null ? [] : WatchedZone.Ancestors(zone.Apex));
        var names = zone.ServerNames.Concat(zone.ParentApex is null ? [] : tracks.Resolved(zone.ParentApex, RrType.Ns).Where(record => record.Type is RrType.Ns).Select(record => record.Data).Take(16));
        return zones.Distinct().Select(name => At(name, RrType.Ns)).Concat(names.Distinct().SelectMany(AddressesOf));
    }

    private static IEnumerable<Request> AtParents(WatchedZone zone) =>
        zone.Apex is null ? [] : zone.Parents.SelectMany(IEnumerable<Request> (place) => [zone.DelegationAt(place), zone.DsAt(place)]);

    private IEnumerable<(Request Request, TimeSpan Every)> AtServer(WatchedZone zone, Place place, WatchedAnswer? target, int quiet)
    {
        var record = new DnsRequest(subject.Domain, subject.Type, place.Vantage);
        var factor = tracks.Of(record) is { } track && (Equals(track.LastSaid?.Answer, target) || track.IsSilent) ? quiet : 1;
        yield return (record, factor * Interval);

        // A changed answer waits for the serial that belongs to it.
        yield return (zone.SoaAt(place), tracks.Of(record) is { IsUnsettled: true, IsRestless: false } ? WatchSubject.ShortestInterval : factor * Interval);
        yield return (zone.NsAt(place), factor * Slow);
        WatchedAnswer?[] led = [target, subject.Type is RrType.Mx ? subject.Expected?.Answer : null];
        foreach (var host in zone.HostsOf(led.OfType<WatchedAnswer>().Where(_ => subject.Type is RrType.Mx or RrType.Ns)))
        {
            yield return (new DnsRequest(host, RrType.A, place.Vantage), factor * Slow);
            yield return (new DnsRequest(host, RrType.Aaaa, place.Vantage), factor * Slow);
        }
    }

    private IEnumerable<(Request Request, TimeSpan Every)> AtResolvers()
    {
        foreach (var from in subject.Resolvers.Select(resolver => resolver.Vantage))
        {
            var asked = new DnsRequest(subject.Domain, subject.Type, from);
            yield return (asked, Interval);

            // Only the whole message shows how long an absence is kept yet.
            if (tracks.Of(asked)?.LastSaid is { Answer.Kind: not AnswerKind.Records })
            {
                yield return (new DnsMessageRequest(subject.Domain, subject.Type, from, QueryForm.Plain), Interval);
            }
        }
    }

    private IEnumerable<Request> AtMailHost(string host) => AddressesOf(host)
        .Concat(tracks.AddressesOf(host).Take(1).Select(Request (address) => new SmtpSessionRequest(host, address)));

    private static IEnumerable<Request> AddressesOf(string name) => [At(name, RrType.A), At(name, RrType.Aaaa)];

    private static DnsRequest At(string name, RrType type) => new(name, type, Vantage.Resolver);

    private TimeSpan Due(Request request, TimeSpan every)
    {
        if (tracks.Of(request) is not { LastRun: { } last } track)
        {
            return TimeSpan.Zero;
        }

        if (request.From is { Kind: VantageKind.Resolver, Address: not null })
        {
            return DueAtCache(track, last);
        }

        // What changed, or did not answer, is soon asked again.
        return track.Asked + (track is { IsUnsettled: true, IsRestless: false } ? WatchSubject.ShortestInterval
            : track.IsSilent ? Longer(SilentFactor * Interval, every)
            : last.Answer is null && every > Interval ? Interval : every);
    }

    // A cache's answer stays until it expires; but it may have many machines, and they do not agree, so it is looked at now and then.
    private TimeSpan DueAtCache(Track track, Run last)
    {
        var rarely = track.Asked + (10 * Interval);
        if (track.IsSilent)
        {
            return track.Asked + (SilentFactor * Interval);
        }

        if (last.Answer is null || track.IsUnsettled || last.Count < 2)
        {
            return track.Asked + (track is { IsUnsettled: true, IsRestless: false } ? WatchSubject.ShortestInterval : Interval);
        }

        var heard = track.Recent[^1];
        var expiry = heard.At + TimeSpan.FromSeconds(heard.Ttl ?? 0) + AfterExpiry;
        var soonest = track.Asked + WatchSubject.ShortestInterval;
        return heard.Ttl is null || expiry > rarely ? rarely : expiry < soonest ? track.Asked + Interval : expiry;
    }

    private Dictionary<string, TimeSpan> LastAsked() => tracks.All.Where(entry => entry.Key.From.Address is not null)
        .GroupBy(entry => entry.Key.From.Address!).ToDictionary(group => group.Key, group => group.Max(entry => entry.Value.Asked));
}
