using System.Net.Sockets;

namespace Recapito.Probes;

/// <summary>Ids of the findings that a host's misbehaviour is (<c>catalogue/findings/smtp.yaml</c>). Each is a gap too: it says nothing of a recipient.</summary>
internal static class Misbehaviour
{
    /// <summary>The connection was taken, and not one octet came.</summary>
    public const string NoBanner = "smtp-no-banner";

    /// <summary>The connection was taken and closed before a banner.</summary>
    public const string ClosesUnsaid = "smtp-closes-without-banner";

    /// <summary>The connection was closed in place of a reply (RFC 5321 §3.8).</summary>
    public const string ClosesEarly = "smtp-closes-early";

    /// <summary>A command had no reply.</summary>
    public const string NoReply = "smtp-no-reply";

    /// <summary>A reply began and was not whole in time.</summary>
    public const string Tarpit = "smtp-tarpit";

    /// <summary>The banner is one line without an end.</summary>
    public const string EndlessBanner = "smtp-endless-banner";

    /// <summary>The lines have no end.</summary>
    public const string EndlessReply = "smtp-endless-reply";

    /// <summary>A line of a later reply is longer than all that is kept.</summary>
    public const string LineTooLong = "smtp-line-too-long";

    /// <summary>The lines of one reply have several codes.</summary>
    public const string MixedCodes = "smtp-mixed-codes";

    /// <summary>What came is no SMTP reply.</summary>
    public const string NotSmtp = "smtp-not-smtp";

    /// <summary>Plain text behind the reply to STARTTLS.</summary>
    public const string PlainTextAfterStartTls = "smtp-plaintext-after-starttls";

    /// <summary>The finding that a broken conversation is; null where it is none: silence of a host, its 421, or our own doing.</summary>
    /// <param name="e">What ended it.</param>
    /// <param name="talk">How far it had come.</param>
    public static string? Of(Exception e, SmtpDialogue talk) => e switch
    {
        GapException gap => gap.Finding,
        OperationCanceledException when talk.IsConnected => Tarpit,
        IOException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } } when talk.IsConnected =>
            talk.Session is null ? ClosesUnsaid : ClosesEarly,
        _ => null,
    };
}
