using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>A watch that goes on.</summary>
public sealed class LiveWatch : LiveCase, IWatchFollower
{
    private const int MostEvents = 1000;

    // A watch that waits is drawn anew now and then, so that its clocks go on.
    private static readonly TimeSpan Redrawn = TimeSpan.FromSeconds(5);

    private readonly string id;
    private readonly WatchStore store;
    private readonly TimeProvider clock;
    private readonly List<WatchEvent> events = [];
    private WatchLook? look;
    private long drawn;
    private int count;

    internal LiveWatch(string id, WatchStore store, TimeProvider clock) => (this.id, this.store, this.clock) = (id, store, clock);

    /// <summary>The newest look; null before there was one.</summary>
    public WatchLook? Look => Read(() => look);

    /// <summary>What happened so far, the oldest first.</summary>
    public IReadOnlyList<WatchEvent> Events => Read<IReadOnlyList<WatchEvent>>(() => [.. events]);

    /// <summary>Times in which nobody asked, as the program did not run.</summary>
    public IReadOnlyList<WatchPause> Pauses { get; private set; } = [];

    /// <inheritdoc/>
    protected override int CountNow => count;

    /// <inheritdoc/>
    void IWatchFollower.Heard(int round, TimeSpan asked, Observation seen, TimeSpan at)
    {
        store.Hear(id, count, round, asked, seen, at);
        Change(() => count++);
    }

    /// <inheritdoc/>
    void IWatchFollower.Show(WatchLook look)
    {
        drawn = clock.GetTimestamp();
        Change(() =>
        {
            this.look = look;
            events.AddRange(look.Events);
            events.RemoveRange(0, events.Count > MostEvents ? MostEvents / 2 : 0);
        });
    }

    /// <inheritdoc/>
    void IWatchFollower.Refresh(Func<WatchLook> look)
    {
        if (clock.GetElapsedTime(drawn) >= Redrawn)
        {
            drawn = clock.GetTimestamp();
            var now = look();
            Change(() => this.look = now);
        }
    }

    /// <summary>What was kept before a restart.</summary>
    internal void Resume(WatchReplay kept, DateTimeOffset begin, TimeSpan now)
    {
        Pauses = kept.PausesUntil(now);
        Change(() =>
        {
            count = kept.Answers;
            events.AddRange(kept.Events);
            look = kept.Before is { } state ? new(state, begin, []) : null;
        });
    }
}
