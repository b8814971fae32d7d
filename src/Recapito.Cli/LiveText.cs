namespace Recapito.Cli;

/// <summary>Lines that are drawn again in the place of those that were drawn before (ECMA-48 CUU, EL, ED), in one piece, so that nothing flickers.</summary>
/// <param name="output">The terminal.</param>
internal sealed class LiveText(TextWriter output) : IDisposable
{
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";
    private const string WipeRest = "\u001b[J";
    private const string WipeLine = "\u001b[K\n";

    private IReadOnlyList<string> drawn = [];
    private bool hidesCursor;

    private string Up => drawn.Count > 0 ? $"\u001b[{drawn.Count}A\r" : "";

    /// <summary>Draws.</summary>
    /// <param name="lines">No wider than the terminal, and fewer than it has rows: what has scrolled out cannot be drawn over.</param>
    public void Draw(IReadOnlyList<string> lines)
    {
        if (!lines.SequenceEqual(drawn, StringComparer.Ordinal))
        {
            output.Write(HideCursor + Up + string.Concat(lines.Select(line => line + WipeLine)) + WipeRest);
            (drawn, hidesCursor) = (lines, true);
        }
    }

    /// <summary>Takes away what was drawn, and gives the cursor back. Erasing all of a window at once makes some terminals keep it in what can be scrolled back to; line by line none does.</summary>
    public void Wipe()
    {
        output.Write(Up + string.Concat(Enumerable.Repeat(WipeLine, drawn.Count)) + (hidesCursor ? ShowCursor : "") + Up);
        (drawn, hidesCursor) = ([], false);
    }

    /// <summary>Gives the cursor back; what was drawn stays.</summary>
    public void Dispose()
    {
        output.Write(hidesCursor ? ShowCursor : "");
        hidesCursor = false;
    }
}
