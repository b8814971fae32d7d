using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows on standard error how far the check of a domain is; drawn again where an answer came, beside the asking and never in its way.</summary>
internal sealed class LiveStanding : IProgress<Observation>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly Func<EvidenceSet, IReadOnlyList<string>> lines;
    private readonly LiveText live;
    private readonly Lock turn = new();
    private readonly ITimer timer;
    private volatile EvidenceSet evidence = EvidenceSet.Empty;
    private EvidenceSet? drawn;
    private bool ended;

    /// <param name="terminal">Where it is drawn.</param>
    /// <param name="lines">What is drawn of what is known.</param>
    public LiveStanding(Terminal terminal, Func<EvidenceSet, IReadOnlyList<string>> lines)
    {
        (this.lines, live) = (lines, new(terminal.ProgressOutput));
        timer = TimeProvider.System.CreateTimer(_ => Tick(), null, Pause, Timeout.InfiniteTimeSpan);
        Draw();
    }

    /// <inheritdoc/>
    public void Report(Observation value) => evidence = evidence.With(value);

    /// <summary>Draws where something is new.</summary>
    public void Draw()
    {
        lock (turn)
        {
            if (!ended && evidence is var known && !ReferenceEquals(known, drawn))
            {
                live.Draw(lines(known));
                drawn = known;
            }
        }
    }

    /// <summary>Takes away what was drawn.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            ended = true;
            timer.Dispose();
            live.Wipe();
            live.Dispose();
        }
    }

    // The next drawing waits for the end of this one: on a slow machine the answers go first.
    private void Tick()
    {
        Draw();
        lock (turn)
        {
            _ = !ended && timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }
}
