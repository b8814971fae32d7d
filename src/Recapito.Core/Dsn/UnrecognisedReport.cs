using System.Text;

namespace Recapito.Core;

/// <summary>Tells of a mail that looks like a report and names nobody: it is kept, listed and counted, as nobody would look for it among ordinary mails.</summary>
internal static class UnrecognisedReport
{
    private const string Remedy = "counted it as no bounce";

    /// <summary>Null for an ordinary mail.</summary>
    internal static ReadIssue? Of(ReportMail mail, ReportText text, in MailAuthor author)
    {
        var status = Status(mail);
        if (mail.Find(PartKind.Disposition) >= 0 || !(status >= 0 || IsOfReportType(mail) || ComesFromMailSystem(mail, text.Cues!, author)))
        {
            return null;
        }

        var part = status >= 0 ? status : text.Part;
        if (part < 0)
        {
            return new("mail", 0, "unrecognised: the report has neither a text nor a status part", Remedy);
        }

        var place = mail.Place(part);
        var name = mail.Tree.HasHeaders ? place.Name : "the text";
        return new(name, place.Offset, $"unrecognised: no recipient was found in {name}", Remedy);
    }

    /// <summary>The report's own status part: one that stands in a message came with that message.</summary>
    private static int Status(ReportMail mail)
    {
        var part = mail.Find(PartKind.DeliveryStatus);
        return part >= 0 && !StatusParts.IsNested(mail, part) ? part : -1;
    }

    /// <summary>multipart/report (RFC 6522 §3) of delivery, or that does not say of what.</summary>
    private static bool IsOfReportType(ReportMail mail)
    {
        if (!Ascii.EqualsIgnoreCase(mail.Tree[0].Type.Of(mail.Bytes), "multipart/report"u8) || mail.Raw(HeaderName.ContentType) is not { } field)
        {
            return false;
        }

        return !mail.Tree[0].IsTypedReport || field.Contains("delivery-status", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One sign that a mail system writes is not enough: people write "Undeliverable" too, and postmasters write to their users.</summary>
    private static bool ComesFromMailSystem(ReportMail mail, ReportCues cues, in MailAuthor author)
    {
        if (cues.IsNotice || cues.IsSuccess)
        {
            return false;
        }

        if (mail.Has(HeaderName.IsNdr) || mail.Has(HeaderName.FailedRecipients))
        {
            return true;
        }

        var signs = (cues.HasDaemon ? 1 : 0) + (cues.HasSubject ? 1 : 0) + (cues.HasHead ? 1 : 0);
        return signs > 1 && !author.IsList && author.IsMailSystem;
    }
}
