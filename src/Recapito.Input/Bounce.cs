using Recapito.Core;

namespace Recapito.Input;

/// <summary>Reads the one bounce that somebody asks about.</summary>
public static class Bounce
{
    private const int LongestHeader = 64 * 1024;

    /// <summary>The report in a mail of any form: .eml, .msg, pasted text, or the event of a mail service.</summary>
    /// <param name="name">How the user knows the mail.</param>
    /// <param name="bytes">The mail.</param>
    /// <exception cref="InputException">It is no bounce; the message says what it is.</exception>
    public static DsnReport Read(string name, ReadOnlySpan<byte> bytes)
    {
        if (MailForm.NoMail(bytes) is var (problem, what))
        {
            throw new InputException($"{name}: {what}.", problem);
        }

        var read = new Reports();
        MailReports.ReadAsked(name, bytes, read);
        var report = read.All is [var one] ? one : throw new InputException($"{name}: expected one mail, found {read.All.Count} events; save the one that matters as a file of its own.", "several");
        return report.Kind is ReportKind.Bounce or ReportKind.Delay ? report : throw (PastedReply.Of(bytes) is not null ? OfReply(name)
            : report.Kind is ReportKind.NotABounce && PastedReply.LackOf(bytes) is { } lack ? OfWords(name, lack)
            : Refusal(name, report, ReplyText.HasHeaderField(System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestHeader)]))));
    }

    // Which address it is about only the bounce says, or whoever has it.
    private static InputException OfReply(string name) =>
        new($"{name}: is the reply of a host without the recipient that it is about, so nothing can be looked up. Write the line \"To: ADDRESS\" above it, or hand in the whole bounce; 'recapito explain' says what the reply means.", InputException.LacksRecipient);

    private static InputException OfWords(string name, string lack) => new(
        $"{name}: is not a bounce: a text {(lack is InputException.LacksReply ? "without the reply" : "with more than one reply")} of a mail host. Hand in the line with its three-digit number, such as \"550 5.4.1 Access denied\", and above it \"To: ADDRESS\"; or the whole bounce, saved as .eml.", lack);

    private static InputException Refusal(string name, DsnReport report, bool isMail)
    {
        var what = report.Kind switch
        {
            ReportKind.Delivered => "reports a success: nobody failed",
            ReportKind.Complaint => "is an abuse report",
            ReportKind.AutoReply => "is an automatic reply",
            _ => "is not a bounce: no recipient that failed was found in it",
        };
        var where = string.Concat(report.Issues.Take(3).Select(issue => $" Byte {issue.Offset}: {issue.Problem}; {issue.Remedy}."));
        return new($"{name}: {what}.{where} Expected the report of a delivery that failed or is late (RFC 3464), or the text of one{(report.Kind == ReportKind.NotABounce && !isMail ? "; save the whole bounce as .eml" : "")}.", Kebab.Of(report.Kind));
    }

    private sealed class Reports : IReportSink
    {
        public List<DsnReport> All { get; } = [];

        public void Add(MailName name, DsnReport report) => All.Add(report);

        public void Refuse(string problem) => throw new InputException(problem, "unreadable");
    }
}
