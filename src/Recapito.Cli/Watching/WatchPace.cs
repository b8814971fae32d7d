using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>How a watch waits: for real, or in a lab by moving its clock on.</summary>
internal abstract class WatchPace(TimeProvider clock)
{
    private readonly long begin = clock.GetTimestamp();

    public TimeProvider Clock => clock;

    /// <summary>Time since the beginning, by a clock that never goes back.</summary>
    public TimeSpan Now => clock.GetElapsedTime(begin);

    /// <summary>The time of day at the beginning, by the clock as it is set now.</summary>
    public DateTimeOffset Begin => clock.GetUtcNow() - Now;

    /// <summary>Waits.</summary>
    /// <param name="time">How long.</param>
    /// <param name="tick">Called every second of it where a person looks on.</param>
    /// <param name="cancel">Ctrl-C.</param>
    public abstract Task WaitAsync(TimeSpan time, Action tick, CancellationToken cancel);
}

/// <summary>Waits for real.</summary>
internal sealed class RealPace() : WatchPace(TimeProvider.System)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public override async Task WaitAsync(TimeSpan time, Action tick, CancellationToken cancel)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Second)
        {
            await Task.Delay(left < Second ? left : Second, Clock, cancel).ConfigureAwait(false);
            tick();
        }
    }
}

/// <summary>Moves a lab's clock on.</summary>
/// <param name="clock">The lab's clock.</param>
/// <param name="perSecond">How many seconds of the world pass in one real second; null for as many as can be.</param>
internal sealed class LabPace(LabClock clock, double? perSecond) : WatchPace(clock)
{
    private readonly LabClock clock = clock;

    // In a paced world a person looks on, four times a second.
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);

    public override async Task WaitAsync(TimeSpan time, Action tick, CancellationToken cancel)
    {
        var slice = perSecond is { } pace ? Frame * pace : time;
        for (var left = time; left > TimeSpan.Zero; left -= slice)
        {
            var step = left < slice ? left : slice;
            await Task.Delay(perSecond is { } real ? step / real : TimeSpan.Zero, cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            clock.Advance(step);
            tick();
        }
    }
}
