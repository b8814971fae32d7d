using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class FixtureTests
{
    internal static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", file));

    private static DsnReport Read(string file) => DsnReader.Read(Bytes(file));

    [Theory]
    [InlineData("postfix-edge-a.eml", "postfix", "5.4.1", "contoso-example.mail.protection.outlook.com", "edge-recipient-rejected", "RCPT TO")]
    [InlineData("postfix-edge-d.eml", "postfix", "5.4.1", "contoso-example.mail.protection.outlook.com", "edge-recipient-rejected", "RCPT TO")]
    [InlineData("postfix-relay-denied.eml", "postfix", "5.7.1", "mx.oldhost.example", "relay-denied", "RCPT TO")]
    [InlineData("postfix-access-rule.eml", "postfix", "5.7.1", "mx.contoso.example", "recipient-access-rule", "RCPT TO")]
    [InlineData("postfix-timeout.eml", "postfix", "4.4.1", null, "no-answer", null)]
    [InlineData("postfix-delay.eml", "postfix", "4.4.1", null, "no-answer", null)]
    [InlineData("postfix-host-not-found.eml", "postfix", "5.4.4", null, "name-not-found", null)]
    [InlineData("gateway-wrapped-e.eml", "postfix", "5.4.1", "gateway.filter.example", "edge-recipient-rejected", "end of DATA")]
    [InlineData("exchange-online-2014-en.eml", "exchange-online", "5.4.1", "DB1PEPF000509F6.mail.protection.outlook.com", "edge-recipient-rejected", null)]
    [InlineData("exchange-online-2014-en-html-only.eml", "exchange-online", "5.7.64", "AM0EUR02FT020.mail.protection.outlook.com", "tenant-attribution", null)]
    [InlineData("exchange-online-2014-it-text-only.eml", "exchange-online", "5.4.1", "mx.oldhost.example", "relay-denied", null)]
    [InlineData("exchange-2013-it.eml", "exchange", "5.4.1", "mx.oldhost.example", "relay-denied", null)]
    [InlineData("exchange-2013-it-text-only.eml", "exchange", "5.4.1", "mx.oldhost.example", "relay-denied", null)]
    [InlineData("exchange-2007-it-no-answer.eml", "exchange", "5.4.1", null, "no-answer", null)]
    [InlineData("exchange-2007-en-remote.eml", "exchange", "5.7.1", "mx.contoso.example", "relay-denied", null)]
    [InlineData("exchange-2013-en-expired.eml", "exchange", "4.4.1", "contoso.example", "no-answer", null)]
    [InlineData("exchange-wrapped-f.eml", "exchange", "5.4.1", "ML1PEPF00011309.mail.protection.outlook.com", "edge-recipient-rejected", null)]
    [InlineData("exchange-online-wrapped-arrow.eml", "exchange-online", "5.7.1", "mx.oldhost.example", "relay-denied", null)]
    [InlineData("exchange-online-no-report-type.eml", "exchange-online", "5.4.1", "DB1PEPF000509F6.mail.protection.outlook.com", "edge-recipient-rejected", null)]
    [InlineData("exchange-online-base64-status.eml", "exchange-online", "5.4.1", "DB1PEPF000509F6.mail.protection.outlook.com", "edge-recipient-rejected", null)]
    [InlineData("mimecast.eml", "mimecast", "5.4.1", null, "edge-recipient-rejected", null)]
    [InlineData("qmail.eml", "qmail", "5.7.1", "203.0.113.25", "relay-denied", "RCPT TO")]
    [InlineData("exim.eml", "exim", null, "mx.oldhost.example", "relay-denied", "RCPT TO")]
    [InlineData("pasted-text.txt", "exchange", "5.4.1", null, "no-answer", null)]
    public void A_report_says_who_refused_whom_and_what_it_means(
        string file, string system, string? status, string? host, string meaning, string? command)
    {
        var report = Read(file);
        var recipient = Assert.Single(report.Recipients);
        Assert.Equal("lee@contoso.example", recipient.FinalRecipient);
        Assert.Equal(
            (system, status, host, meaning, command),
            (report.System, recipient.Status?.ToString(), recipient.RefusingHost, ReportJson.FormOf(recipient, Catalogue.Default)?.Meaning, recipient.SmtpCommand));
    }

    [Theory]
    [InlineData("postfix-edge-a.eml", ReportKind.Bounce)]
    [InlineData("postfix-delay.eml", ReportKind.Delay)]
    [InlineData("postfix-delivered.eml", ReportKind.Delivered)]
    [InlineData("vacation.eml", ReportKind.AutoReply)]
    [InlineData("complaint.eml", ReportKind.Complaint)]
    [InlineData("ordinary-forward.eml", ReportKind.NotABounce)]
    [InlineData("parcel-newsletter.eml", ReportKind.NotABounce)]
    public void A_mail_is_what_it_is(string file, ReportKind kind) => Assert.Equal(kind, Read(file).Kind);

    [Theory]
    [InlineData("postfix-edge-a.eml")]
    [InlineData("postfix-relay-denied.eml")]
    [InlineData("exchange-online-2014-en.eml")]
    [InlineData("exchange-2013-it.eml")]
    public void A_report_as_the_standard_wants_it_has_no_issue(string file) => Assert.Empty(Read(file).Issues);

    /// <summary>The offset of an issue is that of the bytes that the last argument quotes.</summary>
    [Theory]
    [InlineData("postfix-two-recipients-no-blank-line.eml", "no blank line between", "Final-Recipient: rfc822; kim@")]
    [InlineData("gateway-wrapped-e.eml", "Status is 5.0.0", "Status: 5.0.0")]
    [InlineData("exchange-online-base64-status.eml", "an encoded status part", "Content-Type: message/delivery-status")]
    [InlineData("exchange-online-no-report-type.eml", "not multipart/report", "From: Microsoft Outlook")]
    [InlineData("global-status.eml", "Status with more", "Status: 5.1.1 (no")]
    [InlineData("odd-fields.eml", "without an address type", "Final-Recipient: <lee")]
    [InlineData("odd-fields.eml", "without white space before it", "Relaying denied")]
    [InlineData("odd-fields.eml", "named twice", "From: Microsoft Outlook")]
    [InlineData("exchange-2013-it-text-only.eml", "no message/delivery-status part", "Content-Type: text/plain")]
    public void An_oddity_is_told_with_its_place(string file, string problem, string at)
    {
        var bytes = Bytes(file);
        var issue = Assert.Single(DsnReader.Read(bytes).Issues, issue => issue.Problem.Contains(problem, StringComparison.Ordinal));
        Assert.Equal(at, Encoding.Latin1.GetString(bytes, (int)issue.Offset, at.Length));
        Assert.NotEmpty(issue.Remedy);
    }

    [Fact]
    public void Wrapped_replies_stand_from_the_outermost_to_the_innermost_with_their_hosts()
    {
        var arrow = Assert.Single(Read("exchange-online-wrapped-arrow.eml").Recipients).Replies;
        Assert.Equal(["5.7.367", "5.7.1"], arrow.Select(reply => reply.Reply.Status?.ToString()));
        Assert.Equal(["DB5EUR01HT100.mail.protection.outlook.com", "mx.oldhost.example"], arrow.Select(reply => reply.Host));

        var gateway = Assert.Single(Read("gateway-wrapped-e.eml").Recipients);
        Assert.Equal(["gateway.filter.example", null], gateway.Replies.Select(reply => reply.Host));
        Assert.Equal("DB5EUR02FT013.eop-EUR02.prod.protection.outlook.com", gateway.Replies[^1].DecidingServer);
        Assert.Equal("gateway.filter.example", gateway.RemoteMta);
    }

    [Fact]
    public void What_came_back_and_when_is_told()
    {
        var report = Read("postfix-edge-a.eml");
        Assert.Equal(
            new ReturnedMessage
            {
                Sender = "ana@fabrikam.example", To = "lee@contoso.example", Subject = "Grüße", MessageId = "1@desk.fabrikam.example",
                Date = new(2026, 11, 23, 9, 29, 57, TimeSpan.Zero),
            },
            report.Returned);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 29, 58, TimeSpan.Zero), report.Message.ArrivalDate);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 9, 30, 2, TimeSpan.Zero), report.Date);
        Assert.Equal("2@EX01.fabrikam.example", Read("exchange-2013-it-text-only.eml").Returned?.MessageId);
        Assert.Equal("3@EX01.fabrikam.example", Read("exchange-online-2014-it-text-only.eml").Returned?.MessageId);
    }

    [Theory]
    [InlineData("exchange-2013-it.eml", "it")]
    [InlineData("exchange-2007-it-no-answer.eml", "it")]
    [InlineData("exchange-online-2014-en.eml", "en")]
    [InlineData("postfix-edge-a.eml", "en")]
    public void The_language_of_the_text_is_told(string file, string language) => Assert.Equal(language, Read(file).Language);

    [Fact]
    public void Two_recipients_stay_apart_and_one_named_twice_is_one()
    {
        Assert.Equal(["lee@contoso.example", "kim@contoso.example"], Read("postfix-two-recipients-no-blank-line.eml").Recipients.Select(recipient => recipient.FinalRecipient));
        var odd = Assert.Single(Read("odd-fields.eml").Recipients);
        Assert.Equal(("lee@contoso.example", "5.7.1", "5.0.0"), (odd.FinalRecipient, odd.Status?.ToString(), odd.StatusField?.ToString()));
    }

    [Fact]
    public void An_address_of_RFC_6533_is_unescaped() =>
        Assert.Equal("测lee@contoso.example", Assert.Single(Read("global-status.eml").Recipients).FinalRecipient);

    [Fact]
    public void A_host_that_was_tried_in_vain_is_the_remote_one_and_refused_nothing()
    {
        var recipient = Assert.Single(Read("postfix-timeout.eml").Recipients);
        Assert.Equal(("mail.contoso.example", null), (recipient.RemoteMta, recipient.RefusingHost));
        Assert.Empty(recipient.Replies);
    }

    [Fact]
    public void The_JSON_of_a_record_has_every_field()
    {
        var record = Assert.Single(ReadRecord.Of("a.eml", Read("postfix-relay-denied.eml"), Catalogue.Default));
        var line = ReportJson.WriteLine(record);
        Assert.All(
            (string[])["file", "index", "recipient", "originalRecipient", "status", "statusField", "replyCode", "action", "reason", "permanent", "advice",
                "diagnosticCode", "replies", "reportingMta", "remoteMta", "refusingHost", "smtpCommand", "system", "sender", "subject", "messageId",
                "arrivalDate", "lastAttempt", "kind", "issues"],
            name => Assert.Contains($"\"{name}\":", line, StringComparison.Ordinal));
        Assert.Equal(("norelaying", true, "fix-the-route", 554), (record.Reason, record.Permanent, record.Advice, record.ReplyCode));
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Fifty_megabytes_of_noise_are_no_bounce_and_are_answered_quickly()
    {
        var noise = new byte[50 << 20];
        new Random(1).NextBytes(noise);
        var (report, work) = ReadAndMeasure(noise);
        Assert.Equal(ReportKind.NotABounce, report.Kind);
        Assert.NotEmpty(report.Issues);
        Assert.True(work < TimeSpan.FromSeconds(5), $"{work}");
    }

    /// <summary>Each of these made some reader's work grow with the square of its size.</summary>
    [Theory]
    [InlineData("Diagnostic-Code: smtp; 550", " 550 5.4.1 (a@b.example [host ]: \n")]
    [InlineData("Diagnostic-Code: smtp; 550 ", " ((((((((((host host host <<<<<[[[[[\n")]
    [InlineData("X: y", "Final-Recipient: rfc822; a@b.example\n")]
    [InlineData("Diagnostic-Code: x", "no white space before it\n")]
    [InlineData("Diagnostic-Code: x", "\n\nAction: failed\n")]
    public void Work_grows_with_the_size_of_a_status_part_only(string first, string repeated)
    {
        var status = new StringBuilder($"Final-Recipient: rfc822; lee@contoso.example\n{first}");
        while (status.Length < 8 << 20)
        {
            status.Append(repeated);
        }

        var mail = $"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n{status}\n--b--\n";
        var (report, work) = ReadAndMeasure(Encoding.Latin1.GetBytes(mail));
        Assert.NotEmpty(report.Recipients);
        Assert.True(work < TimeSpan.FromSeconds(5), $"{work}");
    }

    // How long the thread had a processor for it, as a clock also counts how long it waited for one. Only Linux tells that; elsewhere it is the clock's time.
    private static (DsnReport Report, TimeSpan Work) ReadAndMeasure(byte[] mail)
    {
        const string file = "/proc/thread-self/schedstat";
        static TimeSpan OnProcessor() => TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) / 1000);

        Func<TimeSpan> now = File.Exists(file) ? OnProcessor : () => Stopwatch.GetElapsedTime(0);
        var start = now();
        var report = DsnReader.Read(mail);
        return (report, now() - start);
    }

    [Theory]
    [InlineData("expect:\n  lee@contoso.example:\n    verdict: proven\nhosts:\n  - { reply: \"550 5.4.1 Relay Access Denied\" }\n")]
    [InlineData("lee@contoso.example: the invoice could not be delivered, please call")]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no mail at all")]
    [InlineData("From: a@b.example\n\nhello")]
    public void Little_or_nothing_is_no_bounce(string text) =>
        Assert.Equal(ReportKind.NotABounce, DsnReader.Read(Encoding.UTF8.GetBytes(text)).Kind);
}
