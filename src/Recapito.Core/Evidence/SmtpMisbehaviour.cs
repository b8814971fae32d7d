namespace Recapito.Core;

/// <summary>Ids of findings that a mail host's misbehaviour is (<c>catalogue/findings/smtp-misbehaviour.yaml</c>). Each is a gap too: it says nothing of a recipient.</summary>
public static class SmtpMisbehaviour
{
    /// <summary>The connection was taken, and not one octet came.</summary>
    public const string NoBanner = "smtp-no-banner";

    /// <summary>The connection was taken and closed before a banner.</summary>
    public const string ClosesUnsaid = "smtp-closes-without-banner";

    /// <summary>The connection was closed in place of a reply (RFC 5321 §3.8).</summary>
    public const string ClosesEarly = "smtp-closes-early";

    /// <summary>A command had no reply.</summary>
    public const string NoReply = "smtp-no-reply";

    /// <summary>A reply began and was not whole in time, or all replies together took too long.</summary>
    public const string Tarpit = "smtp-tarpit";

    /// <summary>The banner is one line without an end.</summary>
    public const string EndlessBanner = "smtp-endless-banner";

    /// <summary>The lines have no end.</summary>
    public const string EndlessReply = "smtp-endless-reply";

    /// <summary>A line of a later reply is many times longer than a line may be (RFC 5321 §4.5.3.1.5).</summary>
    public const string LineTooLong = "smtp-line-too-long";

    /// <summary>The lines of one reply have several codes (RFC 5321 §4.2.1).</summary>
    public const string MixedCodes = "smtp-mixed-codes";

    /// <summary>What came is no SMTP reply.</summary>
    public const string NotSmtp = "smtp-not-smtp";

    /// <summary>Plain text behind the reply to STARTTLS (RFC 3207 §4.2).</summary>
    public const string PlainTextAfterStartTls = "smtp-plaintext-after-starttls";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NoBanner, ClosesUnsaid, ClosesEarly, NoReply, Tarpit, EndlessBanner, EndlessReply, LineTooLong, MixedCodes, NotSmtp, PlainTextAfterStartTls,
    ];
}
