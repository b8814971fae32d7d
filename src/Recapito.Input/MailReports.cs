using Recapito.Core;

namespace Recapito.Input;

/// <summary>Who takes what was read.</summary>
public interface IReportSink
{
    /// <param name="name">How the user knows the mail.</param>
    /// <param name="report">What was read.</param>
    void Add(MailName name, DsnReport report);

    /// <summary>A mail, or a whole file, that could not be read.</summary>
    /// <param name="problem">Which, why, and what to do.</param>
    void Refuse(string problem);
}

/// <summary>Reads one mail into <paramref name="sink"/>.</summary>
/// <param name="name">How the user knows it.</param>
/// <param name="bytes">The mail.</param>
/// <param name="isCut">True where it was longer than <see cref="ReadLimits.LargestMail"/>.</param>
/// <param name="sink">Takes the result.</param>
public delegate void MailReader(MailName name, ReadOnlySpan<byte> bytes, bool isCut, IReportSink sink);

/// <summary>From the octets of one mail to its report.</summary>
public static class MailReports
{
    /// <summary>The <see cref="MailReader"/> of mails of any form; containers are opened by <see cref="MailCursor"/>.</summary>
    public static void Read(MailName name, ReadOnlySpan<byte> bytes, bool isCut, IReportSink sink) => Read(name, bytes, isCut, sink, takesAttached: false);

    /// <summary>The same, of the one mail that is asked about: a report that hangs on it counts, whoever wrote the mail.</summary>
    public static void ReadAsked(MailName name, ReadOnlySpan<byte> bytes, IReportSink sink) => Read(name, bytes, isCut: false, sink, takesAttached: true);

    private static void Read(MailName name, ReadOnlySpan<byte> bytes, bool isCut, IReportSink sink, bool takesAttached)
    {
        switch (MailForm.Of(bytes))
        {
            case InputForm.Outlook:
                ReadOutlook(name, bytes, sink, takesAttached);
                break;
            case InputForm.Events:
                ReadEvents(name, bytes, sink);
                break;
            case InputForm.None when !bytes.IsEmpty:
                sink.Refuse($"{name}: {MailForm.WhyNoMail(bytes)}.");
                break;
            default:
                // Nobody's own words are a host's; those of a mail are all kept.
                var report = DsnReader.Read(OwnWords.WithoutRemarks(PastedReply.AsAddressed(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes)), takesAttached);
                report = report.Kind is ReportKind.NotABounce && PastedReply.Of(bytes)?.Report() is { } pasted ? pasted : report;
                sink.Add(name, isCut ? report with { Issues = [.. report.Issues, Cut] } : report);
                break;
        }
    }

    private static ReadIssue Cut { get; } = new("mail", ReadLimits.LargestMail, $"the mail is larger than {ReadLimits.LargestMail >> 20} MiB", "read what stands before and left out the rest");

    private static void ReadOutlook(MailName name, ReadOnlySpan<byte> file, IReportSink sink, bool takesAttached)
    {
        var mail = OutlookMessage.Read(file);
        if (mail.Bytes.Length == 0)
        {
            var found = mail.Issues is [var first, ..] ? $": {first.Problem}" : "";
            sink.Refuse($"{name}: is a file of Outlook or Office without a message that can be read{found}; save the bounce as .msg or .eml.");
            return;
        }

        var report = DsnReader.Read(mail.Bytes, takesAttached);
        sink.Add(name, report with { Issues = [.. mail.Issues, .. report.Issues] });
    }

    private static void ReadEvents(MailName name, ReadOnlySpan<byte> json, IReportSink sink)
    {
        var (reports, issues) = EventJson.Read(json);
        if (reports.Count == 0)
        {
            var found = issues is [var first, ..] ? $": byte {first.Offset}: {first.Problem}" : "";
            sink.Refuse($"{name}: holds no event that can be read{found}; expected the JSON of Amazon SES, SendGrid, Postmark, Mailgun or Azure.");
        }

        for (var i = 0; i < reports.Count; i++)
        {
            // What was odd in the file stands once, in its first record.
            var report = i > 0 || issues.Count == 0 ? reports[i] : reports[i] with { Issues = [.. issues, .. reports[i].Issues] };
            sink.Add(reports.Count == 1 ? name : new(name.ToString(), i + 1), report);
        }
    }
}
