using System.Text;
using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>The bare reply of a mail host, as people copy it out of a log or of a mail program: "550 5.4.1 Recipient address rejected".</summary>
public static partial class ReplyText
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
        return reply.Length <= Longest && Beginning().IsMatch(reply) ? reply : null;
    }

    /// <summary>The same for octets.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes.Length <= Longest ? Of(Encoding.UTF8.GetString(bytes)) : null;

    // "550-report.eml" is the name of a file. Refusals only: 4xx and 5xx (RFC 5321 section 4.2.1), or their classes (RFC 3463 section 2).
    [GeneratedRegex(@"^(?:[45]\d\d(?:[ :]|-.*\s|$)|[45]\.\d{1,3}\.\d{1,3}(?:[\s:]|$))", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
