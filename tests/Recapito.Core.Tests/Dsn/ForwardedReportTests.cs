using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>What people do with a bounce that they do not understand: they forward it to whoever helps them.</summary>
public sealed class ForwardedReportTests
{
    private const string Report = "This is the mail system at host mx.fabrikam.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n"
        + "                   The mail system\n\n<lee@contoso.example>: host mx1.contoso.example[192.0.2.25] said: 550 5.1.1\n    No such user (in reply to RCPT TO command)\n";

    /// <summary>Subject, and what stands above the report.</summary>
    public static TheoryData<string, string> Forwards => new()
    {
        { "Fwd: Undelivered Mail Returned to Sender", "What is this?\n\n-------- Forwarded Message --------\nSubject: \tUndelivered Mail Returned to Sender\nDate: \tTue, 4 Mar 2025 10:00:02 +0100\nFrom: \tMail Delivery System <MAILER-DAEMON@mx.fabrikam.example>\nTo: \tana@fabrikam.example\n\n\n" },
        { "Fwd: Undelivered Mail Returned to Sender", "---------- Forwarded message ---------\nFrom: Mail Delivery System <MAILER-DAEMON@mx.fabrikam.example>\nDate: Tue, Mar 4, 2025 at 10:00\nSubject: Undelivered Mail Returned to Sender\nTo: <ana@fabrikam.example>\n\n\n" },
        { "FW: Undelivered Mail Returned to Sender", "Any idea?\nAna\n\nFrom: Mail Delivery System\nSent: Tuesday, 4 March 2025 10:00\nTo: Ana Rossi\nSubject: Undelivered Mail Returned to Sender\n\n" },
        { "WG: Undelivered Mail Returned to Sender", "Was bedeutet das?\n\nVon: Mail Delivery System\nGesendet: Dienstag, 4. März 2025 10:00\nAn: Ana Rossi\nBetreff: Undelivered Mail Returned to Sender\n\n" },
        { "TR : Undelivered Mail Returned to Sender", "De : Mail Delivery System\nEnvoyé : mardi 4 mars 2025 10:00\nÀ : Ana Rossi\nObjet : Undelivered Mail Returned to Sender\n\n" },
        { "I: Undelivered Mail Returned to Sender", "Che cosa significa?\n\nDa: Mail Delivery System\nInviato: martedì 4 marzo 2025 10:00\nA: Ana Rossi\nOggetto: Undelivered Mail Returned to Sender\n\n" },
        { "RV: Undelivered Mail Returned to Sender", "________________________________\nDe: Mail Delivery System\nEnviado: martes, 4 de marzo de 2025 10:00\nPara: Ana Rossi\nAsunto: Undelivered Mail Returned to Sender\n\n" },
        { "転送: Undelivered Mail Returned to Sender", "差出人: Mail Delivery System\n送信日時: 2025年3月4日 10:00\n宛先: Ana Rossi\n件名: Undelivered Mail Returned to Sender\n\n" },
        { "another subject", "Begin forwarded message:\n\nFrom: MAILER-DAEMON@mx.fabrikam.example (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\nDate: 4 March 2025 at 10:00:02 CET\nTo: ana@fabrikam.example\n\n" },
    };

    [Theory, MemberData(nameof(Forwards))]
    public void A_report_that_somebody_forwards_in_a_letter_is_read_for_the_one_who_asks_and_counted_for_nobody(string subject, string above)
    {
        var asked = Read(subject, above + Report, takesAttached: true);
        Assert.Equal((ReportKind.Bounce, "lee@contoso.example", "mx1.contoso.example"), (asked.Kind, asked.Recipients.Single().FinalRecipient, asked.Recipients.Single().RefusingHost));
        Assert.Contains(asked.Issues, issue => issue.Problem.Contains("passed on", StringComparison.Ordinal));
        var counted = Read(subject, above + Report, takesAttached: false);
        Assert.Equal(ReportKind.NotABounce, counted.Kind);
        Assert.Contains(counted.Issues, issue => issue.Problem.Contains("forwarded", StringComparison.Ordinal) && issue.Remedy.Contains("recapito diagnose", StringComparison.Ordinal));
    }

    [Fact]
    public void A_forward_in_html_is_read_too()
    {
        var html = "<html><body><p>What is this?</p><div>-------- Forwarded Message --------</div><table><tr><th>Subject: </th><td>Undelivered Mail Returned to Sender</td></tr><tr><th>Date: </th><td>Tue, 4 Mar 2025</td></tr>"
            + $"<tr><th>From: </th><td>Mail Delivery System &lt;MAILER-DAEMON@mx.fabrikam.example&gt;</td></tr></table><br><pre>{Report.Replace("<lee@contoso.example>", "&lt;lee@contoso.example&gt;", StringComparison.Ordinal)}</pre></body></html>";
        Assert.Equal(ReportKind.Bounce, Read("Fwd: Undelivered Mail Returned to Sender", html, takesAttached: true, "text/html").Kind);
    }

    /// <summary>Some mail programs put no fields above what they forward, or the mail into a file of no known kind.</summary>
    [Theory]
    [InlineData("text/plain", "\n{0}")]
    [InlineData("text/plain", "What is this?\n\n{1}\nBest\n")]
    [InlineData("text/html", "<p>see below</p><blockquote><pre>{2}</pre></blockquote>")]
    [InlineData("multipart/mixed; boundary=f", "--f\n\nPlease look.\n\n--f\nContent-Type: application/octet-stream; name=\"a.eml\"\nContent-Transfer-Encoding: base64\n\n{3}\n--f--\n")]
    public void A_forward_without_fields_is_read_too(string type, string body)
    {
        var saved = Convert.ToBase64String(Encoding.UTF8.GetBytes($"From: MAILER-DAEMON@mx.fabrikam.example\nSubject: Undelivered Mail Returned to Sender\n\n{Report}"));
        var quoted = "> " + Report.Replace("\n", "\n> ", StringComparison.Ordinal);
        body = body.Replace("{0}", Report, StringComparison.Ordinal).Replace("{1}", quoted, StringComparison.Ordinal).Replace("{2}", Report.Replace("<lee@contoso.example>", "&lt;lee@contoso.example&gt;", StringComparison.Ordinal), StringComparison.Ordinal).Replace("{3}", saved, StringComparison.Ordinal);
        var asked = Read("Fwd: Undelivered Mail Returned to Sender", body, takesAttached: true, type);
        Assert.Equal(("lee@contoso.example", "mx1.contoso.example"), (asked.Recipients.Single().FinalRecipient, asked.Recipients.Single().RefusingHost));
        Assert.Equal(ReportKind.NotABounce, Read("Fwd: Undelivered Mail Returned to Sender", body, takesAttached: false, type).Kind);
        Assert.Equal(ReportKind.NotABounce, Read("Re: Undelivered Mail Returned to Sender", type.StartsWith("multipart", StringComparison.Ordinal) ? "\nThanks\n" : body, takesAttached: true, type.StartsWith("multipart", StringComparison.Ordinal) ? "text/plain" : type).Kind);
    }

    /// <summary>An answer quotes; who writes much has something else to say; a machine that is away answers.</summary>
    [Theory]
    [InlineData("Re: Undelivered Mail Returned to Sender", "", 2)]
    [InlineData("AW: Undelivered Mail Returned to Sender", "", 2)]
    [InlineData("FW: Undelivered Mail Returned to Sender", "", 40)]
    [InlineData("Automatic reply: Undelivered Mail Returned to Sender", "Auto-Submitted: auto-replied\n", 2)]
    public void A_letter_that_merely_quotes_a_report_is_none(string subject, string fields, int lines)
    {
        var words = string.Concat(Enumerable.Repeat("We spoke of the plan for the spring.\n", lines));
        const string block = "\nFrom: Mail Delivery System\nSent: Tuesday, 4 March 2025 10:00\nTo: Ana Rossi\nSubject: Undelivered Mail Returned to Sender\n\n";
        Assert.NotEqual(ReportKind.Bounce, Read(subject, words + block + Report, takesAttached: true, fields: fields).Kind);
    }

    [Fact]
    public void A_letter_that_forwards_something_else_is_none()
    {
        const string letter = "See below.\n\nFrom: Kim <kim@contoso.example>\nSent: Tuesday, 4 March 2025 10:00\nTo: Ana Rossi\nSubject: Lunch\n\nAt one? The last mail came back, by the way: mailbox full.\n";
        var report = Read("FW: Lunch", letter, takesAttached: true);
        Assert.Equal((ReportKind.NotABounce, 0), (report.Kind, report.Issues.Count));
    }

    /// <summary>Words alone hang on the mail: nothing but the program's own name shows there that they are a report.</summary>
    [Theory]
    [InlineData("mailman-bounces@lists.fabrikam.example", ReportKind.Bounce)]
    [InlineData("ana@fabrikam.example", ReportKind.NotABounce)]
    public void What_came_back_to_a_list_counts_where_the_lists_program_hands_it_on(string from, ReportKind kind)
    {
        var mail = $"From: {from}\nTo: staff-owner@lists.fabrikam.example\nSubject: Uncaught bounce notification\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
            + "The attached message was received as a bounce, but either the bounce\nformat was not recognized, or no member addresses could be extracted\nfrom it.\n\n--b\nContent-Type: message/rfc822\n\n"
            + $"From: MAILER-DAEMON@mx.fabrikam.example\nTo: staff-bounces@lists.fabrikam.example\nSubject: Undelivered Mail Returned to Sender\n\n{Report}\n--b--\n";
        var report = DsnReader.Read(Encoding.UTF8.GetBytes(mail));
        Assert.Equal((kind, kind == ReportKind.Bounce ? 1 : 0), (report.Kind, report.Recipients.Count));
    }

    /// <summary>Each level hangs on the one before: nobody asks about the thousandth, and reading stays fast.</summary>
    [Fact]
    public void A_report_that_was_forwarded_again_and_again_is_read_so_far_as_people_do()
    {
        Assert.Equal(ReportKind.Bounce, DsnReader.Read(Nested(3), takesAttached: true).Kind);
        Assert.Equal(ReportKind.NotABounce, DsnReader.Read(Nested(12), takesAttached: true).Kind);
    }

    private static byte[] Nested(int times)
    {
        var mail = $"From: MAILER-DAEMON@mx.fabrikam.example\nTo: ana@fabrikam.example\nSubject: Undelivered Mail Returned to Sender\n\n{Report}";
        for (var i = 0; i < times; i++)
        {
            mail = $"From: Ana <ana@fabrikam.example>\nTo: help@fabrikam.example\nSubject: Fwd\nContent-Type: message/rfc822\n\n{mail}";
        }

        return Encoding.UTF8.GetBytes(mail);
    }

    private static DsnReport Read(string subject, string body, bool takesAttached, string type = "text/plain", string fields = "") => DsnReader.Read(
        Encoding.UTF8.GetBytes($"From: Ana Rossi <ana@fabrikam.example>\nTo: help@fabrikam.example\nSubject: {subject}\n{fields}MIME-Version: 1.0\nContent-Type: {type}; charset=utf-8\n\n{body}"), takesAttached);
}
