namespace Recapito.Core;

/// <summary>
/// What <c>recapito read</c> says of one recipient; a mail without recipients gives one record with its kind. It looks into the report
/// and copies nothing: of a million mails, most fields are only passed on.
/// </summary>
public sealed class ReadRecord
{
    private readonly ReplyForm?[] forms;

    private ReadRecord(string file, int index, DsnReport report, RecipientFields? fields, Catalogue catalogue)
    {
        File = file;
        Index = index;
        Report = report;
        Fields = fields;
        forms = FormsOf(fields, catalogue);
        if ((fields is null ? ReasonJudge.OfKind(report.Kind, catalogue) : ReasonJudge.Judge(fields, report, catalogue)) is { } verdict)
        {
            (Reason, Permanent, Advice) = verdict;
        }
    }

    /// <summary>The report that this is a part of.</summary>
    public DsnReport Report { get; }

    /// <summary>The recipient's fields; null in the record of a mail without recipients.</summary>
    public RecipientFields? Fields { get; }

    /// <summary>The file as it was named on the command line.</summary>
    public string File { get; }

    /// <summary>1 for the first mail, or event, of the file.</summary>
    public int Mail { get; private init; }

    /// <summary>1 for the first recipient of the mail.</summary>
    public int Index { get; }

    /// <summary>"bounce", "delay", "delivered", "complaint", "auto-reply", "challenge" or "not-a-bounce".</summary>
    public string Kind => NameOf(Fields?.Kind ?? Report.Kind);

    /// <summary>The address that failed.</summary>
    public string? Recipient => Fields?.FinalRecipient;

    /// <summary>The address that the sender had written.</summary>
    public string? OriginalRecipient => Fields?.OriginalRecipient;

    /// <summary>The recipient that the return path names (<see cref="VerpPattern"/>); null without a pattern, or where it does not fit.</summary>
    public string? VerpRecipient { get; init; }

    /// <summary>The most specific enhanced code that the mail states ("5.4.1").</summary>
    public string? Status => Fields?.Status?.ToString();

    /// <summary>The Status field (RFC 3464 §2.3.4).</summary>
    public string? StatusField => Fields?.StatusField?.ToString();

    /// <summary>The reply code of the innermost reply that has one, 200 to 599.</summary>
    public int? ReplyCode
    {
        get
        {
            for (var i = (Fields?.Replies.Count ?? 0) - 1; i >= 0; i--)
            {
                if (Fields!.Replies[i].Reply.Code is { } code)
                {
                    return code;
                }
            }

            return null;
        }
    }

    /// <summary>The Action field (RFC 3464 §2.3.3).</summary>
    public string? Action => Fields?.Action;

    /// <summary>Id of the reason (<c>catalogue/reasons.yaml</c>).</summary>
    public string? Reason { get; }

    /// <summary>
    /// Of this message (RFC 3463 §3.1): true where it failed for good and sending it again as it is would be of no use, false where it may
    /// be taken later, null where the mail contradicts itself or does not say. What to do about the address is <see cref="Advice"/>: a full
    /// mailbox (5.2.2) has failed this message for good, and may take another one.
    /// </summary>
    public bool? Permanent { get; }

    /// <summary>What to do: "stop", "stop-after-n", "retry", "slow-down", "fix-the-sender", "fix-the-route", "change-the-message", "wait" or "not-a-bounce".</summary>
    public string? Advice { get; }

    /// <summary>The diagnostic text, unfolded.</summary>
    public string? DiagnosticCode => Fields?.DiagnosticCode;

    /// <summary>The replies from the outermost to the innermost one.</summary>
    public IReadOnlyList<QuotedReply> Replies => Fields?.Replies ?? [];

    /// <summary>The MTA that wrote the report.</summary>
    public string? ReportingMta => Report.Message.ReportingMta;

    /// <summary>The host that it was talking to.</summary>
    public string? RemoteMta => Fields?.RemoteMta;

    /// <summary>The host that said no.</summary>
    public string? RefusingHost => Fields?.RefusingHost;

    /// <summary>The SMTP command that was refused.</summary>
    public string? SmtpCommand => Fields?.SmtpCommand;

    /// <summary>Who wrote the report ("postfix", "exchange-online" …).</summary>
    public string System => Report.System;

    /// <summary>Why a mail that looks like a report could not be understood; null where it was, or is none.</summary>
    public string? Unrecognised => UnrecognisedIn(Report);

    /// <summary>The meaning of a reply in the catalogue (<see cref="ReplyForm.Meaning"/>), or null.</summary>
    /// <param name="reply">0 for the outermost one of <see cref="Replies"/>.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such reply.</exception>
    public string? MeaningOf(int reply) => forms[reply]?.Meaning;

    /// <summary>One record per recipient, or one that says what the mail is instead of a bounce; each is made when it is asked for.</summary>
    /// <param name="file">How the user knows the mail.</param>
    /// <param name="report">The mail as it was read.</param>
    /// <param name="catalogue">What replies mean.</param>
    /// <param name="verpRecipient">The recipient that the return path names, where there is a pattern and it fits.</param>
    /// <param name="mail">1 for the first mail of the file.</param>
    public static IEnumerable<ReadRecord> Of(string file, DsnReport report, Catalogue catalogue, string? verpRecipient = null, int mail = 1)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        if (report.Recipients.Count == 0)
        {
            yield return new(file, 1, report, null, catalogue) { VerpRecipient = verpRecipient, Mail = mail };
        }

        for (var i = 0; i < report.Recipients.Count; i++)
        {
            yield return new(file, i + 1, report, report.Recipients[i], catalogue) { VerpRecipient = verpRecipient, Mail = mail };
        }
    }

    /// <summary>As <see cref="Unrecognised"/>, of a report: what follows "unrecognised" in the first issue that begins with it.</summary>
    public static string? UnrecognisedIn(DsnReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        for (var i = 0; report.Kind == ReportKind.NotABounce && i < report.Issues.Count; i++)
        {
            if (IsUnrecognised(report.Issues[i]))
            {
                return report.Issues[i].Problem["unrecognised".Length..].TrimStart(':', ' ');
            }
        }

        return null;
    }

    internal static bool IsUnrecognised(ReadIssue issue) => issue.Problem.StartsWith("unrecognised", StringComparison.Ordinal);

    private static ReplyForm?[] FormsOf(RecipientFields? fields, Catalogue catalogue)
    {
        var forms = fields is null || fields.Replies.Count == 0 ? [] : new ReplyForm?[fields.Replies.Count];
        for (var i = 0; i < forms.Length; i++)
        {
            forms[i] = catalogue.FormOf(fields!.Replies[i].Reply);
        }

        return forms;
    }

    private static string NameOf(ReportKind kind) => kind switch
    {
        ReportKind.Bounce => "bounce",
        ReportKind.Delay => "delay",
        ReportKind.Delivered => "delivered",
        ReportKind.Complaint => "complaint",
        ReportKind.AutoReply => "auto-reply",
        ReportKind.Challenge => "challenge",
        _ => "not-a-bounce",
    };
}
