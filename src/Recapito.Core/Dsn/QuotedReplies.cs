namespace Recapito.Core;

/// <summary>
/// Takes a diagnostic text apart into the replies that it quotes, from the outermost to the innermost one. Relays, gateways and
/// Exchange wrap the reply of the next host into one of their own; only the innermost one says who decided.
/// </summary>
internal static class QuotedReplies
{
    /// <summary>Deeper nests are not written by mail servers.</summary>
    internal const int DeepestNest = 8;

    /// <summary>Longer diagnostics are cut: RFC 5321 §4.5.3.1.5 allows 512 octets a line.</summary>
    internal const int LongestText = 8 * 1024;

    /// <summary>The replies in a text.</summary>
    /// <param name="text">The diagnostic, folded or not.</param>
    /// <param name="connected">The host that the reporting MTA was connected to, where the report says so.</param>
    /// <param name="reporter">The MTA that wrote the report: it is the one that wraps with " -> ".</param>
    internal static List<QuotedReply> Read(string text, string? connected, string? reporter)
    {
        var replies = new List<QuotedReply>();
        var rest = ReplyWrapping.WithoutLastCommand(WrittenText.Collapse(text.Length > LongestText ? text[..LongestText] : text));
        var host = connected;
        var isFurther = false;
        for (var depth = 0; depth < DeepestNest && rest.Length > 0; depth++)
        {
            var wrapped = ReplyWrapping.Find(rest);
            if (FurtherReply.Find(rest) is { } further && (wrapped is null || wrapped.Start >= further.Start))
            {
                // What another host said later is no part of this reply; it ended the attempt, and counts.
                AddAlone(replies, rest.AsSpan(0, further.Start).TrimEnd(" ;,("), host, isFurther);
                (host, rest, isFurther) = (further.Host, further.Text, true);
                continue;
            }

            var outer = wrapped is { } found ? rest.AsSpan(0, found.Start) : rest;
            var isWrappedByReporter = wrapped is { Kind: WrappingKind.Arrow };
            if (Reply(rest, outer) is { } reply)
            {
                replies.Add(new(reply, isWrappedByReporter && depth == 0 ? reporter : host) { DecidingServer = NamedServer(reply.Text), IsOfFurtherAttempt = isFurther });
                isFurther = false;
            }

            if (wrapped is not { } inner)
            {
                break;
            }

            var isReportersName = connected is null && replies.Count == 0 && ReplyWrapping.NamesReporter(rest, inner);
            host = isReportersName ? null : inner.Host ?? (inner.KeepsHost || isWrappedByReporter ? host : null);
            rest = inner.Text;
        }

        return replies;
    }

    private static void AddAlone(List<QuotedReply> replies, ReadOnlySpan<char> text, string? host, bool isFurther)
    {
        if (Reply(text, text) is { } reply)
        {
            replies.Add(new(reply, host) { DecidingServer = NamedServer(reply.Text), IsOfFurtherAttempt = isFurther });
        }
    }

    /// <summary>The reply at the start of a text, whole with what it wraps, or null where its start has no code.</summary>
    private static SmtpReply? Reply(ReadOnlySpan<char> whole, ReadOnlySpan<char> outer)
    {
        var text = WrittenText.WithoutMarks(whole);
        var start = WrittenText.WithoutMarks(outer);
        if (start.Length == 0 || text.IsEmpty || text[0] is < '2' or > '5')
        {
            return null;
        }

        var reply = SmtpReply.Parse(WrittenText.SplitLines(text));
        if (reply.Code is null && reply.Status is null)
        {
            return null;
        }

        return reply.Status is null && WrittenText.StatusIn(SmtpReply.Parse(start).Text, reply.Code) is { } status
            ? reply with { Status = status }
            : reply;
    }

    /// <summary>Host, and perhaps time and session, in brackets at the end: so the edge of Exchange Online signs its replies.</summary>
    internal static string? DecidingServer(string text)
    {
        var trimmed = text.AsSpan().TrimEnd(" .'\"#>)");
        if (trimmed.Length < 2 || trimmed[^1] != ']' || trimmed.LastIndexOf('[') is not (>= 0 and var open))
        {
            return null;
        }

        var words = trimmed[(open + 1)..^1].Trim();
        var end = words.IndexOf(' ');
        var name = end < 0 ? words : words[..end];
        var isName = name.Contains('.') && !name.ContainsAny("@=:/") && name.ContainsAnyInRange('A', 'z');
        var isSigned = end > 0 && words[(end + 1)..].Contains('Z') && char.IsAsciiDigit(words[end + 1]);
        return isName && (ReportingSystem.IsExchangeOnline(name) || isSigned) ? name.ToString() : null;
    }

    /// <summary>The same at the end or, of one of Exchange Online's own names, anywhere: "[BN1….prod.outlook.com] lee@contoso.example: Access denied".</summary>
    internal static string? NamedServer(string text) => DecidingServer(text) ?? text.Split('[').Skip(1).Select(part => part[..Math.Max(0, part.IndexOf(']', StringComparison.Ordinal))])
        .FirstOrDefault(name => name.Length > 0 && Names.IsHostName(name) && ReportingSystem.IsExchangeOnline(name));
}
