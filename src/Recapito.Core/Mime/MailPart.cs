namespace Recapito.Core;

/// <summary>What a part of a mail is to a reader of reports.</summary>
internal enum PartKind : byte
{
    /// <summary>Nothing that is read.</summary>
    Other,

    /// <summary>text/plain, and a part without a Content-Type (RFC 2045 §5.2).</summary>
    Text,

    /// <summary>text/html.</summary>
    Html,

    /// <summary>message/delivery-status (RFC 3464) or message/global-delivery-status (RFC 6533).</summary>
    DeliveryStatus,

    /// <summary>message/feedback-report (RFC 5965).</summary>
    FeedbackReport,

    /// <summary>message/disposition-notification (RFC 8098): what a reader's program did, no report of delivery.</summary>
    Disposition,

    /// <summary>message/rfc822 or message/global: its headers and parts are read too.</summary>
    Message,

    /// <summary>text/rfc822-headers (RFC 6522 §4) or message/global-headers (RFC 6533 §5.3).</summary>
    MessageHeaders,

    /// <summary>Any multipart.</summary>
    Multipart,
}

/// <summary>Content-Transfer-Encoding (RFC 2045 §6).</summary>
internal enum PartEncoding : byte
{
    /// <summary>7bit, 8bit, binary, or one that nobody knows.</summary>
    Identity,
    Base64,
    QuotedPrintable,
    UuEncode,
}

/// <summary>A stretch of bytes: where it begins and how many there are.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    internal bool IsEmpty => Length == 0;

    internal int End => Start + Length;

    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);
}

/// <summary>A part of the mail's tree by its places in the bytes. The mail itself is part 0.</summary>
internal struct MailPart
{
    /// <summary>Offset of its first header line.</summary>
    internal int Start;

    /// <summary>Offset of its content, behind the blank line.</summary>
    internal int Content;

    /// <summary>Offset behind its content; the line end before a boundary belongs to the boundary (RFC 2046 §5.1.1).</summary>
    internal int End;

    /// <summary>The part that holds it; -1 for the mail.</summary>
    internal int Parent;

    /// <summary>Its header fields in the tree's table.</summary>
    internal int FirstField;
    internal int FieldCount;

    /// <summary>0 for the mail.</summary>
    internal int Depth;

    /// <summary>1 for the first part that holds no other one; 0 for those that do.</summary>
    internal int Number;

    internal PartKind Kind;
    internal PartEncoding Encoding;

    /// <summary>"type/subtype" as it stands in the mail; empty where none is given.</summary>
    internal Slice Type;

    internal Slice Charset;
    internal Slice Boundary;

    /// <summary>The boundary is given in pieces ("boundary*0", RFC 2231 §3): the lines of the content must tell it.</summary>
    internal bool HasContinuedBoundary;

    /// <summary>multipart/report whose report-type is given (RFC 6522 §3).</summary>
    internal bool IsTypedReport;
}
