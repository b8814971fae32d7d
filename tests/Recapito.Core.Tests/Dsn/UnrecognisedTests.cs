using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>What looks like a report and names nobody is told with the reason; no other mail is.</summary>
public sealed class UnrecognisedTests
{
    private const string Daemon = "From: Mail Delivery System <MAILER-DAEMON@mx.contoso.example>\nTo: ana@fabrikam.example\n";
    private const string Person = "From: Lee <lee@contoso.example>\nTo: ana@fabrikam.example\n";
    private const string Report = "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n";
    private const string Status = "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoso.example\n";

    /// <summary>Name, mail, and the reason; null where the mail is not unrecognised.</summary>
    public static TheoryData<string, string, string?> Mails => new()
    {
        { "a report whose text names nobody", $"{Daemon}Subject: Notice\n{Report}Something went wrong.\n--b--\n", "no recipient was found in part 1 (text/plain)" },
        { "a status part without recipients", $"{Daemon}Subject: Notice\n{Report}Something went wrong.\n{Status}--b--\n", "no recipient was found in part 2 (message/delivery-status)" },
        { "a group that names nobody", $"{Daemon}Subject: Notice\n{Report}Something went wrong.\n{Status}\nAction: failed\nStatus: 5.0.0\n--b--\n", "no recipient was found in part 2 (message/delivery-status)" },
        { "a status part outside of a report", $"{Person}Subject: Notice\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoso.example\n", "no recipient was found in part 1 (message/delivery-status)" },
        { "a report without words", $"{Daemon}Subject: Notice\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n", "the report has neither a text nor a status part" },
        { "a mail system's words about nobody", $"{Daemon}Subject: Undelivered Mail Returned to Sender\n\nYour message could not be delivered.\n", "no recipient was found in part 1 (text/plain)" },
        { "a mail system's words in HTML", $"{Daemon}Subject: Undelivered Mail Returned to Sender\nContent-Type: text/html\n\n<p>Sorry.</p>\n", "no recipient was found in part 1 (text/html)" },
        { "a report that was read", $"{Daemon}Subject: Notice\n{Report}Something went wrong.\n{Status}\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nStatus: 5.1.1\n--b--\n", null },
        { "a report whose text was read", $"{Daemon}Subject: Undelivered Mail Returned to Sender\n\n<lee@contoso.example>: 550 5.1.1 unknown\n", null },
        { "a mail system that tells of success", $"{Daemon}Subject: Delivery report\n\nYour message was successfully delivered.\n", null },
        { "an ordinary mail", $"{Person}Subject: Lunch\n\nAt one?\n", null },
        { "an answer to a report", $"{Person}Subject: Re: Undelivered Mail Returned to Sender\nIn-Reply-To: <1@mx.contoso.example>\n\nWhat does this mean?\n", null },
        { "a list that speaks of reports", $"{Person}List-Id: <postmasters.contoso.example>\nSubject: Undelivered Mail Returned to Sender\n\nHow do you read these?\n", null },
        { "a vacation notice", $"{Person}Auto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n", null },
        { "a receipt", $"{Person}Subject: Read\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--\n", null },
        { "a receipt without its part", $"{Person}Subject: Read\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n--b--\n", null },
        { "a complaint", $"{Person}Subject: Abuse\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nAbuse.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n", null },
        { "a complaint without its part", $"{Person}Subject: Abuse\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nAbuse.\n--b--\n", null },
        { "a report of another kind", $"{Person}Subject: TLS\nContent-Type: multipart/report; report-type=tlsrpt; boundary=b\n\n--b\n\nSummary.\n--b--\n", null },
        { "a person who writes of reports", $"{Person}Subject: Undeliverable\n\nHow do you read these?\n", null },
        { "a postmaster who writes to users", "From: postmaster@contoso.example\nSubject: Maintenance\n\nOn Sunday.\n", null },
        { "a report's subject from nobody", $"Return-Path: <>\n{Person}Subject: Undeliverable\n\nSorry.\n", "no recipient was found in part 1 (text/plain)" },
        { "a mark of Exchange", $"{Person}Subject: x\nX-MS-Exchange-Message-Is-Ndr:\n\nSorry.\n", "no recipient was found in part 1 (text/plain)" },
        { "a text that somebody pasted", "words and nothing else\n", null },
        { "an empty mail", "", null },
    };

    [Theory, MemberData(nameof(Mails))]
    public void A_mail_that_looks_like_a_report_and_names_nobody_is_told(string name, string mail, string? reason)
    {
        var report = DsnReader.Read(Encoding.Latin1.GetBytes(mail));
        Assert.True(reason == ReadRecord.UnrecognisedIn(report), $"{name}: {ReadRecord.UnrecognisedIn(report)}");
        Assert.Equal(reason is null, !report.Issues.Any(issue => issue.Problem.StartsWith("unrecognised", StringComparison.Ordinal)));
        Assert.True(reason is null || report.Kind == ReportKind.NotABounce);
    }

    /// <summary>Two of sender, reverse-path and subject are those of a mail system: that they are advertisements or tell of parcels, only their words tell.</summary>
    private static readonly string[] Pretenders = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pretenders.txt"));

    public static TheoryData<string> OrdinaryMails =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "lookalikes")).Select(path => $"lookalikes/{Path.GetFileName(path)}").Except(Pretenders), "vacation.eml", "ordinary-forward.eml", "complaint.eml"];

    [Theory, MemberData(nameof(OrdinaryMails))]
    public void A_mail_that_is_like_a_report_in_its_words_only_is_not_listed(string file) =>
        Assert.Null(ReadRecord.UnrecognisedIn(DsnReader.Read(FixtureTests.Bytes(file))));

    [Fact]
    public void A_mail_that_pretends_to_come_from_a_mail_system_is_listed() =>
        Assert.All(Pretenders, file => Assert.NotNull(ReadRecord.UnrecognisedIn(DsnReader.Read(FixtureTests.Bytes(file)))));

    [Fact]
    public void A_report_is_listed_whatever_else_is_odd_in_it()
    {
        var lines = string.Concat(Enumerable.Repeat("no field\n\n", 1000));
        Assert.NotNull(ReadRecord.UnrecognisedIn(DsnReader.Read(Encoding.Latin1.GetBytes($"{Daemon}Subject: Notice\n{Report}Sorry.\n{Status}{lines}--b--\n"))));
    }
}
