using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Who said a reply, and where it ends: names of hosts, transcripts, links and codes around it are none of it.</summary>
public sealed class SpokenReplyTests
{
    private const string Daemon = "From: MAILER-DAEMON@mx.fabrikam.example\nTo: ana@fabrikam.example\nSubject: failure notice\n";
    private const string Failed = "Your message did not reach some or all of the intended recipients.\n\n   Sent: Mon, 23 Nov 2026 09:30:02 +0000\n   Subject: Plan\n\nThe following recipient(s) could not be reached:\n\n";
    private const string Qmail = "Hi. This is the qmail-send program at mx.fabrikam.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<lee@contoso.example>:\n";

    /// <summary>Mail, refusing host, reply.</summary>
    public static TheoryData<string, string?, string> Mails => new()
    {
        { $"{Daemon}\n{Failed}lee@contoso.example\n   Error Type: SMTP\n   Remote server (192.0.2.25) issued an error.\n   hMailServer sent: RCPT TO:<lee@contoso.example>\n   Remote server replied: 550 5.1.1 No such user\n\n\nhMailServer\n", "192.0.2.25", "550 5.1.1 No such user" },
        { "From: \"MDaemon at fabrikam.example\" <MDaemon@fabrikam.example>\nTo: ana@fabrikam.example\nSubject: WARNING: Permanent Delivery Failure\n\n-------------------\nSession Transcript:\nTue 2025-03-04 10:00:01: Attempting SMTP connection to [192.0.2.25:25]\nTue 2025-03-04 10:00:01: --> MAIL From:<ana@fabrikam.example>\nTue 2025-03-04 10:00:01: <-- 250 2.1.0 Ok\nTue 2025-03-04 10:00:01: --> RCPT To:<lee@contoso.example>\nTue 2025-03-04 10:00:01: <-- 550 5.1.1 No such user\nTue 2025-03-04 10:00:01: --> QUIT\n--- End Transcript ---\n", "192.0.2.25", "550 5.1.1 No such user" },
        { $"{Daemon}Content-Type: text/html\n\n<p>Sorry, your message could not be delivered.</p><table><tr><td>Recipient:</td></tr><tr><td>lee@contoso.example</td></tr></table><p>host mx1.contoso.example[192.0.2.25] said: 550 5.1.1 No such user (in reply to RCPT TO command)</p>\n", "mx1.contoso.example", "550 5.1.1 No such user" },
        { $"{Daemon}\n{Qmail}192.0.2.25 does not like recipient.\nRemote host said: 550 5.1.1 No such user\nGiving up on 192.0.2.25.\n", "192.0.2.25", "550 5.1.1 No such user" },
        { $"{Daemon}\nDelivery to the following recipient failed permanently:\n\n     lee@contoso.example\n\nTechnical details of permanent failure: \nThe error that the other server returned was: 550 550 5.1.1 No such user\n", null, "550 5.1.1 No such user" },
    };

    [Theory, MemberData(nameof(Mails))]
    public void A_reply_has_its_host_and_ends_where_it_ends(string mail, string? host, string reply)
    {
        var recipient = Assert.Single(DsnReader.Read(Encoding.UTF8.GetBytes(mail)).Recipients);
        Assert.Equal((host, reply), (recipient.RefusingHost, recipient.Replies[^1].Reply.ToString()));
    }

    [Theory]
    [InlineData("550 550 5.1.1 No such user", "550 5.1.1 No such user")]
    [InlineData("550 5.1.10 550 5.1.10 Recipient not found", "550 5.1.10 Recipient not found")]
    [InlineData("550 5.1.10 550 5.1.1 Recipient not found", "550 5.1.10 550 5.1.1 Recipient not found")]
    [InlineData("550 550 mails were refused", "550 550 mails were refused")]
    [InlineData("450 550 5.1.1 No such user", "450 550 5.1.1 No such user")]
    public void Codes_that_stand_twice_before_a_text_count_once(string text, string reply) => Assert.Equal(reply, SmtpReply.Parse(text).ToString());

    /// <summary>A mailbox of Exchange is named twice, the second time as a link.</summary>
    [Fact]
    public void A_link_to_the_recipient_is_no_reply()
    {
        var mail = $"{Daemon.Replace("failure notice", "Delivered: Plan", StringComparison.Ordinal)}Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nYour message has been delivered to the following recipients:\n\n"
            + "lee@contoso.example (lee@contoso.example)<mailto:lee@contoso.example>\n\nSubject: Plan\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.fabrikam.example\n\nFinal-Recipient: rfc822; lee@contoso.example\nAction: delivered\nStatus: 2.0.0\n\n--b--\n";
        Assert.Null(Assert.Single(DsnReader.Read(Encoding.UTF8.GetBytes(mail)).Recipients).DiagnosticCode);
    }

    /// <summary>Where the DNS did not answer, no host was tried, and none refused.</summary>
    [Fact]
    public void A_name_that_was_looked_up_in_vain_is_no_host_that_refused()
    {
        var mail = $"{Daemon}Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nDelivery has failed.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.fabrikam.example\n\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nStatus: 5.4.300\n"
            + "Diagnostic-Code: smtp;550 5.4.300 Message expired -> 451 4.4.312 DNS query failed [Message=DNS query failed with error ErrorTimeout] [LastAttemptedServerName=contoso.example]\n\n--b--\n";
        var recipient = Assert.Single(DsnReader.Read(Encoding.UTF8.GetBytes(mail)).Recipients);
        Assert.Equal((null, null), (recipient.RefusingHost, recipient.RemoteMta));
    }

    /// <summary>The text says it of all recipients; a code of one of them says more.</summary>
    [Theory]
    [InlineData("lowest numbered MX record points to local host", true)]
    [InlineData("Too many \"Received\" headers - suspected mail loop", true)]
    [InlineData("SMTP error from remote mail server after RCPT TO:<lee@contoso.example>: 450 4.2.0 Greylisted", false)]
    public void A_report_that_says_that_it_is_for_good_is_permanent(string words, bool isPermanent)
    {
        var mail = "From: Mail Delivery System <Mailer-Daemon@mx.fabrikam.example>\nTo: ana@fabrikam.example\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\n"
            + $"A message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  lee@contoso.example\n    {words}\n";
        Assert.Equal(isPermanent, Assert.Single(ReadRecord.Of("a.eml", DsnReader.Read(Encoding.UTF8.GetBytes(mail)), Catalogue.Default)).Permanent);
    }
}
