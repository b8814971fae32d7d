using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Recapito.Core;

/// <summary>What a mail is, by its headers, its parts and the cues in its text.</summary>
internal static class MailKinds
{
    private static readonly (HeaderName Name, string As)[] Told =
        [(HeaderName.From, "From: "), (HeaderName.Sender, "Sender: "), (HeaderName.ReturnPath, "Return-Path: "), (HeaderName.Subject, "Subject: "), (HeaderName.Mailer, "X-Mailer: ")];

    private static readonly SearchValues<string> Delayed = SearchValues.Create(
        ["delayed", "verzögert", "retardé", "retrasado", "ritardat", "atrasad", "vertraagd", "försenad", "opóźnion", "задерж", "遅延", "延迟", "延遲", "지연"], StringComparison.OrdinalIgnoreCase);

    internal static ReportKind Of(List<RecipientFields> recipients) =>
        recipients is [{ Kind: ReportKind.Complaint }, ..] ? ReportKind.Complaint
        : recipients.Exists(recipient => recipient.Kind == ReportKind.Bounce) ? ReportKind.Bounce
        : recipients.Exists(recipient => recipient.Kind == ReportKind.Delay) ? ReportKind.Delay
        : ReportKind.Delivered;

    /// <summary>The header lines in which dialects and reports show.</summary>
    internal static string Heads(ReportMail mail)
    {
        var heads = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[512]);
        foreach (var (name, toldAs) in Told)
        {
            if (mail.Tree.TryField(0, name, out var value))
            {
                heads.AppendLiteral(toldAs);
                HeaderText.Append(value.Of(mail.Bytes), ref heads);
                heads.AppendLiteral("\n");
            }
        }

        heads.AppendLiteral(mail.Has(HeaderName.FailedRecipients) ? "X-Failed-Recipients: \n" : "");
        heads.AppendLiteral(mail.Has(HeaderName.MimecastSystem) ? "X-MC-System: \n" : "");
        return heads.ToStringAndClear();
    }

    /// <summary>What a mail without a status part is, before its text is taken for a report.</summary>
    internal static ReportKind WithoutRecipients(ReportMail mail, ReportText text) =>
        text.Cues?.Dialect?.Kind is { } kind and not (ReportKind.Bounce or ReportKind.Delay) ? kind
        : mail.Has(HeaderName.ChallengeMark) ? ReportKind.Challenge
        : IsAutoReply(mail, text, namesNobody: false) ? ReportKind.AutoReply
        : ReportKind.NotABounce;

    /// <summary>A person's own words are no report, even where they quote one: a report comes from a mail system's address or with its marks.</summary>
    internal static bool IsReport(ReportMail mail, ReportText text, in MailAuthor author, ReturnedMessage? returned)
    {
        // A receipt tells what a reader did; a mailbox's rules write one too when they refuse a mail.
        if (text.Cues is not { } cues || (mail.Find(PartKind.Disposition) >= 0 && !(cues.Has(DialectRole.Failure) && cues.HasDaemonOnly)))
        {
            return false;
        }

        var replies = text.Entries.Any(entry => WrittenText.IndexOfReply(entry.Diagnostic) >= 0);
        if (author.IsOfTickets || (cues.IsSuccess && !replies) || (cues.Dialect is null && returned is null && GatewayNotice.SpeaksToRecipient(text)))
        {
            return false;
        }

        var isKnown = cues.Dialect is not null || text.System == "exchange" || !mail.Tree.HasHeaders;
        if (cues.IsNotice || (!isKnown && !((replies || (author.HasMarksOfProgram && !IsLetter(text, author))) && IsSurelyReport(text, cues, author) && IsAboutMail(text, cues, replies, author, returned))))
        {
            // People, too, write that something could not be delivered, and programs tell their masters what was refused.
            return false;
        }

        if (!isKnown && !replies && returned is null && !cues.HasDaemonOnly && !cues.HasSubject && !cues.HasLossInSubject && !cues.Has(DialectRole.Reply) && !author.HasFieldsOfReport)
        {
            // Lists and shops have a null reverse-path, too, and write why somebody's address is gone.
            return false;
        }

        var says = text.Entries.Count > 0 || text.Said.Length > 0 || mail.Has(HeaderName.FailedRecipients);
        var speaks = ((cues.Dialect is not null || text.System == "exchange") && TellsWhat(mail, text, cues, replies)) || cues.Has(DialectRole.Failure) || cues.Has(DialectRole.Delay)
            || mail.Has(HeaderName.FailedRecipients) || (cues.Has(DialectRole.Reply) && cues.Has(DialectRole.Quote))
            || (cues.HasSubject && text.Entries.Count > 0 && (cues.Has(DialectRole.Reply) || (cues.HasDaemonOnly && !cues.Has(DialectRole.Success))))
            || (text.Entries.Count > 0 && IsMailersOwn(mail, cues, author, returned))
            || (replies && (text.Entries.Count == 1 || cues.HasSubject || !author.IsPostmaster));
        return says && speaks && author.IsMailSystem && (mail.Tree.HasHeaders || IsPastedReport(text, cues));
    }

    /// <summary>Parcels, payments and documents are refused and returned, too: a mail is spoken of, or came back, or the program that moves mail says what a server said. Of one that only its subject makes a mail system a sentence must speak to the sender.</summary>
    private static bool IsAboutMail(ReportText text, ReportCues cues, bool replies, in MailAuthor author, ReturnedMessage? returned) =>
        (cues.Has(DialectRole.Message) && (cues.HasDaemonOnly || replies || text.Entries.Any(entry => entry.By == NamedBy.List) || (author.IsNobody && GatewayNotice.SpeaksToSender(text))))
        || returned is not null || author.HasFieldsOfReport || (cues.HasDaemonOnly && cues.HasSubject)
        || (cues.HasMailerDaemon && text.Entries.Any(entry => HasWholeReply(entry.Diagnostic)));

    /// <summary>
    /// Mail systems write of more than failures ("Meeting Forward Notification"): that one wrote, and names somebody, says nothing of a loss. A word or
    /// a code of a failure does, or the lost message itself.
    /// </summary>
    private static bool TellsWhat(ReportMail mail, ReportText text, ReportCues cues, bool replies) =>
        replies || cues.Has(DialectRole.Failure) || cues.Has(DialectRole.Delay) || cues.Has(DialectRole.Reply) || cues.Has(DialectRole.Recipient) || cues.Has(DialectRole.Quote)
        || cues.Has(DialectRole.Loss) || cues.HasSubject || cues.HasLossInSubject || cues.HasHead || mail.Has(HeaderName.FailedRecipients) || !ExchangeText.IsNone(text.Own.Span);

    private static bool HasWholeReply(string text) => WrittenText.IndexOfReply(text) is >= 0 and var at && WrittenText.IsWholeReply(text.AsSpan(at));

    /// <summary>
    /// The program that moves mail writes, with a null reverse-path, in words that no phrase is of: to the one whose mail it returns, or, as
    /// its subject says too, of something that went wrong and was stopped by no filter.
    /// </summary>
    private static bool IsMailersOwn(ReportMail mail, ReportCues cues, in MailAuthor author, ReturnedMessage? returned) =>
        cues.HasMailerDaemon && author.IsNobody && !cues.Has(DialectRole.Success)
        && (IsOfAddressee(mail, returned) || (cues.HasLossInSubject && cues.Has(DialectRole.Loss) && cues.Has(DialectRole.Message) && !cues.Has(DialectRole.Filter)));

    private static bool IsOfAddressee(ReportMail mail, ReturnedMessage? returned) =>
        returned?.Sender is { } sender && mail.Field(HeaderName.To) is { } to && FieldValues.Address(to).Equals(sender, StringComparison.OrdinalIgnoreCase);

    /// <summary>Its name is all that makes the sender a mail system, and a mere sentence names an address.</summary>
    private static bool IsLetter(ReportText text, in MailAuthor author) =>
        author.GetsItsOwnBounces && text.Entries.All(entry => entry.By >= NamedBy.Sentence);

    /// <summary>Of a text without headers nobody says who wrote it: it must have a form that only reports have.</summary>
    private static bool IsPastedReport(ReportText text, ReportCues cues) =>
        cues.Dialect is not null || text.System == "exchange"
        || (cues.Has(DialectRole.Failure) && text.Entries.Any(entry => entry.By == NamedBy.List && WrittenText.IndexOfReply(entry.Diagnostic) >= 0));

    /// <summary>
    /// A mail system's own name or a telling subject shows it. A null reverse-path alone, or a postmaster, must name whom it is about as reports do.
    /// </summary>
    private static bool IsSurelyReport(ReportText text, ReportCues cues, in MailAuthor author)
    {
        var isOfPostmaster = author.IsPostmaster;
        return author.HasFieldsOfReport || (cues.HasSubject && !author.IsPerson) || (cues.HasDaemonOnly && !isOfPostmaster)
            || ((!isOfPostmaster || author.IsNobody || author.IsAutomatic) && (text.Entries.Count == 0 || text.Entries.Any(entry => entry.By == NamedBy.List)));
    }

    internal static bool IsDelay(ReportMail mail, ReportText text) =>
        text.Cues is { } cues && (cues.Dialect?.Kind == ReportKind.Delay || cues.Has(DialectRole.Delay)
            || (mail.Field(HeaderName.Subject) ?? "").AsSpan().IndexOfAny(Delayed) >= 0);

    /// <summary>RFC 3834 §5, and what came before it. With a subject of reports it is none unless it names nobody.</summary>
    internal static bool IsAutoReply(ReportMail mail, ReportText text, bool namesNobody)
    {
        if (mail.Find(PartKind.Disposition) >= 0)
        {
            return false;
        }

        if (text.Cues is { } cues && (cues.HasDaemonOnly || (cues.HasSubject && !namesNobody) || cues.Dialect is not null || mail.Has(HeaderName.FailedRecipients)))
        {
            return false;
        }

        return MailAuthor.IsSubmitted(mail, "auto-replied") || mail.Has(HeaderName.AutoReply)
            || (mail.Field(HeaderName.Precedence) ?? "").Contains("auto_reply", StringComparison.OrdinalIgnoreCase);
    }
}
