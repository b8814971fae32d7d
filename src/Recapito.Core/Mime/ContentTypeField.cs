using System.Text;

namespace Recapito.Core;

/// <summary>Reads Content-Type and Content-Transfer-Encoding (RFC 2045 §5, §6) into a <see cref="MailPart"/>.</summary>
internal static class ContentTypeField
{
    private static ReadOnlySpan<byte> Blanks => " \t\r\n;"u8;

    private static ReadOnlySpan<byte> White => " \t\r\n"u8;

    internal static void Read(ReadOnlySpan<byte> bytes, Slice value, ref MailPart part)
    {
        var at = SkipBlanks(bytes, value.Start, value.End);
        var end = at;
        while (end < value.End && !Blanks.Contains(bytes[end]) && bytes[end] != '(')
        {
            end++;
        }

        part.Type = new(at, end - at);
        part.Kind = KindOf(part.Type.Of(bytes));
        while ((at = SkipBlanks(bytes, end, value.End)) < value.End)
        {
            end = ReadParameter(bytes, at, value.End, ref part);
        }
    }

    internal static PartEncoding EncodingOf(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n\""u8);
        return value.BeginsWith("base64"u8) ? PartEncoding.Base64
            : value.BeginsWith("quoted-printable"u8) ? PartEncoding.QuotedPrintable
            : value.BeginsWith("x-uuencode"u8) || value.BeginsWith("uuencode"u8) ? PartEncoding.UuEncode
            : PartEncoding.Identity;
    }

    private static PartKind KindOf(ReadOnlySpan<byte> type) =>
        type.BeginsWith("multipart/"u8) ? PartKind.Multipart
        : type.IsEmpty || Is(type, "text/plain"u8) || Is(type, "text"u8) ? PartKind.Text
        : Is(type, "text/html"u8) ? PartKind.Html
        : type.BeginsWith("message/"u8) ? KindOfMessage(type[8..])
        : Is(type, "text/rfc822-headers"u8) || Is(type, "text/rfc822-header"u8) || Is(type, "text/rfc822"u8) ? PartKind.MessageHeaders
        : PartKind.Other;

    private static PartKind KindOfMessage(ReadOnlySpan<byte> subtype) =>
        Is(subtype, "rfc822"u8) || Is(subtype, "global"u8) || Is(subtype, "partial"u8) || Is(subtype, "news"u8) ? PartKind.Message
        : Is(subtype, "delivery-status"u8) || Is(subtype, "global-delivery-status"u8) ? PartKind.DeliveryStatus
        : Is(subtype, "feedback-report"u8) ? PartKind.FeedbackReport
        : Is(subtype, "disposition-notification"u8) || Is(subtype, "global-disposition-notification"u8) ? PartKind.Disposition
        : Is(subtype, "rfc822-headers"u8) || Is(subtype, "global-headers"u8) ? PartKind.MessageHeaders
        : PartKind.Other;

    /// <summary>One "name=value"; the value may be quoted and then holds blanks. Returns where it ends.</summary>
    private static int ReadParameter(ReadOnlySpan<byte> bytes, int at, int limit, ref MailPart part)
    {
        var stop = bytes[at..limit].IndexOfAny((byte)'=', (byte)';');
        if (stop < 0 || bytes[at + stop] == ';')
        {
            return stop < 0 ? limit : at + stop + 1;
        }

        var name = bytes.Slice(at, stop).Trim(White);
        var start = at + stop + 1;
        while (start < limit && White.Contains(bytes[start]))
        {
            start++;
        }

        var value = ValueAt(bytes, start, limit, out var next);
        Keep(bytes, name, value, ref part);
        return next;
    }

    /// <summary>A quoted value, whose closing sign may be missing, or one word.</summary>
    private static Slice ValueAt(ReadOnlySpan<byte> bytes, int start, int limit, out int next)
    {
        if (start >= limit || bytes[start] != '"')
        {
            var length = bytes[start..limit].IndexOfAny(Blanks);
            next = length < 0 ? limit : start + length;
            return new(start, next - start);
        }

        var close = ++start;
        while (close < limit && bytes[close] != '"')
        {
            close += bytes[close] == '\\' ? 2 : 1;
        }

        if (close >= limit)
        {
            // What follows on the next line, or behind a semicolon, is no part of a value that nobody closed.
            var length = bytes[start..limit].IndexOfAny("\r\n;"u8);
            next = length < 0 ? limit : start + length;
            return new(start, next - start);
        }

        next = close + 1;
        return new(start, close - start);
    }

    private static void Keep(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name, Slice value, ref MailPart part)
    {
        // RFC 2231 §4: charset'language'value.
        if (name.Length > 0 && name[^1] == '*')
        {
            name = name[..^1];
            var language = value.Of(bytes).IndexOf((byte)'\'') + 1;
            var text = language + value.Of(bytes)[language..].IndexOf((byte)'\'') + 1;
            value = language > 0 && text > language ? new(value.Start + text, value.Length - text) : value;
        }

        if (Is(name, "boundary"u8))
        {
            // A boundary never ends with a blank (RFC 2046 §5.1.1); the line end of a fold may be all that stands there.
            part.Boundary = new(value.Start, value.Of(bytes).TrimEnd(White).Length);
        }
        else if (Is(name, "boundary*0"u8))
        {
            part.HasContinuedBoundary = true;
        }
        else if (Is(name, "charset"u8))
        {
            part.Charset = value;
        }
        else if (Is(name, "report-type"u8))
        {
            part.IsTypedReport = Is(part.Type.Of(bytes), "multipart/report"u8);
        }
    }

    /// <summary>White space, semicolons and comments (RFC 5322 §3.2.2).</summary>
    private static int SkipBlanks(ReadOnlySpan<byte> bytes, int at, int limit)
    {
        for (var depth = 0; at < limit; at++)
        {
            depth += bytes[at] == '(' ? 1 : bytes[at] == ')' && depth > 0 ? -1 : 0;
            if (depth == 0 && bytes[at] != ')' && !Blanks.Contains(bytes[at]))
            {
                break;
            }
        }

        return at;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words) => Ascii.EqualsIgnoreCase(text, words);
}
