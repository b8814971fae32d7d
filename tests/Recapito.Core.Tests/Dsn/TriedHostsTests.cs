using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Reports that quote what several hosts said to one recipient: each reply is the one host's, and the last one counts.</summary>
public sealed class TriedHostsTests
{
    [Theory]
    [InlineData("two-hosts-bare-codes.eml", "192.0.2.21: 451 4.7.1 Greylisted, try again", "192.0.2.22: 550 5.1.1 No such user")]
    [InlineData("two-hosts-bracket-lines.eml", ": 450 4.2.0 Mailbox busy", "mx2.contoso.example: 552 5.2.2 Mailbox full")]
    [InlineData("two-hosts-exim-text.eml", "mx1.contoso.example: 451 4.3.0 Temporary lookup failure", "mx2.contoso.example: 550 5.1.1 No such user here")]
    [InlineData("two-hosts-list-of-lines.eml", ": 451 4.7.1 Greylisted, try again", "mx2.contoso.example: 550 5.1.1 No such user")]
    [InlineData("two-hosts-postfix-like.eml", "mx1.contoso.example: 451 4.7.1 Greylisted, try again (in reply to RCPT TO command)", "mx2.contoso.example: 550 5.1.1 No such user")]
    [InlineData("two-hosts-qmail.eml", "192.0.2.21: 421 4.3.2 Closing for maintenance", "192.0.2.22: 550 5.1.1 No such user")]
    [InlineData("two-hosts-reasons-dsn.eml", ": 451 4.7.1 Greylisted", "mx2.contoso.example: 550 5.1.1 No such user")]
    [InlineData("two-hosts-semicolon-codes.eml", ": 421 4.7.0 Busy", "mx2.contoso.example: 554 5.7.1 Your address is listed")]
    [InlineData("two-hosts-transcript.eml", "mx2.contoso.example: 550 5.1.1 No such user")]
    public void Each_reply_is_the_one_hosts_and_the_last_one_counts(string file, params string[] replies)
    {
        var recipient = Assert.Single(FormFixtures.Read($"forms/{file}").Recipients);
        Assert.Equal(replies, recipient.Replies.Select(reply => $"{reply.Host}: {reply.Reply}"));
        Assert.Equal(recipient.Replies[^1].Host, recipient.RefusingHost);
        Assert.Equal(recipient.RefusingHost, recipient.RemoteMta);
    }

    [Theory]
    [InlineData("qmail-three-recipients.eml", "198.51.100.61", null, null)]
    [InlineData("blind-x-qmail-third-host.eml", "192.0.2.11", null)]
    public void A_host_that_was_asked_for_one_recipient_is_not_that_of_the_next(string file, params string?[] hosts) =>
        Assert.Equal(hosts, FormFixtures.Read($"forms/{file}").Recipients.Select(recipient => recipient.RemoteMta));

    [Fact]
    public void A_system_that_gave_up_by_itself_names_the_host_that_it_tried_last()
    {
        var recipient = Assert.Single(FormFixtures.Read("forms/exchange-online-expired-tls.eml").Recipients);
        Assert.Equal(("mail.contoso.example", "DB5PR01MB0001.eurprd01.prod.outlook.com"), (recipient.RemoteMta, recipient.RefusingHost));
    }

    [Theory]
    [InlineData("550 5.1.351 Remote server returned unknown recipient -> 550 5.1.1 No such user", ": 550 5.1.351 Remote server returned unknown recipient -> 550 5.1.1 No such user", ": 550 5.1.1 No such user")]
    [InlineData("550 5.1.1 host mx2.contoso.example [192.0.2.22] replied: 451 4.3.0 later", ": 550 5.1.1 host mx2.contoso.example [192.0.2.22] replied: 451 4.3.0 later")]
    [InlineData("450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.9]", ": 450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.9]")]
    [InlineData("451 4.7.1 See https://contoso.example/help: 550 messages were refused", ": 451 4.7.1 See https://contoso.example/help: 550 messages were refused")]
    [InlineData("451 4.7.1 Try later, lee@contoso.example: 550 5.1.1 unknown", ": 451 4.7.1 Try later, lee@contoso.example: 550 5.1.1 unknown")]
    [InlineData("450 4.7.1 Access denied, no name for [192.0.2.9] <lee@contoso.example>... Deferred: 450 4.7.1 Access denied", ": 450 4.7.1 Access denied, no name for [192.0.2.9] <lee@contoso.example>... Deferred: 450 4.7.1 Access denied")]
    public void A_reply_inside_another_stays_what_it_is(string diagnostic, params string[] replies) =>
        Assert.Equal(replies, QuotedReplies.Read(diagnostic, null, null).Select(reply => $"{reply.Host}: {reply.Reply}"));

    [Fact]
    public void A_number_in_what_a_program_says_is_no_reply()
    {
        var recipient = Assert.Single(FormFixtures.Read("forms/program-output-with-number.eml").Recipients);
        Assert.Empty(recipient.Replies);
        Assert.Equal("x-unix", recipient.DiagnosticType);
    }
}
