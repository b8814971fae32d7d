namespace Recapito.Lab;

/// <summary>A clock that goes on only where it is told to. Its timestamps never go back; what it shows as the time of day may jump, as a corrected clock does.</summary>
/// <param name="begin">What it shows at the beginning.</param>
/// <param name="jumps">Jumps of the time of day: when (true time) and by how much.</param>
public sealed class LabClock(DateTimeOffset begin, IReadOnlyList<(DateTimeOffset At, TimeSpan By)>? jumps = null) : TimeProvider
{
    private long ticks;

    /// <summary>The true time of the world.</summary>
    public DateTimeOffset World => begin.AddTicks(Interlocked.Read(ref ticks));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var now = World;
        return (jumps ?? []).Where(jump => jump.At <= now).Aggregate(now, (time, jump) => time + jump.By);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <summary>Moves on.</summary>
    /// <param name="by">Zero or more.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref ticks, by.Ticks);
    }
}
