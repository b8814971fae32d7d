using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Draws a test anew after each answer.</summary>
internal sealed class LiveTree : IProgress<Observation>, IDisposable
{
    private readonly Terminal terminal;
    private readonly Func<EvidenceSet, string> text;
    private readonly LiveText live;
    private readonly Lock turn = new();
    private EvidenceSet evidence = EvidenceSet.Empty;

    /// <param name="terminal">Where it is drawn.</param>
    /// <param name="text">What is drawn of what is known: lines no wider than the terminal.</param>
    public LiveTree(Terminal terminal, Func<EvidenceSet, string> text)
    {
        (this.terminal, this.text, live) = (terminal, text, new(terminal.Output));
        Draw();
    }

    /// <inheritdoc/>
    public void Report(Observation value)
    {
        lock (turn)
        {
            evidence = evidence.With(value);
            Draw();
        }
    }

    /// <summary>Takes away what was drawn.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            live.Wipe();
            live.Dispose();
        }
    }

    // Of a tree that is higher than the window, the end is where something happens.
    private void Draw()
    {
        var lines = text(evidence).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var room = Math.Max(3, terminal.Rows - 1);
        live.Draw(lines.Length <= room ? lines : [terminal.Ascii ? "..." : "…", .. lines[^(room - 1)..]]);
    }
}
