namespace Recapito.Web.Tests;

/// <summary>A clock that stands until a test moves it.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private long ticks;

    /// <summary>How many wait for it now.</summary>
    public int Waiting => Read(() => timers.Count(timer => timer.Due is not null));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp() + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero);

    public override long GetTimestamp() => Read(() => ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves it, and calls whoever waited for a moment by then.</summary>
    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (gate)
        {
            ticks += by.Ticks;
            due = [.. timers.Where(timer => timer.Due <= ticks)];
            due.ForEach(timer => timer.Due = null);
        }

        due.ForEach(timer => timer.Call());
    }

    private T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    private sealed class Timer(HandClock clock, Action call) : ITimer
    {
        public long? Due { get; set; }

        public void Call() => call();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Due = dueTime < TimeSpan.Zero ? null : clock.ticks + dueTime.Ticks;
                clock.timers.Remove(this);
                clock.timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
