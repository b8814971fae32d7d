using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// Writes the status part of a report that Outlook or Exchange had taken apart: its message class tells the action, its recipient table
/// who failed and why ([MS-OXCMAIL] §2.1.3.6.1 and §2.2.3.7.1).
/// </summary>
internal sealed class OutlookReport(PropertyStorage message, IReadOnlyList<PropertyStorage> recipients)
{
    /// <summary>A hostile table is long in every row.</summary>
    private const int LongestStatus = 4 << 20;

    /// <summary>Properties that only a reported recipient has.</summary>
    private static readonly ushort[] Numbers = [PropertyTag.NdrStatusCode, PropertyTag.NdrDiagnosticCode, PropertyTag.NdrReasonCode];

    private static readonly ushort[] Texts = [PropertyTag.SupplementaryInfo, PropertyTag.RemoteMta, PropertyTag.ReportText];

    /// <summary>The Action field of a class such as "REPORT.IPM.Note.NDR" ([MS-OXCMAIL] §2.2.3.7.1.1); null where the class is no delivery report.</summary>
    internal static string? ActionOf(string messageClass)
    {
        if (!messageClass.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        bool Ends(string suffix) => messageClass.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
        return Ends(".NDR") ? "failed"
            : Ends(".Delayed.DR") || Ends(".Delayed") ? "delayed"
            : Ends(".Relayed.DR") ? "relayed"
            : Ends(".Expanded.DR") ? "expanded"
            : Ends(".DR") ? "delivered"
            : null;
    }

    /// <summary>A message/delivery-status part; null where the message is no report or names nobody.</summary>
    internal MimePiece? Status(string messageClass)
    {
        var length = 0;
        var groups = ActionOf(messageClass) is { } action
            ? Reported().Select(recipient => Group(recipient, action)).Where(group => group.Length > 0).TakeWhile(group => (length += group.Length) <= LongestStatus).ToList()
            : [];
        if (groups.Count == 0)
        {
            return null;
        }

        var reporter = message.Text(PropertyTag.ReportingMta) ?? recipients.Select(recipient => recipient.Text(PropertyTag.ReportingMta)).FirstOrDefault(name => name is not null);
        var ofMessage = MimeFields.Field("Reporting-MTA", Typed(reporter, "dns"))
            + MimeFields.Field("Arrival-Date", MimeFields.Date(message.Time(PropertyTag.OriginalSubmitTime)));
        return new("message/delivery-status", Encoding.UTF8.GetBytes($"{ofMessage}\r\n{string.Join("\r\n", groups)}"));
    }

    /// <summary>What the report remembers of the lost message, for reports that do not bring it along; null where it is nothing.</summary>
    internal MimePiece? OriginalHeaders(string messageClass)
    {
        if (ActionOf(messageClass) is null)
        {
            return null;
        }

        var sender = MimeFields.Mailbox(message.Text(PropertyTag.OriginalSenderName), OutlookHeaders.Internet(message.Text(PropertyTag.OriginalSenderAddress)) ?? OutlookHeaders.Receiver(message));
        var fields = MimeFields.Field("Subject", message.Text(PropertyTag.OriginalSubject))
            + MimeFields.Field("Message-ID", message.Text(PropertyTag.OriginalMessageId) ?? message.Text(PropertyTag.InReplyTo))
            + MimeFields.Field("To", message.Text(PropertyTag.OriginalDisplayTo))
            + MimeFields.Field("Date", MimeFields.Date(message.Time(PropertyTag.OriginalSubmitTime)));
        return fields.Length == 0 ? null : new("text/rfc822-headers", Encoding.UTF8.GetBytes(MimeFields.Field("From", sender) + fields));
    }

    /// <summary>The table of a report names whom it reports; where some entries say why, those are meant, else all but the reader's own address.</summary>
    private IEnumerable<PropertyStorage> Reported()
    {
        var explained = recipients.Where(recipient => Array.Exists(Numbers, id => recipient.Integer(id) is not null) || Array.Exists(Texts, id => recipient.Text(id) is not null)).ToList();
        var reader = OutlookHeaders.Receiver(message);
        return explained.Count > 0 ? explained
            : recipients.Where(recipient => reader is null || !reader.Equals(Address(recipient), StringComparison.OrdinalIgnoreCase));
    }

    private static string Group(PropertyStorage recipient, string action)
    {
        var (remote, status, diagnostic) = Supplementary(recipient.Text(PropertyTag.SupplementaryInfo));
        var address = Address(recipient);
        var name = recipient.Text(PropertyTag.DisplayName);
        // An address of the organisation ("/O=CONTOSO/…/CN=LEE") is no mailbox of RFC 822, and still the only one that there is.
        var final = address is not null ? $"rfc822;{address}" : recipient.Text(PropertyTag.EmailAddress) is { } other ? $"x-ex;{other}" : name is not null ? $"unknown;{name}" : null;
        return final is null ? "" : MimeFields.Field("Final-Recipient", final)
            + MimeFields.Field("Action", action)
            + MimeFields.Field("Status", status ?? StatusOfNumber(recipient.Integer(PropertyTag.NdrStatusCode)) ?? StatusOfDiagnosis(recipient, action))
            + MimeFields.Field("Remote-MTA", Typed(recipient.Text(PropertyTag.RemoteMta) ?? remote, "dns"))
            + MimeFields.Field("Diagnostic-Code", diagnostic ?? Diagnostic(recipient.Text(PropertyTag.ReportText)))
            + MimeFields.Field("X-Supplementary-Info", recipient.Text(PropertyTag.SupplementaryInfo))
            + MimeFields.Field("X-Display-Name", name == address ? null : name);
    }

    private static string? Address(PropertyStorage recipient) =>
        OutlookHeaders.Internet(recipient.Text(PropertyTag.SmtpAddress)) ?? OutlookHeaders.Internet(recipient.Text(PropertyTag.EmailAddress))
        ?? OutlookHeaders.Internet(recipient.Text(PropertyTag.DisplayName));

    /// <summary>"&lt;mx.contoso.example #5.1.1 smtp;550 5.1.1 …&gt;" ([MS-OXCMAIL] §2.2.3.7.1.2); what has another form is the diagnostic as a whole.</summary>
    private static (string? Remote, string? Status, string? Diagnostic) Supplementary(string? text)
    {
        var inner = text?.Trim() ?? "";
        inner = inner is ['<', .., '>'] ? inner[1..^1] : inner;
        var hash = inner.IndexOf('#', StringComparison.Ordinal);
        var end = hash < 0 ? -1 : inner.IndexOf(' ', hash);
        var status = hash < 0 ? "" : end < 0 ? inner[(hash + 1)..] : inner[(hash + 1)..end];
        if (!EnhancedStatusCode.TryParse(status, out _))
        {
            return (null, null, inner.Length == 0 ? null : Diagnostic(inner));
        }

        var remote = inner[..hash].Trim();
        return (remote.Length > 0 && !remote.Contains(' ', StringComparison.Ordinal) ? remote : null, status, end < 0 ? null : Diagnostic(inner[end..].Trim()));
    }

    /// <summary>With its type, which the form allows to be left out.</summary>
    private static string? Diagnostic(string? text) => text is null ? null
        : text.Length > 2 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[2]) ? $"smtp;{text}"
        : FieldValues.Typed(text).Type.Length > 0 ? text
        : $"x-supplementary-info;{text}";

    /// <summary>
    /// PidTagNonDeliveryReportStatusCode is class × 100 + subject × 10 + detail, where a number above 9 has become 0 ([MS-OXCMAIL] §2.2.3.7.1.3).
    /// </summary>
    private static string? StatusOfNumber(int? code) => code is (>= 200 and < 300) or (>= 400 and < 600)
        ? string.Create(CultureInfo.InvariantCulture, $"{code / 100}.{code / 10 % 10}.{code % 10}")
        : null;

    /// <summary>What [MS-OXCMAIL] §2.2.3.7.1.3 makes of a status, backwards; the other names are those of X.400 in Microsoft's KB 174175.</summary>
    private static string? StatusOfDiagnosis(PropertyStorage recipient, string action)
    {
        var status = recipient.Integer(PropertyTag.NdrDiagnosticCode) switch
        {
            0 => "1.0",
            1 => "1.4",
            2 => "4.5",
            3 or 27 => "4.6",
            5 => "4.7",
            7 => "2.3",
            16 => "5.3",
            28 => "7.2",
            29 => "7.1",
            30 => "2.4",
            32 => "1.3",
            35 => "1.1",
            38 => "2.1",
            40 => "1.6",
            48 => "1.2",
            _ => null,
        };
        return status is null || action is not ("failed" or "delayed") ? null : $"{(action == "failed" ? 5 : 4)}.{status}";
    }

    private static string? Typed(string? value, string type) => value is null ? null : FieldValues.Typed(value).Type.Length > 0 ? value : $"{type};{value}";
}
