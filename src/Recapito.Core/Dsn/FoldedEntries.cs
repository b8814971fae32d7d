namespace Recapito.Core;

/// <summary>
/// What a report says of a recipient in a paragraph of its own ("&lt;lee@contoso.example>: host X[192.0.2.1] said: 550 …"), on one line again: Postfix
/// folds it wherever the line gets too long, between the host and what it said too (bounce(8)).
/// </summary>
internal static class FoldedEntries
{
    /// <summary>No reply is longer.</summary>
    private const int MostLines = 100;

    private const string Origin = "(expanded from ";

    /// <summary>The text with blanks for the line ends inside such paragraphs; nothing else moves.</summary>
    internal static string Unfolded(string text)
    {
        char[]? unfolded = null;
        for (var at = text.StartsWith('<') ? 0 : Next(text, 0); at >= 0; at = Next(text, at))
        {
            var lines = 0;
            for (var end = text.IndexOf('\n', at); end >= 0 && lines < MostLines && GoesOn(text, at, end); end = text.IndexOf('\n', end + 1), lines++)
            {
                unfolded ??= text.ToCharArray();
                unfolded[end] = ' ';
            }
        }

        return unfolded is null ? text : new(unfolded);
    }

    private static int Next(string text, int from) => text.IndexOf("\n<", from, StringComparison.Ordinal) is >= 0 and var at ? at + 1 : -1;

    /// <summary>The line behind this end belongs to the paragraph: it is indented, or "host" was the last word, with what the indent was lost of.</summary>
    private static bool GoesOn(string text, int start, int end)
    {
        var next = text.AsSpan(end + 1);
        if (next.IsEmpty || next[0] is '\n' or '\r' or '<')
        {
            return false;
        }

        var said = text.AsSpan(start, Math.Min(text.Length - start, 2 * AddressText.Longest));
        var colon = Colon(said);
        return colon > 0 && (char.IsWhiteSpace(next[0]) ? !next[..(next.IndexOf('\n') is >= 0 and var length ? length : next.Length)].IsWhiteSpace()
            : said[(colon + 1)..].TrimStart().StartsWith("host ", StringComparison.Ordinal) || text.AsSpan(start, end - start).TrimEnd().EndsWith(": host", StringComparison.Ordinal));
    }

    /// <summary>Where the colon stands behind the address, and behind the one that it was expanded from; 0 where the paragraph has none.</summary>
    private static int Colon(ReadOnlySpan<char> said)
    {
        var at = said.Length < 2 ? 0 : AddressText.LengthAt(said[1..], needsDot: false) + 1;
        if (at > 1 && said[at..].StartsWith("<mailto:") && said[at..].IndexOf('>') is > 0 and var link)
        {
            // A mail program made a link of it.
            at += link + 1;
        }

        if (at <= 1 || at >= said.Length || said[at++] != '>')
        {
            return 0;
        }

        at += said[at..].Length - said[at..].TrimStart().Length;
        if (said[at..].StartsWith(Origin, StringComparison.Ordinal) || IsFoldedOrigin(said[at..]))
        {
            var close = said[at..].IndexOf(')');
            at = close < 0 ? said.Length : at + close + 1;
        }

        return at < said.Length && said[at] == ':' ? at : 0;
    }

    private static bool IsFoldedOrigin(ReadOnlySpan<char> words) =>
        words.StartsWith("(expanded") && words["(expanded".Length..].TrimStart().StartsWith("from") && words["(expanded".Length..].TrimStart()["from".Length..].TrimStart().StartsWith("<");
}
