using System.Text;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>The bare reply of a mail host, as people copy it out of a log or of a mail program: "550 5.4.1 Recipient address rejected".</summary>
public static class ReplyText
{
    // A reply has some lines at most; what is longer is a mail, or no reply.
    private const int Longest = 4096;

    /// <summary>The reply where the text is nothing but one; else null. It begins with its code or its enhanced code, perhaps behind "smtp;".</summary>
    /// <param name="text">What somebody gave.</param>
    public static string? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reply = text.Trim();
        reply = reply.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? reply["smtp;".Length..].TrimStart() : reply;
        return reply.Length <= Longest && (BeginsWithCode(reply) || BeginsWithStatus(reply)) ? reply : null;
    }

    /// <summary>The same for octets.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes.Length <= Longest ? Of(Encoding.UTF8.GetString(bytes)) : null;

    // Refusals only (RFC 5321 §4.2.1). "550-report.eml" is the name of a file: a line that is continued holds words behind its hyphen.
    private static bool BeginsWithCode(string reply) =>
        reply is [('4' or '5'), >= '0' and <= '9', >= '0' and <= '9', ..]
        && (reply.Length == 3 || reply[3] is ' ' or ':' || (reply[3] is '-' && reply.AsSpan(4).IndexOfAny(" \t\r\n") >= 0));

    // RFC 3463 §2
    private static bool BeginsWithStatus(string reply)
    {
        var end = reply.AsSpan().IndexOfAny(" \t\r\n:");
        return EnhancedStatusCode.TryParse(end < 0 ? reply : reply[..end], out var status) && status.Class is 4 or 5;
    }
}
