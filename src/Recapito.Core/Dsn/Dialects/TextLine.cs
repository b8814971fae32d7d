namespace Recapito.Core;

/// <summary>A line of a text without its white space on both sides.</summary>
/// <param name="Start">Where its first visible character stands.</param>
/// <param name="End">Where its last one ends, exclusive; the same as <paramref name="Start"/> for a blank line.</param>
/// <param name="Indent">Blanks before it, a tab counted as one.</param>
internal readonly record struct TextLine(int Start, int End, int Indent)
{
    /// <summary>Lines beyond this tell nothing more: a report says what it says in its first pages.</summary>
    internal const int Most = 4000;

    internal bool IsBlank => Start == End;

    internal ReadOnlySpan<char> Of(ReadOnlySpan<char> text) => text[Start..End];

    /// <summary>The lines of a text; line ends are LF or CRLF.</summary>
    internal static List<TextLine> Split(ReadOnlySpan<char> text)
    {
        var lines = new List<TextLine>(Math.Min(Most, text.Count('\n') + 1));
        for (var at = 0; at < text.Length && lines.Count < Most;)
        {
            var length = text[at..].IndexOf('\n');
            var next = length < 0 ? text.Length : at + length + 1;
            var end = length < 0 ? text.Length : at + length;
            var start = at;
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            while (end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            lines.Add(new(start, end, start - at));
            at = next;
        }

        return lines;
    }

    /// <summary>White space as between the columns of a table.</summary>
    internal static bool IsColumn(ReadOnlySpan<char> rest) => rest.StartsWith("  ") || rest.StartsWith("\t");

    /// <summary>Made of nothing but signs, as people draw a line.</summary>
    internal static bool IsRuler(ReadOnlySpan<char> line) => line.Length >= 3 && IsSigns(line);

    /// <summary>"----- Transcript of session follows -----".</summary>
    internal static bool IsHeading(ReadOnlySpan<char> line) => line.StartsWith("---") && line.EndsWith("---");

    /// <summary>No letter, no digit, no address.</summary>
    internal static bool IsSigns(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character) || character is '<' or '>' or '@')
            {
                return false;
            }
        }

        return true;
    }
}
