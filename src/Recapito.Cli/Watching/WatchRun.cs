using System.Globalization;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>One look of a watch.</summary>
/// <param name="State">How the change stands.</param>
/// <param name="Begin">The time of day at the beginning of the watch, by the clock as it is set now.</param>
/// <param name="Events">What happened since the look before.</param>
internal sealed record WatchLook(WatchState State, DateTimeOffset Begin, IReadOnlyList<WatchEvent> Events);

/// <summary>Asks what a watch wants to know when it wants to know it, until the change is everywhere or the time is over.</summary>
/// <param name="subject">What is watched.</param>
/// <param name="options">How the world is asked.</param>
/// <param name="pace">How it waits.</param>
internal sealed class WatchRun(WatchSubject subject, ProbeOptions options, WatchPace pace)
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    // Time that passes anyway while a question is put; without it a lab's clock would stand still between two of them.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    private readonly PropagationWatch watch = new(subject);
    private readonly EvidenceCollector collector = EvidenceCollector.Create(options, reply => Catalogue.Default.FormOf(reply)?.About);
    private DateTimeOffset begin;
    private WatchState? before;

    /// <summary>Watches.</summary>
    /// <param name="limit">How long at most.</param>
    /// <param name="once">Only one look.</param>
    /// <param name="view">Shows each look.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <returns>The last look.</returns>
    public async Task<WatchLook> RunAsync(TimeSpan limit, bool once, IWatchView view, CancellationToken cancel)
    {
        begin = pace.Begin;
        while (true)
        {
            await AskAsync(cancel).ConfigureAwait(false);
            var now = pace.Now;
            if (watch.NextDue(now) <= now && now < limit)
            {
                continue;
            }

            var look = Look(now);
            view.Show(look);
            if (look.State.IsSettled || once || now >= limit)
            {
                return look;
            }

            var due = watch.NextDue(now) is { } next && next < limit ? next : limit;
            await pace.WaitAsync(due - now > Least ? due - now : Least, () => view.Refresh(() => new(watch.State(pace.Now), pace.Begin, [])), cancel).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(CancellationToken cancel)
    {
        var requests = watch.Next(pace.Now);
        if (requests.Count > 0)
        {
            await collector.CollectAsync(_ => requests, EvidenceSet.Empty, new Taken(watch, pace), cancel).ConfigureAwait(false);
        }
    }

    private WatchLook Look(TimeSpan now)
    {
        var state = watch.State(now);
        var events = WatchEvents.Between(before, state).ToList();
        if ((pace.Begin - begin).Duration() > Jump)
        {
            var by = pace.Begin - begin;
            events.Insert(0, new("clock-jump", now, new Dictionary<string, string>
            {
                ["time"] = (by < TimeSpan.Zero ? "-" : "+") + by.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture).Replace("0.", "", StringComparison.Ordinal),
            }));
            begin = pace.Begin;
        }

        before = state;
        return new(state, begin, events);
    }

    // Each answer counts from the moment at which it came.
    private sealed class Taken(PropagationWatch watch, WatchPace pace) : IProgress<Observation>
    {
        public void Report(Observation value) => watch.Take(value, pace.Now);
    }
}
