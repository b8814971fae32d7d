using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Draws text again in the place of what it drew before (ECMA-48 CUU, EL, ED).</summary>
internal sealed class LiveTree : IProgress<Observation>
{
    private readonly Terminal terminal;
    private readonly Func<EvidenceSet, string> text;
    private readonly Lock turn = new();
    private EvidenceSet evidence = EvidenceSet.Empty;
    private string drawn = "";

    /// <param name="terminal">Where it is drawn.</param>
    /// <param name="text">What is drawn of what is known: lines no wider than the terminal.</param>
    public LiveTree(Terminal terminal, Func<EvidenceSet, string> text)
    {
        (this.terminal, this.text) = (terminal, text);
        Draw(text(evidence));
    }

    /// <inheritdoc/>
    public void Report(Observation value)
    {
        lock (turn)
        {
            evidence = evidence.With(value);
            Draw(text(evidence));
        }
    }

    /// <summary>Takes away what was drawn.</summary>
    public void Wipe()
    {
        lock (turn)
        {
            Draw("");
        }
    }

    private void Draw(string next)
    {
        // What has scrolled out of the window cannot be drawn over: only its end is shown.
        var lines = next.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var room = Math.Max(3, terminal.Rows - 1);
        var shown = lines.Length <= room ? lines : [terminal.Ascii ? "..." : "…", .. lines[^(room - 1)..]];
        var picture = string.Concat(shown.Select(line => line + "\u001b[K\n"));
        if (picture == drawn)
        {
            return;
        }

        var screen = new StringBuilder();
        var height = drawn.Count(c => c == '\n');
        if (height > 0)
        {
            screen.Append("\u001b[").Append(height).Append("A\r");
        }

        // Erasing all of a window at once makes some terminals keep it in what can be scrolled back to; line by line none does.
        terminal.Output.Write(picture.Length > 0
            ? screen.Append(picture).Append("\u001b[J").ToString()
            : screen.Insert(screen.Length, "\u001b[K\n", height).Append("\u001b[").Append(height).Append("A\r").ToString());
        drawn = picture;
    }
}
