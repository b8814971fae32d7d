using MimeKit;

namespace Recapito.Core;

/// <summary>What a mail is, by its headers and parts.</summary>
internal static class MailKinds
{
    private static readonly string[] BounceSubjects =
    [
        "undeliver", "undelivered", "non recapitabile", "delivery status", "delivery fail", "failure notice", "mail delivery", "returned mail",
        "mail system error", "non remis", "warning: message", "[postmaster]", "delivery notification",
    ];

    internal static ReportKind Of(IReadOnlyList<RecipientFields> recipients) =>
        recipients.Any(recipient => recipient.Kind == ReportKind.Bounce) ? ReportKind.Bounce
        : recipients.Any(recipient => recipient.Kind == ReportKind.Delay) ? ReportKind.Delay
        : ReportKind.Delivered;

    internal static ReportKind WithoutRecipients(MimeMessage? message, IReadOnlyList<MailPart> parts) =>
        IsFeedback(parts) ? ReportKind.Complaint
        : message is not null && IsAutoReply(message) ? ReportKind.AutoReply
        : ReportKind.NotABounce;

    /// <summary>RFC 5965 §2.</summary>
    internal static bool IsFeedback(IReadOnlyList<MailPart> parts) => parts.Any(part => part.Type == "message/feedback-report");

    /// <summary>A person's own words are no report, even where they quote one: a report comes from a mail system's address or with its marks.</summary>
    internal static bool IsWrittenByProgram(MimeMessage? message)
    {
        if (message is null)
        {
            return true;
        }

        var from = message.Headers[HeaderId.From] ?? "";
        var subject = message.Subject ?? "";
        return Contains(from, "mailer-daemon") || Contains(from, "postmaster") || Contains(from, "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e")
            || Contains(from, "mail delivery s") || message.Headers[HeaderId.ReturnPath]?.Trim() == "<>"
            || message.Headers.Contains("X-MS-Exchange-Message-Is-Ndr") || message.Headers.Contains("X-Failed-Recipients")
            || IsAutomatic(message) || Array.Exists(BounceSubjects, words => subject.StartsWith(words, StringComparison.OrdinalIgnoreCase));
    }

    internal static bool IsDelay(MimeMessage? message, string? text)
    {
        var subject = message?.Subject ?? "";
        return Contains(subject, "delayed") || subject.StartsWith("Warning: message", StringComparison.OrdinalIgnoreCase)
            || Contains(text ?? "", "THIS IS A WARNING MESSAGE ONLY") || Contains(text ?? "", "has not yet been delivered");
    }

    /// <summary>RFC 3834 §5, and what came before it.</summary>
    private static bool IsAutoReply(MimeMessage message) =>
        (IsAutomatic(message) && message.Body?.ContentType is not { MediaType: "multipart", MediaSubtype: "report" })
        || message.Headers.Contains("X-Autoreply") || message.Headers.Contains("X-Autorespond")
        || Contains(message.Headers["Precedence"] ?? "", "auto_reply")
        || (message.Subject ?? "").StartsWith("Automatic reply:", StringComparison.OrdinalIgnoreCase)
        || (message.Subject ?? "").StartsWith("Out of office", StringComparison.OrdinalIgnoreCase);

    private static bool IsAutomatic(MimeMessage message) =>
        message.Headers["Auto-Submitted"]?.Trim() is { } value && value.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
