using System.Text;

namespace Recapito.Core;

/// <summary>Finds whole words in sentences: "lee" in "no such user lee", not in "lee.contoso.example" nor in "sleep".</summary>
internal static class WordText
{
    /// <summary>The text with other words.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="words">From a word in lower case to what stands in its place.</param>
    public static string Map(string text, IReadOnlyDictionary<string, string> words)
    {
        if (words.Count == 0)
        {
            return text;
        }

        var changed = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && IsPart(text[end]))
            {
                end++;
            }

            var word = text.AsSpan(start, end - start);
            var bare = word.Trim(".-'");
            var before = bare.IsEmpty ? 0 : word.IndexOf(bare);
            changed.Append(words.TryGetValue(bare.ToString().ToLowerInvariant(), out var other) ? $"{word[..before]}{other}{word[(before + bare.Length)..]}" : word);
            if (end < text.Length)
            {
                changed.Append(text[end++]);
            }

            start = end;
        }

        return changed.ToString();
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '.' or '-' or '_' or '+' or '@' or '\'';
}
