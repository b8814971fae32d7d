namespace Recapito.Core;

/// <summary>Addresses and replies in sentences, whatever their language.</summary>
internal static class Mention
{
    /// <summary>A label is no longer than this.</summary>
    private const int LongestLabel = 80;

    /// <summary>Behind these words stands who wrote the lost message, not who failed to get it.</summary>
    private static readonly string[] Senders = ["from", "von", "от", "från", "fra"];

    /// <summary>The same, but only where another address follows: they also mean "of" ("la boîte de …").</summary>
    private static readonly string[] PerhapsSenders = ["de", "da", "van", "od", "di"];

    /// <summary>The first address that the words do not call the sender's.</summary>
    /// <param name="words">A line.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length.</param>
    /// <param name="isSure">The words are known to say that something failed; where they are not, a word that may call it the sender's counts alone.</param>
    internal static bool TryFind(ReadOnlySpan<char> words, out int start, out int length, bool isSure = true)
    {
        var from = 0;
        while (AddressText.TryFind(words[from..], out start, out length))
        {
            start += from;
            from = start + length;
            if (!IsSender(words[..start], words[from..], isSure))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSender(ReadOnlySpan<char> before, ReadOnlySpan<char> after, bool isSure)
    {
        before = before.TrimEnd(" \t<\"'“‘«(:");
        return EndsWithAny(before, Senders) || (EndsWithAny(before, PerhapsSenders) && (!isSure || AddressText.TryFind(after, out _, out _)));
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.EndsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !char.IsLetterOrDigit(text[^(word.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a reply begins behind a label in whatever language ("Alasan: 550 5.1.1 …"); -1 where none does.</summary>
    internal static int ReplyBehindLabel(ReadOnlySpan<char> line)
    {
        var most = Math.Min(line.Length, LongestLabel);
        for (var at = 1; at < most && line[at] != '@'; at++)
        {
            if (line[at] is not (':' or '：') || !char.IsLetter(line[..at].TrimEnd()[^1]))
            {
                continue;
            }

            var rest = line[(at + 1)..].TrimStart(" \t\"'“«");
            if (WrittenText.IndexOfReply(rest) == 0)
            {
                return line.Length - rest.Length;
            }
        }

        return -1;
    }
}
