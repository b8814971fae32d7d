namespace Recapito.Core;

/// <summary>What a mail turned out to be.</summary>
public enum ReportKind
{
    /// <summary>At least one recipient did not get the message.</summary>
    Bounce,

    /// <summary>Delivery is late and still being tried (RFC 3464 §2.3.3, delayed).</summary>
    Delay,

    /// <summary>A success report (delivered, relayed, expanded).</summary>
    Delivered,

    /// <summary>An abuse report (RFC 5965).</summary>
    Complaint,

    /// <summary>A vacation notice or another automatic answer of a person's mailbox (RFC 3834).</summary>
    AutoReply,

    /// <summary>A machine wants the sender to prove that a person wrote, before it delivers (challenge-response).</summary>
    Challenge,

    /// <summary>Anything else.</summary>
    NotABounce,
}

/// <summary>A mail read as a delivery status notification (RFC 3464), with what was odd about it.</summary>
public sealed record DsnReport
{
    /// <summary>What the mail is, judged by its recipients: one failure makes it a bounce.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>Who wrote the report, in lower case: "postfix", "exchange-online", "exim" … (ids of <c>catalogue/dialects</c> among them), or "unknown".</summary>
    public string System { get; init; } = "unknown";

    /// <summary>The fields that hold for the whole message (RFC 3464 §2.2).</summary>
    public MessageFields Message { get; init; } = new();

    /// <summary>One entry per recipient that the report names, in its order.</summary>
    public IReadOnlyList<RecipientFields> Recipients { get; init; } = [];

    /// <summary>The message that came back, as far as it was returned.</summary>
    public ReturnedMessage? Returned { get; init; }

    /// <summary>What an abuse report says (RFC 5965 §3); null in all other mails.</summary>
    public ComplaintFields? Complaint { get; init; }

    /// <summary>
    /// The addresses that the report itself was sent to, the envelope's first (X-Original-To, Delivered-To, Envelope-To, To): a sender
    /// who gave every recipient a return path of its own (VERP) finds it here.
    /// </summary>
    public IReadOnlyList<string> AddressedTo { get; init; } = [];

    /// <summary>When the report says that it was written (its Date header, or the earliest own Received).</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>BCP 47 tag of the report's human text where it can be told ("en", "it"), else null.</summary>
    public string? Language { get; init; }

    /// <summary>What was odd, each with its place. Nothing odd: empty.</summary>
    public IReadOnlyList<ReadIssue> Issues { get; init; } = [];

    /// <summary>The domain of the Exchange organisation that wrote the report, as its own address tells it; null where another system did.</summary>
    internal string? Organisation { get; init; }

    /// <summary>The human text up to the message that came back.</summary>
    internal ReadOnlyMemory<char> Words { get; init; }
}

/// <summary>Per-message fields (RFC 3464 §2.2). Null means that the field was absent.</summary>
public sealed record MessageFields
{
    /// <summary>The MTA that wrote the report, without the type of its name (RFC 3464 §2.2.2), or Exchange's "Generating server".</summary>
    public string? ReportingMta { get; init; }

    /// <summary>The MTA that had handed the message over (RFC 3464 §2.2.4).</summary>
    public string? ReceivedFromMta { get; init; }

    /// <summary>When the message came to the reporting MTA (RFC 3464 §2.2.5).</summary>
    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>The id that the sender gave in the envelope (Original-Envelope-Id, RFC 3464 §2.2.1; ENVID, RFC 3461 §4.4).</summary>
    public string? EnvelopeId { get; init; }
}

/// <summary>The fields of an abuse report (RFC 5965 §3). Null means that the field was absent.</summary>
public sealed record ComplaintFields
{
    /// <summary>"abuse", "fraud", "opt-out", "auth-failure" … in lower case (RFC 5965 §7.3).</summary>
    public string? FeedbackType { get; init; }

    /// <summary>The program that wrote the report.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The address that the complained message came from (Source-IP).</summary>
    public string? SourceIp { get; init; }

    /// <summary>When the complained message came in.</summary>
    public DateTimeOffset? ArrivalDate { get; init; }
}

/// <summary>Per-recipient fields (RFC 3464 §2.3) with the replies that they quote. Null means that the field was absent.</summary>
public sealed record RecipientFields
{
    /// <summary>The address that failed (RFC 3464 §2.3.2), as written apart from the case of its domain; a local part keeps the quotes that it needs (RFC 5321 §4.1.2).</summary>
    public required string FinalRecipient { get; init; }

    /// <summary>The address that the sender had written (RFC 3464 §2.3.1).</summary>
    public string? OriginalRecipient { get; init; }

    /// <summary>What happened to this recipient, from the Action field or from the text.</summary>
    public ReportKind Kind { get; init; } = ReportKind.Bounce;

    /// <summary>The Action field in lower case (RFC 3464 §2.3.3).</summary>
    public string? Action { get; init; }

    /// <summary>The Status field (RFC 3464 §2.3.4).</summary>
    public EnhancedStatusCode? StatusField { get; init; }

    /// <summary>The most specific code that the mail states: the innermost reply's enhanced code, else <see cref="StatusField"/>.</summary>
    public EnhancedStatusCode? Status { get; init; }

    /// <summary>The host that the reporting MTA was talking to (RFC 3464 §2.3.5).</summary>
    public string? RemoteMta { get; init; }

    /// <summary>The host that said no: that of the innermost reply, else the remote MTA; null where the reporting MTA itself gave up.</summary>
    public string? RefusingHost { get; init; }

    /// <summary>The text of Diagnostic-Code, unfolded, without its type (RFC 3464 §2.3.6); else the quoted diagnostic.</summary>
    public string? DiagnosticCode { get; init; }

    /// <summary>The type of Diagnostic-Code: "smtp", "x-postfix" … in lower case (RFC 3464 §2.3.6).</summary>
    public string? DiagnosticType { get; init; }

    /// <summary>The replies, from the outermost to the innermost one; empty where no reply is quoted.</summary>
    public IReadOnlyList<QuotedReply> Replies { get; init; } = [];

    /// <summary>The SMTP command that was refused in capitals ("RCPT TO", "DATA", "end of DATA"), where the report says it.</summary>
    public string? SmtpCommand { get; init; }

    /// <summary>When delivery was last tried (RFC 3464 §2.3.7).</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    /// <summary>The report has no fields of RFC 3464; its human text names the recipient.</summary>
    internal bool IsOfTextOnly { get; init; }

    /// <summary>What the service that sent an event calls the failure ("Transient, MailboxFull"): for where the reply does not tell its reason.</summary>
    internal string? Classification { get; init; }
}

/// <summary>A reply that a report quotes, with the host that gave it where the report says so.</summary>
/// <param name="Reply">The reply.</param>
/// <param name="Host">The host that gave it to whoever quotes it (the name that was connected to); null where the report does not say.</param>
public sealed record QuotedReply(SmtpReply Reply, string? Host)
{
    /// <summary>
    /// The server that decided, where the reply ends with its name in brackets as those of Exchange Online do
    /// ("[HOST.prod.outlook.com 2026-10-08T20:36:23.875Z 08DF254F56560914]"): inside the provider, not the name that was connected to.
    /// </summary>
    public string? DecidingServer { get; init; }

    /// <summary>Another host was asked after the one before had refused for the moment: this is the reply of a further attempt, none that was passed on.</summary>
    internal bool IsOfFurtherAttempt { get; init; }
}

/// <summary>What is known of the message that came back.</summary>
public sealed record ReturnedMessage
{
    /// <summary>The envelope sender or else the From address of the message.</summary>
    public string? Sender { get; init; }

    /// <summary>The address in its To header, where there is one.</summary>
    public string? To { get; init; }

    /// <summary>Decoded subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Message-ID without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its Date header.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The list that it came from: what stands in angle brackets in List-Id (RFC 2919 §2), else the whole value.</summary>
    public string? ListId { get; init; }

    /// <summary>The sender's own mark of a campaign: Feedback-ID, X-Campaign-ID, X-CampaignId, X-Mailer-Campaign and the like; the first that there is.</summary>
    public string? CampaignId { get; init; }

    /// <summary>The way that it went, the first hop first; only of a message with so many hops that it may have gone round, else empty.</summary>
    public IReadOnlyList<ReceivedHop> Hops { get; init; } = [];
}

/// <summary>Something odd in a mail, what rule it breaks and what was done instead.</summary>
/// <param name="Part">Where in human words, such as "part 2 (message/delivery-status), recipient 1".</param>
/// <param name="Offset">Byte offset from the start of the mail, 0 or more.</param>
/// <param name="Problem">What was found and which rule expected what.</param>
/// <param name="Remedy">What the reader did instead.</param>
public sealed record ReadIssue(string Part, long Offset, string Problem, string Remedy);
