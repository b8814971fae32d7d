using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>What stands in a report and is said of somebody or something else than the recipient's failure.</summary>
public sealed class WhoseWordsTests
{
    private const string Daemon = "From: Mail Delivery System <MAILER-DAEMON@mx.fabrikam.example>\nTo: ana@fabrikam.example\n";
    private const string Exchange = "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@fabrikam.example>\nTo: ana@fabrikam.example\n";
    private const string Exim = Daemon + "Subject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  lee@contoso.example\n    host mx1.contoso.example [192.0.2.25]\n    SMTP error from remote mail server after RCPT TO:<lee@contoso.example>:\n";

    /// <summary>Exim's sender verification: what is said of the sender's address is not the recipient's.</summary>
    [Theory]
    [InlineData("    550-Verification failed for <ana@fabrikam.example>\n    550-No Such User Here\n    550 Sender verify failed\n")]
    [InlineData("    550-Verification failed for <ana@fabrikam.example>\n    550-Called:   192.0.2.99\n    550-Sent:     RCPT TO:<ana@fabrikam.example>\n    550-Response: 550 5.1.1 User unknown\n    550 Sender verify failed\n")]
    public void What_is_said_of_the_senders_address_is_not_said_of_the_recipient(string reply)
    {
        var record = Record(Exim + reply);
        Assert.Equal(("rejected", null, "sender-rejected"), (record.Reason, record.Status, record.MeaningOf(0)));
        Assert.DoesNotContain("quoted a system", Explained(Exim + reply), StringComparison.Ordinal);
    }

    /// <summary>Kind, and a mail that a mail system writes of something else, or of a success.</summary>
    [Theory]
    [InlineData("not-a-bounce", Exchange + "Subject: Meeting Forward Notification: Plan\n\nYour meeting was forwarded\n\nLee has forwarded your meeting request to additional participants.\n\nParticipants\nkim@contoso.example\n\nSent by Microsoft Exchange Server\n")]
    [InlineData("not-a-bounce", Exchange + "Subject: Převedení schůzky: Plán\n\nÚčastníci\nkim@contoso.example\n\nSent by Microsoft Exchange Server\n")]
    [InlineData("not-a-bounce", Exchange + "Subject: Zugestellt: Plan\nContent-Type: text/plain; charset=utf-8\n\nDie Nachricht wurde den folgenden Empfängern zugestellt:\n\nlee@contoso.example (lee@contoso.example)\n\nBetreff: Plan\n")]
    [InlineData("not-a-bounce", "From: news@fabrikam.example\nTo: ana@fabrikam.example\nSubject: You have been unsubscribed\nReturn-Path: <>\n\nlee@contoso.example was removed from our list, because your mail address bounced several times.\n")]
    [InlineData("delivered", Daemon + "Subject: Successful Mail Delivery Report\n\nThis is the mail system at host mx.fabrikam.example.\n\nYour message was successfully delivered to the destination(s)\nlisted below. Otherwise you may still receive\nnotifications of mail delivery errors from other systems.\n\n<lee@contoso.example>: delivery via mx1.contoso.example[192.0.2.25]:25: 250 2.0.0\n    Ok: queued as 4XYZ\n")]
    [InlineData("bounce", Daemon + "Subject: Undelivered Mail Returned to Sender\n\nThis is the mail system at host mx.fabrikam.example.\n\n<lee@contoso.example>: host mx1.contoso.example[192.0.2.25] said: 550 5.7.1 no\n    250 2.0.0 Ok mails today\n")]
    public void A_mail_is_a_bounce_where_it_says_that_something_failed(string kind, string mail) => Assert.Equal(kind, Record(mail).Kind);

    [Fact]
    public void Of_two_recipients_in_words_the_one_who_was_served_has_not_failed()
    {
        var report = DsnReader.Read(Encoding.UTF8.GetBytes(Daemon + "Subject: Undelivered Mail Returned to Sender\n\nThis is the mail system at host mx.fabrikam.example.\n\n<lee@contoso.example>: host mx1.contoso.example[192.0.2.25] said: 550 5.1.1 unknown\n\n<kim@contoso.example>: delivery via mx1.contoso.example[192.0.2.25]:25: 250 2.0.0 Ok\n"));
        Assert.Equal([ReportKind.Bounce, ReportKind.Delivered], report.Recipients.Select(one => one.Kind));
    }

    /// <summary>Exchange Online writes the code of a message whose time is over into its notices of delay, and nobody's reply.</summary>
    [Fact]
    public void A_message_that_is_late_has_not_been_given_up()
    {
        const string delay = Exchange + "Subject: Delivery delayed: Plan\nX-MS-Exchange-Message-Is-Ndr:\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nDelivery is delayed to these recipients or groups:\n\nlee@contoso.example (lee@contoso.example)\n\nSubject: Plan\n\nThis message hasn't been delivered yet. Delivery will continue to be attempted.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;db9pr01.eurprd04.prod.outlook.com\n\nFinal-Recipient: rfc822; lee@contoso.example\nAction: delayed\nStatus: 4.4.7\n";
        foreach (var report in (ReadOnlySpan<string>)[delay + "\n--b--\n", delay + "Diagnostic-Code: smtp;400 4.4.7 Message delayed\n\n--b--\n"])
        {
            var text = Explained(report);
            Assert.DoesNotContain("gave up", text, StringComparison.Ordinal);
            Assert.DoesNotContain("given up", text, StringComparison.Ordinal);
            Assert.DoesNotContain("could not deliver the message to contoso.example before", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4.4.7 lee@", text, StringComparison.Ordinal);
        }

        Assert.Contains("4.4.7: not delivered yet", Explained(delay + "Diagnostic-Code: smtp;400 4.4.7 Message delayed\n\n--b--\n"), StringComparison.Ordinal);
    }

    /// <summary>Postfix, reject_unverified_recipient: it had asked the host behind before it took the message.</summary>
    [Fact]
    public void The_host_that_quoted_is_not_the_one_that_refused()
    {
        var text = Explained(Daemon + "Subject: Undelivered Mail Returned to Sender\n\nThis is the mail system at host mx.fabrikam.example.\n\n<lee@contoso.example>: host mx1.contoso.example[192.0.2.25] said: 550 5.1.1\n    <lee@contoso.example>: Recipient address rejected: undeliverable address: host\n    box.contoso.example[192.0.2.26] said: 550 5.1.1 no such user (in reply to RCPT\n    TO command) (in reply to RCPT TO command)\n");
        Assert.Contains("mx1.contoso.example quoted a system behind it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Handed over", text, StringComparison.Ordinal);
    }

    /// <summary>Host, reply, and a report in words.</summary>
    [Theory]
    [InlineData("mx1.contoso.example", "550 User unknown.", "From: \"Courier mail server at mx.fabrikam.example\" <>\nTo: ana@fabrikam.example\nSubject: NOTICE: mail delivery status.\n\nThis is a delivery status notification from mx.fabrikam.example,\nrunning the Courier mail server, version 1.1.\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<lee@contoso.example>:\n    mx1.contoso.example [192.0.2.25]:\n>>> RCPT TO:<lee@contoso.example>\n<<< 550 User unknown.\n")]
    [InlineData("mx1.contoso.example", "550 5.1.1 unknown user", Daemon + "Subject: Undeliverable mail\n\nFailed to deliver to '<lee@contoso.example>'\nSMTP module(domain contoso.example) reports:\n host mx1.contoso.example says:\n 550 5.1.1 unknown user\n")]
    [InlineData("mx1.contoso.example", "550 5.1.7 <ana@fabrikam.example>: unknown user: \"ana\"", Daemon + "Subject: Undelivered Mail Returned to Sender\n\nThis is the mail system at host mx.fabrikam.example.\n\n<lee@contoso.example>: host mx1.contoso.example[192.0.2.25] said: 550 5.1.7\n    <ana@fabrikam.example>: unknown user: \"ana\" (in reply to RCPT TO command)\n")]
    public void A_report_in_words_names_the_host_and_its_own_words(string host, string reply, string mail)
    {
        var recipient = Assert.Single(DsnReader.Read(Encoding.UTF8.GetBytes(mail)).Recipients);
        Assert.Equal((host, reply), (recipient.RefusingHost, recipient.Replies[^1].Reply.ToString()));
    }

    /// <summary>Stalwart tells of a delay in words of its own.</summary>
    [Fact]
    public void A_connection_that_failed_is_late_and_names_its_host()
    {
        var recipient = Assert.Single(DsnReader.Read(Encoding.UTF8.GetBytes(Daemon + "Subject: Warning: Delay in message delivery\n\nThere was a temporary problem delivering your message to the following recipients:\n\n<lee@contoso.example> (connection to 'mx1.contoso.example' failed: Connection timed out)\n")).Recipients);
        Assert.Equal((ReportKind.Delay, "mx1.contoso.example"), (recipient.Kind, recipient.RemoteMta));
    }

    private static ReadRecord Record(string mail) => ReadRecord.Of("a.eml", DsnReader.Read(Encoding.UTF8.GetBytes(mail)), Catalogue.Default).Single();

    private static string Explained(string mail)
    {
        var report = DsnReader.Read(Encoding.UTF8.GetBytes(mail));
        return ExplainText.Write(report, Symptoms.Of(report, Catalogue.Default), new() { Language = "en", Width = 400 }, Catalogue.Default);
    }
}
