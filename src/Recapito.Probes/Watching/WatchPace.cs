namespace Recapito.Probes;

/// <summary>How a watch waits: for real, or in a lab by moving its clock on.</summary>
/// <param name="clock">The clock.</param>
/// <param name="past">How much of the watch is over already, as it was kept before a restart.</param>
public abstract class WatchPace(TimeProvider clock, TimeSpan past)
{
    private readonly long begin = clock.GetTimestamp();

    /// <summary>The clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Time since the beginning, by a clock that never goes back.</summary>
    public TimeSpan Now => past + clock.GetElapsedTime(begin);

    /// <summary>The time of day at the beginning, by the clock as it is set now.</summary>
    public DateTimeOffset Begin => clock.GetUtcNow() - Now;

    /// <summary>Waits.</summary>
    /// <param name="time">How long.</param>
    /// <param name="tick">Called now and then where somebody looks on.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public abstract Task WaitAsync(TimeSpan time, Action tick, CancellationToken cancel);
}

/// <summary>Waits for real.</summary>
/// <param name="clock">The clock.</param>
/// <param name="past">How much of the watch is over already.</param>
public sealed class RealPace(TimeProvider clock, TimeSpan past = default) : WatchPace(clock, past)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task WaitAsync(TimeSpan time, Action tick, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tick);
        for (var left = time; left > TimeSpan.Zero; left -= Second)
        {
            await Task.Delay(left < Second ? left : Second, Clock, cancel).ConfigureAwait(false);
            tick();
        }
    }
}

/// <summary>Moves a lab's clock on.</summary>
/// <param name="clock">The lab's clock.</param>
/// <param name="advance">Moves it.</param>
/// <param name="perSecond">How many seconds of the world pass in one real second; null for as many as can be.</param>
/// <param name="past">How much of the watch is over already.</param>
public sealed class LabPace(TimeProvider clock, Action<TimeSpan> advance, double? perSecond, TimeSpan past = default) : WatchPace(clock, past)
{
    // In a paced world a person looks on, four times a second.
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public override async Task WaitAsync(TimeSpan time, Action tick, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tick);
        var slice = perSecond is { } pace ? Frame * pace : time;
        for (var left = time; left > TimeSpan.Zero; left -= slice)
        {
            var step = left < slice ? left : slice;
            await Task.Delay(perSecond is { } real ? step / real : TimeSpan.Zero, cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            advance(step);
            tick();
        }
    }
}
