using System.Text;

namespace Recapito.Cli;

/// <summary>Results go to standard output, everything else to standard error; colour and progress only where a person looks on.</summary>
internal sealed class Terminal
{
    private const int WidthElsewhere = 80;

    private readonly bool quiet;

    public Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, bool quiet, bool noColour)
    {
        Output = output;
        Error = error;
        this.quiet = quiet;
        Colour = outputIsTerminal && !noColour && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        Width = outputIsTerminal ? WindowWidth() : WidthElsewhere;
        ShowsProgress = errorIsTerminal && !quiet;
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool Colour { get; }

    /// <summary>Columns, 40 to 120.</summary>
    public int Width { get; }

    public bool ShowsProgress { get; }

    public static Terminal OfProcess(bool quiet, bool noColour)
    {
        var utf8 = new UTF8Encoding(false);
        return new(
            new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true, NewLine = "\n" },
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true, NewLine = "\n" },
            !Console.IsOutputRedirected, !Console.IsErrorRedirected, quiet, noColour);
    }

    /// <summary>A line of progress, which the next one overwrites.</summary>
    public void Progress(string text)
    {
        if (ShowsProgress)
        {
            Error.Write("\r\u001b[K" + (text.Length < Width ? text : text[..(Width - 1)]));
        }
    }

    /// <summary>Wipes the line of progress.</summary>
    public void EndProgress()
    {
        if (ShowsProgress)
        {
            Error.Write("\r\u001b[K");
        }
    }

    /// <summary>A remark that --quiet silences.</summary>
    public void Remark(string text)
    {
        if (!quiet)
        {
            Error.WriteLine(text);
        }
    }

    /// <summary>An error, always shown.</summary>
    public void Complain(string text) => Error.WriteLine("recapito: " + text);

    private static int WindowWidth()
    {
        try
        {
            return Math.Clamp(Console.WindowWidth, 40, 120);
        }
        catch (IOException)
        {
            return WidthElsewhere;
        }
    }
}
