using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class AttachedReportTests
{
    private const string Person = "From: Ana <ana@fabrikam.example>\nTo: help@fabrikam.example\nSubject: what is this?\nUser-Agent: Mozilla Thunderbird\n";
    private const string Robot = "From: MAILER-DAEMON@fabrikam.example\nReturn-Path: <>\nTo: postmaster@fabrikam.example\nSubject: Undelivered Mail Returned to Sender\n";

    [Theory]
    [InlineData(Person, "Please look at this.", false, ReportKind.NotABounce)]
    [InlineData(Person, "Please look at this.", true, ReportKind.Bounce)]
    [InlineData(Person, "", false, ReportKind.Bounce)]
    [InlineData(Robot, "A copy of a report follows.", false, ReportKind.Bounce)]
    public void A_report_that_hangs_on_a_letter_counts_for_the_one_who_asks_about_it(string headers, string words, bool takesAttached, ReportKind kind)
    {
        var mail = $"""
            {headers}MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=o

            --o
            Content-Type: text/plain

            {words}
            --o
            Content-Type: message/rfc822

            From: MAILER-DAEMON@mx.fabrikam.example
            To: ana@fabrikam.example
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=i

            --i
            Content-Type: text/plain

            The mail could not be delivered.
            --i
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.fabrikam.example

            Final-Recipient: rfc822; lee@contoso.example
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown
            --i--
            --o--
            """;
        var report = DsnReader.Read(Encoding.ASCII.GetBytes(mail), takesAttached);
        Assert.Equal(kind, report.Kind);
        Assert.Equal(kind == ReportKind.Bounce ? ["lee@contoso.example"] : [], report.Recipients.Select(recipient => recipient.FinalRecipient));
    }
}
