using System.Text;

namespace Recapito.Core;

/// <summary>Reads Content-Type and Content-Transfer-Encoding (RFC 2045 §5, §6) into a <see cref="MailPart"/>.</summary>
internal static class ContentTypeField
{
    private static ReadOnlySpan<byte> Blanks => " \t\r\n;"u8;

    internal static void Read(ReadOnlySpan<byte> bytes, Slice value, ref MailPart part)
    {
        var at = SkipBlanks(bytes, value.Start, value.End);
        var end = at;
        while (end < value.End && !Blanks.Contains(bytes[end]))
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
        return Begins(value, "base64"u8) ? PartEncoding.Base64
            : Begins(value, "quoted-printable"u8) ? PartEncoding.QuotedPrintable
            : Begins(value, "x-uuencode"u8) || Begins(value, "uuencode"u8) ? PartEncoding.UuEncode
            : PartEncoding.Identity;
    }

    private static PartKind KindOf(ReadOnlySpan<byte> type) =>
        Begins(type, "multipart/"u8) ? PartKind.Multipart
        : type.IsEmpty || Is(type, "text/plain"u8) || Is(type, "text"u8) ? PartKind.Text
        : Is(type, "text/html"u8) ? PartKind.Html
        : Begins(type, "message/"u8) ? KindOfMessage(type[8..])
        : Is(type, "text/rfc822-headers"u8) || Is(type, "text/rfc822-header"u8) || Is(type, "text/rfc822"u8) ? PartKind.MessageHeaders
        : PartKind.Other;

    private static PartKind KindOfMessage(ReadOnlySpan<byte> subtype) =>
        Is(subtype, "rfc822"u8) || Is(subtype, "global"u8) || Is(subtype, "partial"u8) ? PartKind.Message
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

        var name = bytes.Slice(at, stop).Trim(" \t\r\n"u8);
        var start = SkipBlanks(bytes, at + stop + 1, limit);
        var isQuoted = start < limit && bytes[start] == '"';
        start = isQuoted ? start + 1 : start;
        var length = isQuoted ? bytes[start..limit].IndexOf((byte)'"') : bytes[start..limit].IndexOfAny(Blanks);
        var value = new Slice(start, length < 0 ? limit - start : length);
        Keep(bytes, name, value, ref part);
        return Math.Min(limit, value.End + (isQuoted && length >= 0 ? 1 : 0));
    }

    private static void Keep(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name, Slice value, ref MailPart part)
    {
        if (Is(name, "boundary"u8))
        {
            // A boundary never ends with a blank (RFC 2046 §5.1.1); the line end of a fold may be all that stands there.
            part.Boundary = new(value.Start, value.Of(bytes).TrimEnd(" \t\r\n"u8).Length);
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

    private static int SkipBlanks(ReadOnlySpan<byte> bytes, int at, int limit)
    {
        while (at < limit && Blanks.Contains(bytes[at]))
        {
            at++;
        }

        return at;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words) => Ascii.EqualsIgnoreCase(text, words);

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words) =>
        text.Length >= words.Length && Ascii.EqualsIgnoreCase(text[..words.Length], words);
}
