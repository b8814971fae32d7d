using System.Text;
using System.Text.RegularExpressions;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>The bare reply of a mail host, as people copy it out of a log or of a mail program: "550 5.4.1 Recipient address rejected".</summary>
public static partial class ReplyText
{
    /// <summary>
    /// The reply where the text is nothing but one; else null. It begins with its code or its enhanced code, perhaps behind "smtp;", or stands in quotation marks
    /// or behind a colon after some words that introduce it ("Remote Server returned '550 5.4.1 …'").
    /// </summary>
    /// <param name="text">What somebody gave.</param>
    public static string? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > ReadLimits.LongestReply)
        {
            return null;
        }

        var reply = text.Trim();
        reply = reply.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? reply["smtp;".Length..].TrimStart() : reply;
        return BeginsWithCode(reply) || BeginsWithStatus(reply) ? OwnWords.Without(reply, isAmongThem: Says.IsMatch(reply)) : Introduced(reply);
    }

    /// <summary>The same for octets.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes.Length <= ReadLimits.LongestReply ? Of(Encoding.UTF8.GetString(bytes)) : null;

    /// <summary>True where a line of the text is a header field: then it is a mail, or a part of one.</summary>
    internal static bool HasHeaderField(string text) => HeaderField.IsMatch(text);

    /// <summary>The words of a reply, without its codes.</summary>
    internal static string WordsOf(string reply) => Codes.Replace(reply, " ").Trim();

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

    // Behind other words only both codes together are surely those of a reply: "room 550" is none. A line with an address is a header field or a report's own.
    private static string? Introduced(string text) => Introduction.Match(text) is { Success: true } found && !HeaderField.IsMatch(text) ? OwnWords.Without(found.Groups["reply"].Value.Trim(), OwnWords.AreIn(text[..found.Groups["reply"].Index]), text[..found.Groups["reply"].Index]) : null;

    // Within quotation marks an apostrophe before a letter belongs to a word ("doesn't"), any other closes them.
    [GeneratedRegex("""\A[^@\r\n"'“‘«:]{1,80}?(?:(?:said|returned|replied|answered)?[ \t]*:?[ \t]*["“‘«'](?<reply>[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b(?:[^"”’»']|['’]\p{L})*)(?:["”’»'](?:[^\p{L}@\r\n"”’»'][^@\r\n"”’»']{0,39})?)?\s*\z|:[ \t\r\n]*(?<reply>[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b.*)\z)""", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Introduction { get; }

    // Somebody tells who said it.
    private static Regex Says { get; } = Speech.Pattern($"\\b{Speech.Any(one => one.SaysWho)}[ \\t]+[^\\s@]+@", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"^(?:from|to|date|subject|received|message-id|mime-version|content-type)[ \t]*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex HeaderField { get; }

    [GeneratedRegex(@"^[ \t]*(?:smtp;[ \t]*)?(?:[45]\d\d[ \t:-]+)?(?:[45]\.\d{1,3}\.\d{1,3}\b[ \t:-]*)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Codes { get; }
}
