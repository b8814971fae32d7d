using System.Text;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>The forms in which mails come.</summary>
public enum InputForm
{
    /// <summary>One mail (RFC 5322), or the text of one.</summary>
    Mail,

    /// <summary>An mbox (RFC 4155).</summary>
    Mbox,

    /// <summary>A ZIP archive.</summary>
    Zip,

    /// <summary>A gzip file (RFC 1952).</summary>
    Gzip,

    /// <summary>An Outlook message (.msg).</summary>
    Outlook,

    /// <summary>Events of a mail service, as JSON.</summary>
    Events,

    /// <summary>A text in UTF-16, as Windows programs save it.</summary>
    Utf16,

    /// <summary>Nothing that holds a mail; <see cref="MailForm.WhyNoMail"/> says why.</summary>
    None,
}

/// <summary>What the octets of a file are, before they are read as mail. This is the one place where that is decided.</summary>
public static class MailForm
{
    private const string NeedsTheBounce = "the bounce itself is needed: save it as .eml, or paste its text into a file";

    // HEIC, which telephones write, has its name behind four octets of a length (ISO/IEC 14496-12 §4.3); WebP has one behind RIFF.
    private static readonly (byte[] Begins, int At, string Problem, string Is)[] Others =
    [
        ([.. "BZh"u8], 0, "packed", "is compressed (bzip2); unpack it first, for example: bunzip2 -c FILE | recapito read -"),
        ([0xFD, .. "7zXZ"u8], 0, "packed", "is compressed (xz); unpack it first, for example: xz -dc FILE | recapito read -"),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, "packed", "is compressed (zstd); unpack it first, for example: zstd -dc FILE | recapito read -"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, "packed", "is a 7z archive; unpack it first and name the folder"),
        ([.. "!BDN"u8], 0, "outlook-store", "is an Outlook data file (.pst or .ost), which cannot be read; save the bounce as .eml"),
        ([.. "%PDF-"u8], 0, "document", $"is a PDF; {NeedsTheBounce}"),
        ([0x89, .. "PNG"u8], 0, "picture", $"is a picture (PNG); {NeedsTheBounce}"),
        ([0xFF, 0xD8, 0xFF], 0, "picture", $"is a picture (JPEG); {NeedsTheBounce}"),
        ([.. "GIF8"u8], 0, "picture", $"is a picture (GIF); {NeedsTheBounce}"),
        ([.. "WEBP"u8], 8, "picture", $"is a picture (WebP); {NeedsTheBounce}"),
        ([.. "ftyphei"u8], 4, "picture", $"is a picture (HEIC); {NeedsTheBounce}"),
    ];

    // The name of a ZIP archive's first entry stands behind 30 octets (APPNOTE 4.3.7). Word, Excel and PowerPoint begin with one of the first three (ECMA-376-2), OpenDocument with the last.
    private const int FirstName = 30;
    private static readonly byte[][] OfficeNames = [[.. "[Content_Types].xml"u8], [.. "_rels/.rels"u8], [.. "docProps/"u8], [.. "mimetype"u8]];

    /// <summary>The form, from the first octets (4096 are enough) or all of them.</summary>
    public static InputForm Of(ReadOnlySpan<byte> head) => head switch
    {
        [] => InputForm.None,
        _ when IsSentence(head) => InputForm.Mail,
        [(byte)'F', (byte)'r', (byte)'o', (byte)'m', (byte)' ', ..] => InputForm.Mbox,
        [0xEF, 0xBB, 0xBF, .. var rest] when rest.StartsWith("From "u8) => InputForm.Mbox,
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => InputForm.Utf16,
        // RFC 1952 §2.3.1
        [0x1F, 0x8B, ..] => InputForm.Gzip,
        [(byte)'P', (byte)'K', 3, 4, ..] when IsOfficeDocument(head) => InputForm.None,
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => InputForm.Zip,
        // [MS-CFB] §2.2
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => InputForm.Outlook,
        // No header begins like JSON: only then it is worth a closer look.
        [(byte)'{' or (byte)'[' or (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0xEF, ..] when EventJson.LooksLikeEvents(head) => InputForm.Events,
        _ => NoMail(head) is null ? InputForm.Mail : InputForm.None,
    };

    /// <summary>Why these octets cannot be mail, and what to do; null where they may be.</summary>
    public static string? WhyNoMail(ReadOnlySpan<byte> bytes) => NoMail(bytes)?.Is;

    /// <summary>The same, as the <see cref="InputException.Problem"/> of the one who handed it in.</summary>
    internal static (string Problem, string Is)? NoMail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return ("empty", "is empty; expected a mail (RFC 5322), such as a bounce saved as .eml");
        }

        if (IsOfficeDocument(bytes))
        {
            return ("office", $"is a document of an office program (Word, Excel, OpenDocument …); {NeedsTheBounce}");
        }

        foreach (var (begins, at, problem, what) in Others)
        {
            if (bytes.Length >= at && bytes[at..].StartsWith(begins))
            {
                return (problem, what);
            }
        }

        return null;
    }

    /// <summary>The same as UTF-8 without a byte order mark: Windows programs save pasted text as UTF-16.</summary>
    public static ReadOnlyMemory<byte> InUtf8(ReadOnlyMemory<byte> bytes) => bytes.Span switch
    {
        [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
        [0xFF, 0xFE, ..] => Convert(bytes[2..], Encoding.Unicode),
        [0xFE, 0xFF, ..] => Convert(bytes[2..], Encoding.BigEndianUnicode),
        _ => bytes,
    };

    // "From ana@fabrikam.example to lee@contoso.example: 550 …" is what somebody writes: an mbox has a date there, or the fields of a header below.
    private static bool IsSentence(ReadOnlySpan<byte> head)
    {
        head = head is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : head;
        if (!head.StartsWith("From "u8))
        {
            return false;
        }

        var end = head.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? !MboxLines.HasDate(head) : !MboxLines.HasDate(head[..end]) && !BeginsField(head[end..].TrimStart("\r\n"u8));
    }

    // RFC 5322 §2.2
    private static bool BeginsField(ReadOnlySpan<byte> line) =>
        line.IndexOf((byte)':') is > 0 and var colon && line[..colon].IndexOfAnyExceptInRange((byte)33, (byte)126) < 0;

    private static bool IsOfficeDocument(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= FirstName || !bytes.StartsWith("PK\x03\x04"u8))
        {
            return false;
        }

        foreach (var name in OfficeNames)
        {
            if (bytes[FirstName..].StartsWith(name))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Convert(ReadOnlyMemory<byte> bytes, Encoding from) => Encoding.UTF8.GetBytes(from.GetString(bytes.Span));
}
