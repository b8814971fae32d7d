using Recapito.Core;

namespace Recapito.Cli;

/// <summary>What becomes of an exception that no input should bring about.</summary>
internal static class InternalError
{
    /// <summary>False for what stops us for no fault of ours, and what nothing can go on after.</summary>
    public static bool Is(Exception e) => e is not (OperationCanceledException or OutOfMemoryException);

    /// <summary>True where the user wants to see stack traces.</summary>
    public static bool ShowsTrace(Surroundings around) => around.Variable("RECAPITO_DEBUG") is "1";

    /// <summary>One line, as messages may hold text of others; or the stack trace.</summary>
    public static string Words(Exception e, bool showsTrace) => showsTrace
        ? e.ToString()
        : $"internal error: {e.GetType().Name}: {SafeText.Escape(e.Message)} Please report it with the input; RECAPITO_DEBUG=1 shows more.";

    /// <summary>The report of a mail that could not be read for that reason.</summary>
    public static DsnReport ReportOf(Exception e) => new()
    {
        Kind = ReportKind.NotABounce,
        Issues = [new("mail", 0, $"unrecognised: an internal error of Recapito ({e.GetType().Name}); please report it with this mail", "counted it as no bounce")],
    };
}
