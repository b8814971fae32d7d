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
    private const int LongestStart = 64;

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

        return OfFile(mail, times, ref place) ?? (author.HasMarksOfProgram ? null : OfText(mail, text, times, ref place));
    }

    /// <summary>A mail that somebody saved and attached, of which the mail program does not know that it is one: its bytes begin as a mail's do (RFC 5322 §3.6).</summary>
    private static DsnReport? OfFile(ReportMail mail, int times, ref PartPlace place)
    {
        var tried = 0;
        for (var part = mail.Find(PartKind.Other, 1); part >= 0 && tried < MostAttached; part = mail.Find(PartKind.Other, part + 1))
        {
            if (!StatusParts.IsNested(mail, part) && BeginsAsMail(mail.Content(part, LongestStart)))
            {
                tried++;
                if (IsReport(DsnReader.Read(mail.Content(part, DsnReader.LongestMail), takesAttached: true, times + 1)) is { } report)
                {
                    place = mail.Place(part);
                    return report;
                }
            }
        }

        return null;
    }

    private static bool BeginsAsMail(ReadOnlySpan<byte> bytes)
    {
        foreach (var name in (ReadOnlySpan<string>)["Received:", "Return-Path:", "From:", "To:", "Date:", "Subject:", "Message-ID:", "MIME-Version:", "Delivered-To:", "X-", "Content-Type:", "ARC-", "Authentication-Results:", "DKIM-Signature:"])
        {
            if (Ascii.EqualsIgnoreCase(bytes[..Math.Min(bytes.Length, name.Length)], Encoding.ASCII.GetBytes(name)))
            {
                return true;
            }
        }

        return false;
    }

    private static DsnReport? OfText(ReportMail mail, ReportText text, int times, ref PartPlace place)
    {
        if (text.Part < 0 || IsAnswer(mail) || (ForwardedText.Of(TextOf(mail, text.Part), mail.Field(HeaderName.Subject) ?? "") ?? Bare(mail, text.Part)) is not { } forwarded)
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

    /// <summary>The text of a mail whose subject says that it is passed on, and that has no fields above what it passes on.</summary>
    private static string? Bare(ReportMail mail, int part) => LabelOf(mail) is "FW" or "FWD" or "WG" or "WEITERGELEITET" or "WTRLT" or "I" or "INOLTRA" or "TR" or "RV" or "ENC" or "DOORST" or "VB" or "VL" or "PD" or "PREPOSLANO" or "転送" or "转发" or "轉寄" or "전달"
        ? ForwardedText.WithoutFields(TextOf(mail, part)) : null;

    private static string LabelOf(ReportMail mail)
    {
        var subject = (mail.Field(HeaderName.Subject) ?? "").AsSpan().TrimStart();
        var colon = subject.IndexOfAny(':', '：');
        return colon > 0 ? subject[..colon].Trim().ToString().ToUpperInvariant() : "";
    }

    /// <summary>Who answers quotes what he answers to.</summary>
    private static bool IsAnswer(ReportMail mail) =>
        LabelOf(mail) is "RE" or "AW" or "SV" or "R" or "RIF" or "ANTW" or "VS" or "ODP" or "YNT" or "RES" or "回复" or "回覆" or "답장" or "返信";

    private static DsnReport? IsReport(DsnReport report) => report.Kind is ReportKind.Bounce or ReportKind.Delay ? report : null;
}
