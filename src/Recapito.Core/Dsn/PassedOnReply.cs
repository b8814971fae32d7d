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

        var reply = WithoutReportersLead(text);
        return reply.Length > 3 && HasReplyInside(reply);
    }

    /// <summary>"SMTP error from remote mail server after RCPT TO:&lt;…>: 550 5.7.1 …": the words before the first reply are those of the reporting MTA, which quotes it.</summary>
    private static ReadOnlySpan<char> WithoutReportersLead(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var first = WrittenText.StartsWithCode(text) ? 0 : WrittenText.IndexOfReply(text);
        return first < 0 ? [] : text[first..];
    }

    private static bool HasReplyInside(ReadOnlySpan<char> reply)
    {
        var isOpen = IsContinued(reply);
        var status = StatusAt(reply[Math.Min(4, reply.Length)..]);
        var head = 4 + (status is { } known ? known.ToString().Length + 1 : 0);
        for (var at = 4; at + 9 <= reply.Length; at++)
        {
            if (!IsReplyAt(reply, at))
            {
                continue;
            }

            if (at == head && reply[at..].StartsWith(reply[..3]) && (status is null || StatusAt(reply[(at + 4)..]) == status))
            {
                // "550 550 5.1.1 …": a report put the code before a reply that has it.
                (status, isOpen) = (StatusAt(reply[(at + 4)..]), IsContinued(reply[at..]));
                continue;
            }

            // Each line of a reply repeats both codes, the last one with a blank (RFC 5321 §4.2.1); folding takes the line ends away.
            if (!isOpen || !reply[at..].StartsWith(reply[..3]) || StatusAt(reply[(at + 4)..]) != status)
            {
                return true;
            }

            isOpen = IsContinued(reply[at..]);
        }

        return false;
    }

    private static bool IsContinued(ReadOnlySpan<char> reply) => reply.Length > 3 && reply[3] == '-' && char.IsAsciiDigit(reply[0]);

    private static bool IsReplyAt(ReadOnlySpan<char> text, int at) => text[at] is '4' or '5' && !char.IsAsciiLetterOrDigit(text[at - 1]) && text[at - 1] is not '.'
        && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && text[at + 3] is ' ' or '-' && StatusAt(text[(at + 4)..]) is not null;

    private static EnhancedStatusCode? StatusAt(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(" :\n");
        return EnhancedStatusCode.TryParse(end < 0 ? text : text[..end], out var status) ? status : null;
    }
}
