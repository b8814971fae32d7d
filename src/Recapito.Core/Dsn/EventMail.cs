using System.Text;

namespace Recapito.Core;

/// <summary>
/// A mail whose text is the event JSON of a mail service: so Amazon SNS sends notifications to a mailbox (Amazon SNS Developer Guide,
/// "Email notifications"). Lines are wrapped on the way, inside strings too, and a footer follows.
/// </summary>
internal static class EventMail
{
    /// <summary>An event that is longer than this is none.</summary>
    private const int Longest = 1 << 20;

    /// <summary>Null where the first text is no event.</summary>
    internal static DsnReport? Read(ReportMail mail, MailContext context, IssueList issues)
    {
        var part = mail.Find(PartKind.Text);
        if (part < 0 || !BeginsLikeJson(mail, part))
        {
            return null;
        }

        var text = mail.Text(part, Longest);
        var end = text.LastIndexOf('}');
        var json = Encoding.UTF8.GetBytes(text[..(end + 1)].Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        if (!EventJson.LooksLikeEvents(json) || EventJson.Read(json) is not { Reports: [var report, ..] } reading)
        {
            return null;
        }

        issues.Add(new(mail.Place(part).Name, mail.Place(part).Offset, "the text is an event of a mail service", $"read it as one of {report.System}"));
        foreach (var issue in reading.Issues)
        {
            issues.Add(issue with { Offset = mail.Place(part).Offset });
        }

        return report with { Date = report.Date ?? context.Date, AddressedTo = context.AddressedTo, Issues = issues.All };
    }

    private static bool BeginsLikeJson(ReportMail mail, int part) => mail.Content(part, 64).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
