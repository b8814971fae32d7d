using System.Buffers.Text;

namespace Recapito.Input;

/// <summary>The lines that make an mbox: where one mail ends and the next begins (RFC 4155, and what was written before it).</summary>
internal static class MboxLines
{
    /// <summary>Of a From_ line, no more is looked at.</summary>
    private const int LongestFromLine = 320;

    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>
    /// The next From_ line: one after an empty line; or, without an empty line, one that has the full form, address and date.
    /// </summary>
    /// <param name="bytes">From the start of a mail.</param>
    /// <param name="from">Where to look from; after the call, where to go on when there is more.</param>
    /// <param name="isAll">True where nothing follows.</param>
    /// <returns>Where the line begins, or -1.</returns>
    public static int FindFromLine(ReadOnlySpan<byte> bytes, ref int from, bool isAll)
    {
        while (true)
        {
            var found = bytes[from..].IndexOf("\nFrom "u8);
            if (found < 0)
            {
                // "\nFrom" may be cut in the middle.
                from = Math.Max(from, bytes.Length - 5);
                return -1;
            }

            var at = from + found + 1;
            if (IsAfterEmptyLine(bytes, at))
            {
                return at;
            }

            var line = bytes[at..];
            var end = line[..Math.Min(line.Length, LongestFromLine)].IndexOf((byte)'\n');
            if (end < 0 && line.Length < LongestFromLine && !isAll)
            {
                from = at - 1;
                return -1;
            }

            if (HasDate(end < 0 ? line[..Math.Min(line.Length, LongestFromLine)] : line[..end]))
            {
                return at;
            }

            from = at;
        }
    }

    /// <summary>The number in a Content-Length field of the headers at the start of a mail (mboxcl, mboxcl2), or null.</summary>
    public static long? ContentLength(ReadOnlySpan<byte> headers)
    {
        var field = "content-length:"u8;
        while (true)
        {
            var line = headers.IndexOf((byte)'\n');
            if (line < 0)
            {
                return null;
            }

            headers = headers[(line + 1)..];
            if (headers.Length > field.Length && System.Text.Ascii.EqualsIgnoreCase(headers[..field.Length], field))
            {
                var value = headers[field.Length..].TrimStart((byte)' ');
                return Utf8Parser.TryParse(value, out long length, out var used) && length >= 0 && (used == value.Length || value[used] is (byte)'\r' or (byte)'\n') ? length : null;
            }
        }
    }

    /// <summary>Where the body begins, after the first empty line; -1 where there is none.</summary>
    public static int BodyStart(ReadOnlySpan<byte> mail)
    {
        var lf = mail.IndexOf("\n\n"u8);
        var crlf = (lf < 0 ? mail : mail[..lf]).IndexOf("\n\r\n"u8);
        return crlf >= 0 ? crlf + 3 : lf >= 0 ? lf + 2 : -1;
    }

    /// <summary>Whether lines end with a bare CR, as old Macintoshes wrote them: the first one tells; null while its end is not seen.</summary>
    public static bool? EndWithBareCr(ReadOnlySpan<byte> start) =>
        start.IndexOfAny((byte)'\r', (byte)'\n') is not (>= 0 and var end) ? null
        : start[end] == (byte)'\n' ? false
        : end + 1 < start.Length ? start[end + 1] != (byte)'\n'
        : null;

    /// <summary>Writes LF for each CR, so that no place changes. In place.</summary>
    public static void ToLineFeeds(Span<byte> bytes) => bytes.Replace((byte)'\r', (byte)'\n');

    /// <summary>Takes one "&gt;" from each line that begins with any number of them and "From " (mboxrd; mboxo and mboxcl know one only). In place.</summary>
    /// <returns>The new length.</returns>
    public static int Unquote(Span<byte> mail)
    {
        var (to, copied) = (0, 0);
        for (var at = 0; ;)
        {
            var found = mail[at..].IndexOf(">From "u8);
            if (found < 0)
            {
                break;
            }

            var sign = at + found;
            at = sign + 6;
            var lineStart = sign;
            while (lineStart > copied && mail[lineStart - 1] == (byte)'>')
            {
                lineStart--;
            }

            if (lineStart == 0 || mail[lineStart - 1] == (byte)'\n')
            {
                mail[copied..sign].CopyTo(mail[to..]);
                to += sign - copied;
                copied = sign + 1;
            }
        }

        mail[copied..].CopyTo(mail[to..]);
        return to + mail.Length - copied;
    }

    // The second-last line is empty: "\n\nFrom " or "\n\r\nFrom ".
    private static bool IsAfterEmptyLine(ReadOnlySpan<byte> bytes, int at) =>
        (at >= 2 && bytes[at - 2] == (byte)'\n') || (at >= 3 && bytes[at - 2] == (byte)'\r' && bytes[at - 3] == (byte)'\n');

    /// <summary>"From ADDRESS Mon Nov 23 09:30:00 2026", perhaps with a zone before or after the year (asctime; RFC 4155 appendix A).</summary>
    public static bool HasDate(ReadOnlySpan<byte> line)
    {
        Span<Range> words = stackalloc Range[12];
        var text = System.Text.Encoding.Latin1.GetString(line.TrimEnd((byte)'\r'));
        var count = text.AsSpan().Split(words, ' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i + 4 < count; i++)
        {
            if (Array.IndexOf(Days, text[words[i]]) >= 0 && Array.IndexOf(Months, text[words[i + 1]]) >= 0)
            {
                var (day, time) = (text[words[i + 2]], text[words[i + 3]]);
                return day.Length <= 2 && char.IsAsciiDigit(day[0]) && time.Length >= 5 && time.Contains(':', StringComparison.Ordinal) && char.IsAsciiDigit(time[0]);
            }
        }

        return false;
    }
}
