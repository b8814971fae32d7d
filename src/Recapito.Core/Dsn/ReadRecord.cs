namespace Recapito.Core;

/// <summary>What <c>recapito read</c> says of one recipient; a mail without recipients gives one record with its kind.</summary>
public sealed record ReadRecord
{
    /// <summary>The file as it was named on the command line.</summary>
    public required string File { get; init; }

    /// <summary>1 for the first recipient of the mail.</summary>
    public required int Index { get; init; }

    /// <summary>"bounce", "delay", "delivered", "complaint", "auto-reply" or "not-a-bounce".</summary>
    public required string Kind { get; init; }

    /// <summary>The address that failed.</summary>
    public string? Recipient { get; init; }

    /// <summary>The address that the sender had written.</summary>
    public string? OriginalRecipient { get; init; }

    /// <summary>The most specific enhanced code that the mail states ("5.4.1").</summary>
    public string? Status { get; init; }

    /// <summary>The Status field (RFC 3464 §2.3.4).</summary>
    public string? StatusField { get; init; }

    /// <summary>The reply code of the innermost reply that has one, 200 to 599.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>The Action field (RFC 3464 §2.3.3).</summary>
    public string? Action { get; init; }

    /// <summary>Id of the reason (<c>catalogue/reasons.yaml</c>).</summary>
    public string? Reason { get; init; }

    /// <summary>True where sending again is of no use, false where it may help, null where the mail contradicts itself or does not say.</summary>
    public bool? Permanent { get; init; }

    /// <summary>What to do: "stop", "stop-after-n", "retry", "slow-down", "fix-the-sender", "change-the-message", "wait" or "not-a-bounce".</summary>
    public string? Advice { get; init; }

    /// <summary>The diagnostic text, unfolded.</summary>
    public string? DiagnosticCode { get; init; }

    /// <summary>The replies from the outermost to the innermost one.</summary>
    public IReadOnlyList<ReadReply> Replies { get; init; } = [];

    /// <summary>The MTA that wrote the report.</summary>
    public string? ReportingMta { get; init; }

    /// <summary>The host that it was talking to.</summary>
    public string? RemoteMta { get; init; }

    /// <summary>The host that said no.</summary>
    public string? RefusingHost { get; init; }

    /// <summary>The SMTP command that was refused.</summary>
    public string? SmtpCommand { get; init; }

    /// <summary>Who wrote the report ("postfix", "exchange-online" …).</summary>
    public string? System { get; init; }

    /// <summary>The sender of the lost message.</summary>
    public string? Sender { get; init; }

    /// <summary>The subject of the lost message.</summary>
    public string? Subject { get; init; }

    /// <summary>The Message-ID of the lost message, without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>When the message came to the reporting MTA.</summary>
    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>When delivery was tried last.</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    /// <summary>What was odd in the mail.</summary>
    public IReadOnlyList<ReadIssue> Issues { get; init; } = [];
}

/// <summary>A quoted reply in a <see cref="ReadRecord"/>.</summary>
/// <param name="Host">The host that gave it, or null.</param>
/// <param name="Code">The reply code, or null.</param>
/// <param name="Status">The enhanced code, or null.</param>
/// <param name="Text">Its text without codes.</param>
/// <param name="Meaning">What it means (<see cref="ReplyForm.Meaning"/>), or null.</param>
/// <param name="DecidingServer">The server that signed it in brackets, or null.</param>
public sealed record ReadReply(string? Host, int? Code, string? Status, string Text, string? Meaning, string? DecidingServer);
