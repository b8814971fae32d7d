namespace Recapito.Core;

/// <summary>The header fields that a reader of reports asks for.</summary>
internal enum HeaderName : byte
{
    /// <summary>Any other one.</summary>
    Unknown,
    From,
    To,
    Subject,
    Date,
    Sender,
    MessageId,
    ReturnPath,
    Received,

    /// <summary>Nobody asks for it; but where a header lost its folds, it goes on at a field that is known.</summary>
    ReplyTo,
    InReplyTo,
    ContentType,
    ContentTransferEncoding,
    ContentLanguage,
    AutoSubmitted,
    Precedence,
    AutoReply,
    FailedRecipients,
    Mailer,
    UserAgent,
    DeliveredTo,
    OriginalTo,
    EnvelopeTo,
    ListId,
    ListMark,
    CampaignId,
    IsNdr,
    ComplainedRecipient,
    MimecastSystem,
    ChallengeMark,
}

/// <summary>Tells the name of a header field from its bytes.</summary>
internal static class HeaderNames
{
    private static readonly FieldNames<HeaderName> Known = new(
        ("from", HeaderName.From),
        ("to", HeaderName.To),
        ("subject", HeaderName.Subject),
        ("date", HeaderName.Date),
        ("sender", HeaderName.Sender),
        ("message-id", HeaderName.MessageId),
        ("return-path", HeaderName.ReturnPath),
        ("received", HeaderName.Received),
        ("reply-to", HeaderName.ReplyTo),
        ("in-reply-to", HeaderName.InReplyTo),
        ("content-type", HeaderName.ContentType),
        ("content-transfer-encoding", HeaderName.ContentTransferEncoding),
        ("content-language", HeaderName.ContentLanguage),
        ("auto-submitted", HeaderName.AutoSubmitted),
        ("precedence", HeaderName.Precedence),
        ("x-autoreply x-autorespond x-auto-response x-autoresponder delivered-by-the-graces-of", HeaderName.AutoReply),
        ("x-failed-recipients", HeaderName.FailedRecipients),
        ("x-mailer x-mail-agent", HeaderName.Mailer),
        ("user-agent", HeaderName.UserAgent),
        ("delivered-to", HeaderName.DeliveredTo),
        ("x-original-to", HeaderName.OriginalTo),
        ("envelope-to x-envelope-to x-rcpt-to", HeaderName.EnvelopeTo),
        ("list-id", HeaderName.ListId),
        ("list-unsubscribe list-post list-unsubscribe-post", HeaderName.ListMark),
        ("feedback-id x-campaign-id x-campaignid x-campaign x-mailer-campaign x-mailgun-tag x-job x-jobid", HeaderName.CampaignId),
        ("x-ms-exchange-message-is-ndr", HeaderName.IsNdr),
        ("x-hmxmroriginalrecipient", HeaderName.ComplainedRecipient),
        ("x-mc-system", HeaderName.MimecastSystem),
        ("x-tmda-fingerprint x-tmda-confirm-done x-spamarrest-noauth x-challenge-response x-boxtrapper", HeaderName.ChallengeMark));

    /// <summary>The field of that name, compared without case; blanks before the colon do not count (RFC 5322 §4.5).</summary>
    internal static HeaderName Of(ReadOnlySpan<byte> name) => Known.Of(name.TrimEnd(" \t"u8));
}
