using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Replies as they stand on the line (RFC 5321 §4.2.1).</summary>
internal static class SmtpWire
{
    /// <summary>The lines of a reply with their codes, "550-5.1.1 text" and last "550 5.1.1 text". A reply without a code is a 550.</summary>
    public static IEnumerable<string> Lines(SmtpReply reply)
    {
        var code = (reply.Code ?? 550).ToString(CultureInfo.InvariantCulture);
        for (var index = 0; index < reply.Lines.Count; index++)
        {
            var mark = index == reply.Lines.Count - 1 ? " " : "-";
            var text = reply.Status is { } status ? $"{status} {reply.Lines[index]}" : reply.Lines[index];
            yield return code + mark + text.TrimEnd();
        }
    }

    /// <summary>The reply on one line, each line with its code, as mail systems quote it in a report.</summary>
    public static string OneLine(SmtpReply reply) => string.Join(' ', Lines(reply));

    /// <summary>The reply as bytes of the line, ended by CRLF.</summary>
    public static string OnTheLine(SmtpReply reply) => string.Concat(Lines(reply).Select(line => line + "\r\n"));
}
