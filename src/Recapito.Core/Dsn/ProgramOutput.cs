namespace Recapito.Core;

/// <summary>
/// What a program that took the mail says (Diagnostic-Code of type "x-unix", RFC 3464 §2.3.6): a number inside of it is no reply of a server,
/// unless the text says that a server gave it. Sendmail begins with the reply that it makes of a program's exit status, or of its own tables.
/// </summary>
internal static class ProgramOutput
{
    /// <summary>So much of a text tells whether another one has it too.</summary>
    private const int Compared = 40;

    private static readonly System.Buffers.SearchValues<string> Announced = System.Buffers.SearchValues.Create(["Command output:"], StringComparison.OrdinalIgnoreCase);

    internal static bool Is(string diagnosticType) => diagnosticType == "x-unix";

    /// <summary>The replies that count, of those that were found in it.</summary>
    internal static List<QuotedReply> OfServers(string output, List<QuotedReply> found) =>
        found.Count == 0 || WrittenText.StartsWithCode(output) || QuotesServer(output) ? found : [];

    /// <summary>The human text beside it tells of a server, or begins with a reply that does not stand in the midst of the output.</summary>
    internal static bool TellsOfServer(string text, string output) =>
        QuotesServer(text) || (WrittenText.StartsWithCode(text) && output.AsSpan().IndexOf(text.AsSpan(0, Math.Min(text.Length, Compared))) <= 0);

    /// <summary>Without what a program said, where the text is Postfix' ("Command died with status 1: "/usr/bin/import". Command output: 503 items").</summary>
    internal static string Before(string text)
    {
        var start = text.AsSpan().IndexOfAny(Announced);
        return start < 0 || QuotesServer(text) ? text : text[..start].TrimEnd();
    }

    private static bool QuotesServer(string text) =>
        ReplyWrapping.Find(text) is { Kind: WrappingKind.Said or WrappingKind.Returned or WrappingKind.Responded or WrappingKind.AngleHost };
}
