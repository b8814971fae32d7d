using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Results go to standard output, everything else to standard error; colour and progress only where a person looks on.</summary>
internal sealed class Terminal(Surroundings around, bool quiet, bool noColour)
{
    private const string WipeLine = "\r\u001b[K";

    private static readonly string[] CharacterSets = ["LC_ALL", "LC_CTYPE", "LANG"];

    private readonly Lock turn = new();
    private bool isShowing;

    /// <summary>For results.</summary>
    public TextWriter Output => around.OutputText;

    /// <summary>NO_COLOR counts unless it is empty (no-color.org).</summary>
    public bool Colour { get; } = around.OutputIsTerminal && around.UnderstandsAnsi && !noColour
        && string.IsNullOrEmpty(around.Variable("NO_COLOR")) && around.Variable("TERM") != "dumb";

    /// <summary>True where the terminal's character set holds no box-drawing characters.</summary>
    public bool Ascii { get; } = around.OutputIsTerminal && !OperatingSystem.IsWindows() && !TakesUtf8(around);

    /// <summary>Columns, 40 to 120.</summary>
    public int Width { get; } = around.OutputIsTerminal ? Math.Clamp(around.Columns, 40, 120) : Surroundings.UsualColumns;

    /// <summary>True where what was written can be written over: results may be redrawn while they come.</summary>
    public bool Redraws { get; } = around.OutputIsTerminal && around.UnderstandsAnsi && !quiet && around.Variable("TERM") != "dumb" && around.Columns >= 40;

    /// <summary>Lines of the window.</summary>
    public int Rows { get; } = around.Rows;

    public bool ShowsProgress { get; } = around.ErrorIsTerminal && around.UnderstandsAnsi && !quiet && around.Variable("TERM") != "dumb";

    /// <summary>True where a screen can be drawn anew in its place.</summary>
    public bool IsLive { get; } = around.OutputIsTerminal && around.UnderstandsAnsi && around.Variable("TERM") != "dumb";

    /// <summary>True where lines of progress can be drawn again in their place.</summary>
    public bool RedrawsProgress => ShowsProgress && around.Columns >= 40;

    /// <summary>Columns for what is drawn beside the results.</summary>
    public int ProgressWidth => Math.Clamp(around.Columns, 40, 120);

    /// <summary>For what is drawn beside the results.</summary>
    public TextWriter ProgressOutput => around.ErrorText;

    /// <summary>A line of progress, which the next one overwrites.</summary>
    public void Progress(string text)
    {
        if (!ShowsProgress)
        {
            return;
        }

        lock (turn)
        {
            isShowing = true;
            var room = Math.Max(1, around.Columns - 1);
            var safe = SafeText.Escape(text);
            around.ErrorText.Write(WipeLine + (safe.Length <= room ? safe : safe[..room]));
        }
    }

    /// <summary>Wipes the line of progress.</summary>
    public void EndProgress()
    {
        lock (turn)
        {
            if (isShowing)
            {
                isShowing = false;
                around.ErrorText.Write(WipeLine);
            }
        }
    }

    /// <summary>A remark that --quiet silences.</summary>
    public void Remark(string text)
    {
        if (!quiet)
        {
            Say(around.ErrorText, text);
        }
    }

    /// <summary>What a person must know to go on; --quiet does not silence it.</summary>
    public void Tell(string text)
    {
        EndProgress();
        Say(around.ErrorText, text);
    }

    /// <summary>An error, always shown.</summary>
    public void Complain(string text)
    {
        EndProgress();
        Say(around.ErrorText, "recapito: " + text);
    }

    /// <summary>Writes lines of which any part may come from others: file names, arguments, messages of libraries.</summary>
    public static void Say(TextWriter to, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            to.WriteLine(SafeText.Escape(line.TrimEnd('\r')));
        }
    }

    /// <summary>The first of these that is set decides (POSIX.1-2017 §8.2); none of them says nothing, and UTF-8 is what terminals take today.</summary>
    private static bool TakesUtf8(Surroundings around)
    {
        var locale = CharacterSets.Select(around.Variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null || locale.Contains("utf", StringComparison.OrdinalIgnoreCase);
    }
}
