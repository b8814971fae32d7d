namespace Recapito.Core;

/// <summary>Tells a host's own refusal from one that it passes on: "550 Callout verification failed: 550 5.7.54 …" is the answer of the host behind.</summary>
internal static class PassedOnReply
{
    // What a sender's own Exchange puts before a remote reply is its report, not a passing on.
    private static readonly string[] ReportersWords = [" -> ", "smtp;", "returned '"];

    /// <summary>True where a reply with both codes stands inside the text of another one.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var words in ReportersWords)
        {
            var at = text.LastIndexOf(words, StringComparison.OrdinalIgnoreCase);
            var isReply = at >= 0 && at + words.Length < text.Length && char.IsAsciiDigit(text[at + words.Length]);
            text = isReply ? text[(at + words.Length)..] : text;
        }

        var rest = text.AsSpan().TrimStart();
        return rest.Length > 3 && HasReplyInside(rest[3..]);
    }

    private static bool HasReplyInside(ReadOnlySpan<char> text)
    {
        for (var at = 1; at + 9 <= text.Length; at++)
        {
            if ((text[at] is '4' or '5') && !char.IsAsciiLetterOrDigit(text[at - 1]) && text[at - 1] is not '.'
                && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && (text[at + 3] is ' ' or '-')
                && IsStatus(text[(at + 4)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStatus(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', ':');
        return EnhancedStatusCode.TryParse(end < 0 ? text : text[..end], out _);
    }
}
