using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads the one bounce that a command is about.</summary>
internal static class Bounce
{
    /// <summary>The mail and its report.</summary>
    /// <exception cref="InputException">It cannot be read or is no bounce.</exception>
    public static (Mail Mail, DsnReport Report) Read(string path, Surroundings around)
    {
        var mail = MailInput.Single(path, around);
        var read = new Reports();
        MailReports.ReadAsked(mail.Name, mail.Bytes.Span, read);
        var report = read.All is [var one] ? one : throw new InputException($"{mail.Name}: expected one mail, found {read.All.Count} events; save the one that matters as a file of its own.");
        return report.Kind is ReportKind.Bounce or ReportKind.Delay
            ? (mail, report)
            : throw new InputException(Refusal(mail.Name, report));
    }

    private sealed class Reports : IReportSink
    {
        public List<DsnReport> All { get; } = [];

        public void Add(MailName name, DsnReport report) => All.Add(report);

        public void Refuse(string problem) => throw new InputException(problem);
    }

    private static string Refusal(string name, DsnReport report)
    {
        var what = report.Kind switch
        {
            ReportKind.Delivered => "reports a success",
            ReportKind.Complaint => "is an abuse report",
            ReportKind.AutoReply => "is an automatic reply",
            _ => "is not a bounce: no recipient that failed was found in it",
        };
        var where = string.Concat(report.Issues.Take(3).Select(issue => $" Byte {issue.Offset}: {issue.Problem}; {issue.Remedy}."));
        return $"{name}: {what}.{where} Expected a delivery status notification (RFC 3464) or the text of one{(report.Kind == ReportKind.NotABounce ? "; save the whole bounce as .eml" : "")}.";
    }
}
