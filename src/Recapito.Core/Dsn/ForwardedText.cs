namespace Recapito.Core;

/// <summary>
/// What somebody forwarded within the text of a letter. Mail programs put the fields of the forwarded mail above it, in the language of whoever
/// forwards: what makes them such a block is that they stand together, and that one tells an address or the letter's own subject.
/// </summary>
internal static class ForwardedText
{
    private const int LongestLabel = 30;
    private const int FewestFields = 3;
    private const int MostOwnLines = 12;
    private const int LongestOwn = 600;

    /// <summary>The text behind the fields; null where there are none, or more is said above them than belongs to a mail that is only passed on.</summary>
    internal static string? Of(string text, string subject)
    {
        var lines = HumanText.Lines(text);
        for (int at = 0, own = 0, length = 0; at < lines.Length && own <= MostOwnLines && length <= LongestOwn; at++)
        {
            if (Fields(lines, at, subject) is > 0 and var behind)
            {
                return string.Join('\n', Unquoted(lines[behind..], lines[behind - 1].TrimStart().StartsWith('>')));
            }

            own += lines[at].Length > 0 ? 1 : 0;
            length += lines[at].Length;
        }

        return null;
    }

    /// <summary>
    /// The text of a mail that is passed on without fields: the first quotation, where one is, or all of it, as some mail programs forward; null where
    /// more is said above than belongs to a mail that is only passed on.
    /// </summary>
    internal static string? WithoutFields(string text)
    {
        var lines = HumanText.Lines(text);
        var first = Array.FindIndex(lines, line => line.StartsWith('>'));
        var own = lines.TakeWhile((line, i) => i != first && !line.Contains('@', StringComparison.Ordinal)).Where(line => line.Length > 0).ToList();
        return own.Count > MostOwnLines || own.Sum(line => line.Length) > LongestOwn ? null
            : first < 0 ? text
            : string.Join('\n', Unquoted(lines[first..], isQuoted: true));
    }

    /// <summary>Where the fields end that begin at a line; 0 where none do.</summary>
    private static int Fields(string[] lines, int from, string subject)
    {
        var (count, isForwarded, lacksValue, at) = (0, false, false, from);
        for (; at < lines.Length; at++)
        {
            var line = lines[at].AsSpan().TrimStart("> *").TrimEnd(" *");
            if (line.IsEmpty && (lacksValue || (count < FewestFields && count > 0)))
            {
                continue;
            }

            var colon = line.IndexOfAny(':', '：');
            var isField = colon > 0 && IsLabel(line[..colon].TrimEnd(" *"));
            if (line.IsEmpty || !(isField || lacksValue))
            {
                break;
            }

            var value = isField ? line[(colon + 1)..].TrimStart(" \t*") : line;
            count += isField ? 1 : 0;
            lacksValue = isField && value.IsEmpty;
            isForwarded |= value.Contains('@') || IsSubject(value, subject);
        }

        return count >= FewestFields && isForwarded ? at : 0;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || label.Length > LongestLabel || !char.IsLetter(label[0]))
        {
            return false;
        }

        foreach (var character in label)
        {
            if (!(char.IsLetter(character) || char.IsWhiteSpace(character) || character is '-' or '.' || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"WG: Unzustellbar: Zahlen" forwards "Unzustellbar: Zahlen".</summary>
    private static bool IsSubject(ReadOnlySpan<char> value, ReadOnlySpan<char> subject) => value.Length > 3 && subject.EndsWith(value, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Unquoted(string[] lines, bool isQuoted) => !isQuoted
        ? lines
        : lines.TakeWhile(line => line.Length == 0 || line.StartsWith('>')).Select(line => line.Length > 1 && line[1] == ' ' ? line[2..] : line.Length > 0 ? line[1..] : line);
}
