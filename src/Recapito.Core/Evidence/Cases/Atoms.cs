using System.Globalization;

namespace Recapito.Core;

/// <summary>The smallest words of a text: letters and digits in a row. A name in a text begins and ends with one.</summary>
internal static class Atoms
{
    /// <summary>True for a character of one.</summary>
    public static bool IsPart(char c) =>
        char.IsLetterOrDigit(c) || char.IsSurrogate(c) || (c >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    /// <summary>Where the one that begins here ends; the same place where none begins.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && IsPart(text[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>All of a text.</summary>
    public static List<string> Of(string text)
    {
        List<string> all = [];
        for (var start = 0; start < text.Length;)
        {
            var end = End(text, start);
            if (end > start)
            {
                all.Add(text[start..end]);
            }

            start = Math.Max(end, start + 1);
        }

        return all;
    }
}
