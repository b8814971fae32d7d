using System.Text;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>What the program is started in: its three streams, who looks at them, and the environment. Tests give their own.</summary>
internal sealed class Surroundings
{
    /// <summary>Columns where nobody looks on, or where the window does not say.</summary>
    public const int UsualColumns = 80;

    private const int UsualRows = 24;

    public Surroundings(Stream input, Stream output, Stream error)
    {
        Input = input;
        Output = new ResultStream(output);
        OutputText = Text(Output);
        ErrorText = Text(new MessageStream(error));
    }

    public Stream Input { get; }

    /// <summary>For results that are octets; <see cref="OutputText"/> writes to the same stream and keeps nothing back.</summary>
    public Stream Output { get; }

    /// <summary>UTF-8 without a byte order mark, lines end with LF on every system.</summary>
    public TextWriter OutputText { get; }

    /// <summary>As <see cref="OutputText"/>; where it cannot be written, that is passed over.</summary>
    public TextWriter ErrorText { get; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>True where the terminal obeys ECMA-48 sequences; an old Windows console does not.</summary>
    public bool UnderstandsAnsi { get; init; } = true;

    /// <summary>Columns of the window; a terminal that knows no window, as one of script(1) or a serial line, says 0.</summary>
    public int Columns { get; init => field = value > 0 ? value : UsualColumns; } = UsualColumns;

    /// <summary>Lines of the window; 24 where it does not say.</summary>
    public int Rows { get; init => field = value > 0 ? value : UsualRows; } = UsualRows;

    /// <summary>An environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The last word on how the world is asked; called when a question is about to go out, and only then.</summary>
    public Func<ProbeOptions, ProbeOptions> BeforeProbing { get; init; } = options => options;

    public static Surroundings OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected || !Console.IsErrorRedirected;
        return new(Console.OpenStandardInput(), ResultStream.OfProcess(), Console.OpenStandardError())
        {
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            UnderstandsAnsi = !isTerminal || WindowsConsole.UnderstandsAnsi(),
            Columns = isTerminal ? WindowSize(() => Console.WindowWidth) : UsualColumns,
            Rows = isTerminal ? WindowSize(() => Console.WindowHeight) : UsualRows,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    private static StreamWriter Text(Stream stream) => new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };

    // 0 where the window does not say.
    private static int WindowSize(Func<int> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return 0;
        }
    }
}
