using System.Text;

namespace Recapito.Core;

/// <summary>
/// The report that a mail only passes on: as an attached message, or within its text. It is what a person asks about who hands in such a mail; to whoever
/// counts what came back to him it is another's. A mailing list's own program hands on what came back to the list: that counts.
/// </summary>
internal static class ForwardedReport
{
    /// <summary>A forwarded mail that was forwarded again; deeper ones are nobody's question.</summary>
    internal const int MostTimes = 3;

    private const int MostAttached = 4;

    /// <summary>Null where the mail passes none on.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="text">Its text.</param>
    /// <param name="author">Who wrote it: a program's own text quotes the fields of other mails, too.</param>
    /// <param name="times">So often the mail itself was passed on.</param>
    /// <param name="place">Where the report stands.</param>
    internal static DsnReport? Find(ReportMail mail, ReportText text, in MailAuthor author, int times, out PartPlace place)
    {
        place = mail.Place(0);
        if (times >= MostTimes || !mail.Tree.HasHeaders || MailAuthor.IsSubmitted(mail, "auto-replied"))
        {
            return null;
        }

        var attached = 0;
        for (var part = mail.Find(PartKind.Message); part >= 0 && attached < MostAttached; part = mail.Find(PartKind.Message, part + 1))
        {
            if (StatusParts.IsNested(mail, part))
            {
                continue;
            }

            attached++;
            if (IsReport(DsnReader.Read(mail.Content(part, DsnReader.LongestMail), takesAttached: true, times + 1)) is { } report)
            {
                place = mail.Place(part);
                return report;
            }
        }

        return author.HasMarksOfProgram ? null : OfText(mail, text, times, ref place);
    }

    private static DsnReport? OfText(ReportMail mail, ReportText text, int times, ref PartPlace place)
    {
        if (text.Part < 0 || IsAnswer(mail) || ForwardedText.Of(TextOf(mail, text.Part), mail.Field(HeaderName.Subject) ?? "") is not { } forwarded)
        {
            return null;
        }

        // What the fields said of its sender is lost with them: it is read as a text that somebody copied.
        place = mail.Place(text.Part);
        var report = IsReport(DsnReader.Read(Encoding.UTF8.GetBytes("\n" + forwarded), takesAttached: false, times + 1));
        var at = place;
        return report is null ? null : report with { Issues = [.. report.Issues.Select(issue => issue with { Part = at.Name, Offset = at.Offset })] };
    }

    /// <summary>The text with the fields above: the reader of reports cuts them off as those of a lost message.</summary>
    private static string TextOf(ReportMail mail, int part)
    {
        var content = mail.Text(part, HumanText.LongestText);
        return (mail.Tree[part].Kind == PartKind.Html ? HumanText.OfHtml(content) : content).Replace('\u00A0', ' ');
    }

    /// <summary>Who answers quotes what he answers to.</summary>
    private static bool IsAnswer(ReportMail mail)
    {
        var subject = (mail.Field(HeaderName.Subject) ?? "").AsSpan().TrimStart();
        var colon = subject.IndexOfAny(':', '：');
        return colon > 0 && subject[..colon].Trim().ToString().ToUpperInvariant() is "RE" or "AW" or "SV" or "R" or "RIF" or "ANTW" or "VS" or "ODP" or "YNT" or "RES" or "回复" or "回覆" or "답장" or "返信";
    }

    private static DsnReport? IsReport(DsnReport report) => report.Kind is ReportKind.Bounce or ReportKind.Delay ? report : null;
}
