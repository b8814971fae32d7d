using System.Globalization;
using System.Runtime.CompilerServices;

namespace Recapito.Core;

/// <summary>What a mail is, by its headers, its parts and the cues in its text.</summary>
internal static class MailKinds
{
    private static readonly HeaderName[] Told = [HeaderName.From, HeaderName.Sender, HeaderName.ReturnPath, HeaderName.Subject, HeaderName.Mailer];
    private static readonly string[] ToldAs = ["From: ", "Sender: ", "Return-Path: ", "Subject: ", "X-Mailer: "];

    private static readonly System.Buffers.SearchValues<string> Delayed = System.Buffers.SearchValues.Create(
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
        for (var i = 0; i < Told.Length; i++)
        {
            if (mail.Tree.TryField(0, Told[i], out var value))
            {
                heads.AppendLiteral(ToldAs[i]);
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
        : mail.Find(PartKind.Disposition) < 0 && IsAutoReply(mail, text, namesNobody: false) ? ReportKind.AutoReply
        : ReportKind.NotABounce;

    /// <summary>A person's own words are no report, even where they quote one: a report comes from a mail system's address or with its marks.</summary>
    internal static bool IsReport(ReportMail mail, ReportText text, ReturnedMessage? returned)
    {
        // A receipt tells what a reader did; a mailbox's rules write one too when they refuse a mail.
        if (text.Cues is not { } cues || (mail.Find(PartKind.Disposition) >= 0 && !(cues.Has(DialectRole.Failure) && cues.HasDaemonOnly)))
        {
            return false;
        }

        var replies = text.Entries.Any(entry => WrittenText.IndexOfReply(entry.Diagnostic) >= 0);
        var isKnown = cues.Dialect is not null || text.System == "exchange" || !mail.Tree.HasHeaders;
        if (cues.IsNotice || (!isKnown && !replies && !HasMarksOfProgram(mail, cues)) || (!isKnown && (!IsSurelyReport(mail, text, cues) || (!replies && IsLetter(mail, text, cues)))))
        {
            // People, too, write that something could not be delivered, and programs tell their masters what was refused.
            return false;
        }

        var says = text.Entries.Count > 0 || text.Said.Length > 0 || mail.Has(HeaderName.FailedRecipients);
        var speaks = cues.Dialect is not null || text.System == "exchange" || cues.Has(DialectRole.Failure) || cues.Has(DialectRole.Delay)
            || mail.Has(HeaderName.FailedRecipients) || (cues.Has(DialectRole.Reply) && cues.Has(DialectRole.Quote))
            || (cues.HasSubject && text.Entries.Count > 0 && (cues.Has(DialectRole.Reply) || (cues.HasDaemonOnly && !cues.Has(DialectRole.Success))))
            || (text.Entries.Count > 0 && IsMailersOwn(mail, text, cues, returned))
            || (replies && (text.Entries.Count == 1 || cues.HasSubject || !IsFromPostmaster(mail)));
        return says && speaks && IsWrittenByProgram(mail, cues) && (mail.Tree.HasHeaders || IsPastedReport(text, cues));
    }

    /// <summary>
    /// The program that moves mail writes, with a null reverse-path, in words that no phrase is of: to the one whose mail it returns, or, as
    /// its subject says too, of something that went wrong and was stopped by no filter.
    /// </summary>
    private static bool IsMailersOwn(ReportMail mail, ReportText text, ReportCues cues, ReturnedMessage? returned) =>
        cues.HasMailerDaemon && IsFromNobody(mail) && !cues.Has(DialectRole.Success)
        && (IsOfAddressee(mail, returned) || (cues.HasLossInSubject && cues.Has(DialectRole.Loss) && cues.Has(DialectRole.Message) && !cues.Has(DialectRole.Filter)));

    private static bool IsOfAddressee(ReportMail mail, ReturnedMessage? returned) =>
        returned?.Sender is { } sender && mail.Field(HeaderName.To) is { } to && FieldValues.Address(to).Equals(sender, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of a text without headers nobody says who wrote it: it must have a form that only reports have.</summary>
    private static bool IsPastedReport(ReportText text, ReportCues cues) =>
        cues.Dialect is not null || text.System == "exchange"
        || (cues.Has(DialectRole.Failure) && text.Entries.Any(entry => entry.By == NamedBy.List && WrittenText.IndexOfReply(entry.Diagnostic) >= 0));

    /// <summary>The header fields are those of a mail system's report, or there are none: somebody pasted its text.</summary>
    internal static bool IsWrittenByProgram(ReportMail mail, ReportCues cues) =>
        !mail.Tree.HasHeaders || cues.HasHead || mail.Has(HeaderName.IsNdr) || mail.Has(HeaderName.FailedRecipients)
        || ((!mail.Has(HeaderName.InReplyTo) || IsFromDaemon(mail, cues)) && ((cues.HasDaemon && !IsNewsletter(mail)) || (cues.HasSubject && !IsListMail(mail) && !MailAuthor.IsPerson(mail, cues)) || IsFromNobody(mail)));

    /// <summary>List mail whose sender's name only sounds like that of a mail system.</summary>
    private static bool IsNewsletter(ReportMail mail) =>
        IsListMail(mail) && !IsFromPostmaster(mail) && mail.Field(HeaderName.From)?.Contains("mailer-daemon", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>
    /// A mail system's own name or a telling subject shows it. A null reverse-path alone, or a postmaster, must name whom it is about as reports do.
    /// </summary>
    private static bool IsSurelyReport(ReportMail mail, ReportText text, ReportCues cues)
    {
        var isOfPostmaster = IsFromPostmaster(mail);
        return cues.HasHead || (cues.HasSubject && !MailAuthor.IsPerson(mail, cues)) || mail.Has(HeaderName.IsNdr) || mail.Has(HeaderName.FailedRecipients) || (cues.HasDaemonOnly && !isOfPostmaster)
            || ((!isOfPostmaster || IsFromNobody(mail) || IsAutomatic(mail, "auto-")) && (text.Entries.Count == 0 || text.Entries.Any(entry => entry.By == NamedBy.List)));
    }

    /// <summary>Its name is all that makes the sender a mail system, it has its mail returned to itself, and a mere sentence names an address.</summary>
    private static bool IsLetter(ReportMail mail, ReportText text, ReportCues cues) =>
        IsReturnedToItsSender(mail, cues) && text.Entries.All(entry => entry.By >= NamedBy.Sentence) && !mail.Has(HeaderName.FailedRecipients)
        && mail.Field(HeaderName.ReturnPath) is { } path && mail.Field(HeaderName.From) is { } from
        && FieldValues.Address(path) is { Length: > 0 } address && address.Equals(FieldValues.Address(from), StringComparison.OrdinalIgnoreCase);

    /// <summary>The reverse-path is somebody's, and no mail system's: reports have a null one (RFC 5321 §4.5.5).</summary>
    internal static bool IsReturnedToItsSender(ReportMail mail, ReportCues cues) =>
        !cues.HasMailerDaemon && !IsFromPostmaster(mail) && mail.Field(HeaderName.ReturnPath)?.Trim() is not (null or "" or "<>");

    /// <summary>Postmasters write themselves, and have programs that sum up what was refused.</summary>
    internal static bool IsFromPostmaster(ReportMail mail) =>
        mail.Field(HeaderName.From) is { } from && FieldValues.Address(from).StartsWith("postmaster", StringComparison.OrdinalIgnoreCase);

    /// <summary>Something other than the subject shows that no person wrote it.</summary>
    internal static bool HasMarksOfProgram(ReportMail mail, ReportCues cues) =>
        cues.HasHead || cues.HasDaemon || mail.Has(HeaderName.IsNdr) || mail.Has(HeaderName.FailedRecipients) || IsFromNobody(mail) || IsAutomatic(mail, "auto-");

    /// <summary>Some systems answer the lost message by its id: then the sender's name must say who writes.</summary>
    private static bool IsFromDaemon(ReportMail mail, ReportCues cues) => cues.HasDaemonOnly && mail.Field(HeaderName.ReturnPath)?.Trim() is null or "<>";

    /// <summary>Newsletters report parcels and orders in the words of mail systems; RFC 2369 §3.2, RFC 2919.</summary>
    internal static bool IsListMail(ReportMail mail) => mail.Has(HeaderName.ListId) || mail.Has(HeaderName.ListMark);

    /// <summary>A null reverse-path (RFC 5321 §4.5.5), or no sender at all.</summary>
    internal static bool IsFromNobody(ReportMail mail) =>
        mail.Field(HeaderName.ReturnPath)?.Trim() == "<>" || mail.Field(HeaderName.From) is null or "" or "<>" || IsAutomatic(mail, "auto-replied");

    internal static bool IsDelay(ReportMail mail, ReportText text) =>
        text.Cues is { } cues && (cues.Dialect?.Kind == ReportKind.Delay || cues.Has(DialectRole.Delay)
            || (mail.Field(HeaderName.Subject) ?? "").AsSpan().IndexOfAny(Delayed) >= 0);

    /// <summary>RFC 3834 §5, and what came before it. With a subject of reports it is none unless it names nobody.</summary>
    internal static bool IsAutoReply(ReportMail mail, ReportText text, bool namesNobody)
    {
        if (text.Cues is { } cues && (cues.HasDaemonOnly || (cues.HasSubject && !namesNobody) || cues.Dialect is not null || mail.Has(HeaderName.FailedRecipients)))
        {
            return false;
        }

        return IsAutomatic(mail, "auto-replied") || mail.Has(HeaderName.AutoReply)
            || (mail.Field(HeaderName.Precedence) ?? "").Contains("auto_reply", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAutomatic(ReportMail mail, string how) =>
        mail.Field(HeaderName.AutoSubmitted) is { } value && value.StartsWith(how, StringComparison.OrdinalIgnoreCase);
}
