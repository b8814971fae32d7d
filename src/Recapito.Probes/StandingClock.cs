namespace Recapito.Probes;

/// <summary>A lab's clock: it stands still, so that the same world always gives the same evidence.</summary>
public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;
}
