using System.Globalization;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One look of a watch.</summary>
/// <param name="State">How the change stands.</param>
/// <param name="Begin">The time of day at the beginning of the watch, by the clock as it is set now.</param>
/// <param name="Events">What happened since the look before.</param>
public sealed record WatchLook(WatchState State, DateTimeOffset Begin, IReadOnlyList<WatchEvent> Events);

/// <summary>Follows a watch while it goes on.</summary>
public interface IWatchFollower
{
    /// <summary>An answer came, before anything is made of it.</summary>
    /// <param name="round">Number of the round in which it was asked for.</param>
    /// <param name="asked">When that round went out.</param>
    /// <param name="seen">The answer.</param>
    /// <param name="at">When it came.</param>
    void Heard(int round, TimeSpan asked, Observation seen, TimeSpan at);

    /// <summary>A look.</summary>
    void Show(WatchLook look);

    /// <summary>Time has passed without a look.</summary>
    /// <param name="look">Gives the state of the moment.</param>
    void Refresh(Func<WatchLook> look);
}

/// <summary>Asks what a watch wants to know when it wants to know it, until the change is everywhere or the time is over.</summary>
/// <param name="watch">The watch, with what it knows already.</param>
/// <param name="options">How the world is asked.</param>
/// <param name="pace">How it waits.</param>
/// <param name="round">How many rounds were asked before.</param>
/// <param name="before">The last look before; null for none.</param>
public sealed class PropagationRun(PropagationWatch watch, ProbeOptions options, WatchPace pace, int round = 0, WatchState? before = null)
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    // Time that passes anyway while a question is put; without it a lab's clock would stand still between two of them.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    private readonly EvidenceCollector collector = EvidenceCollector.Create(options, reply => Catalogue.Default.FormOf(reply)?.About);
    private DateTimeOffset begin;

    /// <summary>Watches.</summary>
    /// <param name="limit">How long at most, from the beginning of the watch.</param>
    /// <param name="once">Only one look.</param>
    /// <param name="follower">Sees each look.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>The last look.</returns>
    public async Task<WatchLook> RunAsync(TimeSpan limit, bool once, IWatchFollower follower, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(follower);
        begin = pace.Begin;
        while (true)
        {
            await AskAsync(follower, cancel).ConfigureAwait(false);
            var now = pace.Now;
            if (watch.NextDue(now) <= now && now < limit)
            {
                continue;
            }

            var look = Look(now);
            follower.Show(look);
            if (look.State.IsSettled || once || now >= limit)
            {
                return look;
            }

            var due = watch.NextDue(now) is { } next && next < limit ? next : limit;
            await pace.WaitAsync(due - now > Least ? due - now : Least, () => follower.Refresh(() => new(watch.State(pace.Now), pace.Begin, [])), cancel).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(IWatchFollower follower, CancellationToken cancel)
    {
        var now = pace.Now;
        var requests = watch.Next(now);
        if (requests.Count > 0)
        {
            round++;
            await collector.CollectAsync(_ => requests, EvidenceSet.Empty, new Taken(seen => Take(follower, now, seen)), cancel).ConfigureAwait(false);
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

    // Each answer counts from the moment at which it came; who keeps it does so before anything is made of it.
    private void Take(IWatchFollower follower, TimeSpan asked, Observation seen)
    {
        var at = pace.Now;
        follower.Heard(round, asked, seen, at);
        watch.Take(seen, at);
    }

    private sealed class Taken(Action<Observation> take) : IProgress<Observation>
    {
        public void Report(Observation value) => take(value);
    }
}
