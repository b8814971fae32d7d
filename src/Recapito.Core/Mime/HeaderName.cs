using System.Text;

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
    DeliveredTo,
    OriginalTo,
    EnvelopeTo,
    ListId,
    ListUnsubscribe,
    CampaignId,
    IsNdr,
    ComplainedRecipient,
    MimecastSystem,
    ChallengeMark,
}

/// <summary>Tells the name of a header field from its bytes.</summary>
internal static class HeaderNames
{
    private const int Longest = 40;

    private static readonly (byte[] Name, HeaderName Is)[][] ByLength = Table();

    /// <summary>The field of that name, compared without case; blanks before the colon do not count (RFC 5322 §4.5).</summary>
    internal static HeaderName Of(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd(" \t"u8);
        if (name.Length >= Longest)
        {
            return HeaderName.Unknown;
        }

        foreach (var (known, value) in ByLength[name.Length])
        {
            if (Ascii.EqualsIgnoreCase(name, known))
            {
                return value;
            }
        }

        return HeaderName.Unknown;
    }

    private static (byte[] Name, HeaderName Is)[][] Table()
    {
        (string Names, HeaderName Is)[] all =
        [
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
            ("x-autoreply x-autorespond x-auto-response x-autoresponder", HeaderName.AutoReply),
            ("x-failed-recipients", HeaderName.FailedRecipients),
            ("x-mailer x-mail-agent", HeaderName.Mailer),
            ("delivered-to", HeaderName.DeliveredTo),
            ("x-original-to", HeaderName.OriginalTo),
            ("envelope-to x-envelope-to x-rcpt-to", HeaderName.EnvelopeTo),
            ("list-id", HeaderName.ListId),
            ("list-unsubscribe", HeaderName.ListUnsubscribe),
            ("feedback-id x-campaign-id x-campaignid x-campaign x-mailer-campaign x-mailgun-tag x-job x-jobid", HeaderName.CampaignId),
            ("x-ms-exchange-message-is-ndr", HeaderName.IsNdr),
            ("x-hmxmroriginalrecipient", HeaderName.ComplainedRecipient),
            ("x-mc-system", HeaderName.MimecastSystem),
            ("x-tmda-fingerprint x-tmda-confirm-done x-spamarrest-noauth x-challenge-response", HeaderName.ChallengeMark),
        ];
        var table = new List<(byte[], HeaderName)>[Longest];
        Array.Fill(table, null);
        foreach (var (names, value) in all)
        {
            foreach (var name in names.Split(' '))
            {
                (table[name.Length] ??= []).Add((Encoding.ASCII.GetBytes(name), value));
            }
        }

        return Array.ConvertAll(table, list => list is null ? [] : list.ToArray());
    }
}
