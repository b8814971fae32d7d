using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public class SmtpDialogueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Commands, and the start of the reply to each (RFC 5321 §4.1.4, §4.3.2).</summary>
    public static TheoryData<string, string[], string[]> Sequences => new()
    {
        { "postfix", ["EHLO a", "MAIL FROM:<>", "RCPT TO:<lee@other.example>", "RSET", "QUIT"], ["250 mx", "250 2.1.0", "250 2.1.5", "250 2.0.0", "221 2.0.0"] },
        { "postfix", ["MAIL FROM:<>"], ["503 5.5.1 Error: send HELO/EHLO first"] },
        { "postfix", ["EHLO a", "RCPT TO:<lee@other.example>"], ["250", "503 5.5.1 Error: need MAIL command"] },
        { "postfix", ["EHLO a", "DATA"], ["250", "503 5.5.1 Error: need RCPT command"] },
        { "postfix", ["EHLO a", "MAIL FROM:<>", "MAIL FROM:<>"], ["250", "250", "503 5.5.1 Error: nested MAIL command"] },
        { "postfix", ["EHLO a", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>", "DATA"], ["250", "250", "554 5.7.1 <lee@contoso.example>: Relay access denied", "554 5.5.1 Error: no valid recipients"] },
        { "postfix", ["EHLO a", "MAIL FROM:<>", "RCPT TO:<no@other.example>"], ["250", "250", "550 5.1.1 <no@other.example>: Recipient address rejected: User unknown in local recipient table"] },
        { "postfix", ["EHLO", "HELO"], ["501", "501"] },
        { "postfix", ["EHLO a", "MAIL a@b.example", "MAIL FROM:<a b@c.example>", "MAIL FROM:<a@b.example>x"], ["250", "501", "501", "501"] },
        { "postfix", ["EHLO a", "MAIL FROM:<>", "RCPT TO:lee", "RCPT TO:<>"], ["250", "250", "501", "501"] },
        { "postfix", ["FOO", "", "NOOP"], ["500", "500", "250"] },
        { "postfix", ["STARTTLS", "EHLO a", "STARTTLS"], ["503", "250", "502"] },
        { "postfix", ["ehlo a", "mail from:<a@b.example> SIZE=3", "rcpt to:<LEE@OTHER.example>"], ["250", "250", "250"] },
        { "postfix", ["EHLO a", "MAIL FROM:<>", "EHLO a", "RCPT TO:<lee@other.example>"], ["250", "250", "250", "503"] },
        { "exim", ["EHLO a", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>", "RCPT TO:<no@other.example>", "FOO"], ["250", "250 OK", "550 relay not permitted", "550 Unrouteable address", "500 unrecognized command"] },
        { "exchange-server", ["EHLO a", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>", "RCPT TO:<no@other.example>"], ["250", "250 2.1.0 Sender OK", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", "550 5.1.10 RESOLVER.ADR.RecipientNotFound"] },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Commands_get_the_replies_of_their_place(string kind, string[] commands, string[] replies)
    {
        var dialogue = Open(new() { Is = kind, Accepts = ["other.example"], Recipients = ["lee@other.example"] });
        var got = commands.Select(command => SmtpWire.OneLine(dialogue.Handle(command))).ToArray();
        Assert.Equal(replies.Length, got.Length);
        Assert.All(replies.Zip(got), pair => Assert.StartsWith(pair.First.Length > 3 ? pair.First.Replace("250 mx", "250-mx", StringComparison.Ordinal) : pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_goes_through_and_the_next_one_may_follow()
    {
        var dialogue = Open(new() { Accepts = ["other.example"] });
        string[] commands = ["EHLO a", "MAIL FROM:<a@b.example>", "RCPT TO:<lee@other.example>", "DATA"];
        Assert.Equal([250, 250, 250, 354], [.. commands.Select(command => dialogue.Handle(command).Code)]);
        Assert.True(dialogue.ReadsMessage);
        Assert.Equal(250, dialogue.EndOfData().Code);
        Assert.False(dialogue.ReadsMessage);
        Assert.Equal(250, dialogue.Handle("MAIL FROM:<a@b.example>").Code);
    }

    [Fact]
    public void A_command_line_of_more_than_512_octets_is_an_error_and_no_command()
    {
        var dialogue = Open(new());
        Assert.Equal(500, dialogue.Handle("EHLO " + new string('a', 506)).Code);
        Assert.Equal(250, dialogue.Handle("EHLO " + new string('a', 505)).Code);
    }

    [Fact]
    public void Too_many_errors_end_the_session()
    {
        var dialogue = Open(new());
        for (var error = 0; error < SmtpDialogue.ErrorLimit; error++)
        {
            Assert.Equal(500, dialogue.Handle("FOO").Code);
        }

        Assert.Equal(421, dialogue.Handle("NOOP").Code);
        Assert.True(dialogue.Closed);
    }

    [Fact]
    public void A_refusing_greeting_leaves_QUIT_only()
    {
        var dialogue = Open(new() { Refuses = [new("connect", null, "192.0.2.9", null, "554 5.7.1 go away")] }, "192.0.2.9");
        Assert.Equal("554 5.7.1 go away", dialogue.Banner.ToString());
        Assert.Equal(503, dialogue.Handle("EHLO a").Code);
        Assert.Equal(221, dialogue.Handle("QUIT").Code);
    }

    /// <summary>Refusal, client, sender, recipient, start of the last reply.</summary>
    public static TheoryData<WorldRefusal, string, string, string, string> Refusals => new()
    {
        { new("mail", null, null, "<>", "550 5.7.1 null sender"), "192.0.2.9", "", "lee@other.example", "550 5.7.1 null sender" },
        { new("mail", null, null, "<>", "550 5.7.1 null sender"), "192.0.2.9", "ana@fabrikam.example", "lee@other.example", "250" },
        { new("rcpt", "@other.example", null, null, "541 5.4.1 Mail rejected by destination domain"), "192.0.2.9", "", "lee@other.example", "541 5.4.1 Mail rejected by destination domain" },
        { new("rcpt", "lee@other.example", null, null, "550-5.1.1 no\n550 5.1.1 such user"), "192.0.2.9", "", "LEE@other.example", "550-5.1.1 no 550 5.1.1 such user" },
        { new("rcpt", "kim@other.example", null, null, "550 no"), "192.0.2.9", "", "lee@other.example", "250" },
        { new("rcpt", null, "192.0.2.10", null, "550 no"), "192.0.2.9", "", "lee@other.example", "250" },
        { new("data", null, null, null, "554 5.6.0 bad content"), "192.0.2.9", "", "lee@other.example", "554 5.6.0 bad content" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_hosts_own_refusals_hit_whom_they_name_and_nobody_else(WorldRefusal refusal, string client, string sender, string recipient, string end)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var dialogue = Open(new() { Accepts = ["other.example"], Refuses = [refusal] }, client);
        var answer = Assert.Single(SmtpTransaction.Run(dialogue, "a.example", sender, [recipient], untilData: true));
        Assert.StartsWith(end, SmtpWire.OneLine(answer.Reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mx.oldhost.example", "198.51.100.77", 554)]
    [InlineData("mx.oldhost.example", "192.0.2.25", 250)]
    [InlineData("exchange-online", "198.51.100.77", 250)]
    public void A_block_list_hits_the_observer_only(string blocker, string client, int code)
    {
        var view = View(new() { BlockedBy = [blocker] });
        var dialogue = SmtpHosts.DialogueFor(view, "mx.oldhost.example", new() { Accepts = ["other.example"] }, client)!;
        var answer = Assert.Single(SmtpTransaction.Run(dialogue, "a.example", "", ["lee@other.example"], untilData: false));
        Assert.Equal(code, answer.Reply.Code);
    }

    /// <summary>Kind of the gateway, command that fails, its reply.</summary>
    public static TheoryData<string, string, string> Gateways => new()
    {
        { "postfix", "end of DATA", "550 permanent failure for one or more recipients (no@other.example:550 5.1.1 <no@other.example>: Recipient address rejected: User unknown in local recipient table)" },
        { "exim", "RCPT TO", "550 Callout verification failed: 550 5.1.1 <no@other.example>: Recipient address rejected: User unknown in local recipient table" },
        { "exchange-server", "RCPT TO", "550 5.1.1 <no@other.example>: Recipient address rejected: User unknown in local recipient table" },
    };

    [Theory]
    [MemberData(nameof(Gateways))]
    public void A_gateway_says_what_the_host_behind_it_said(string kind, string command, string reply)
    {
        var view = View(new()) with { Hosts = new Dictionary<string, WorldHost> { ["in.other.example"] = new() { Accepts = ["other.example"], Recipients = ["lee@other.example"] } } };
        var gateway = new WorldHost { Is = kind, Accepts = ["other.example"], RelaysTo = "in.other.example" };
        SmtpDialogue Dialogue() => SmtpHosts.DialogueFor(view, "gw.other.example", gateway, "192.0.2.25")!;

        var refused = Assert.Single(SmtpTransaction.Run(Dialogue(), "a.example", "ana@fabrikam.example", ["no@other.example"], untilData: true));
        Assert.Equal((command, reply), (refused.Command, SmtpWire.OneLine(refused.Reply)));
        Assert.True(SmtpTransaction.Run(Dialogue(), "a.example", "ana@fabrikam.example", ["lee@other.example"], untilData: true)[0].Reply.IsPositive);
    }

    [Fact]
    public void Gateways_in_a_ring_end_with_a_temporary_reply()
    {
        var ring = new WorldHost { Is = "exchange-server", Accepts = ["other.example"], RelaysTo = "a.other.example" };
        var view = View(new()) with { Hosts = new Dictionary<string, WorldHost> { ["a.other.example"] = ring } };
        var dialogue = SmtpHosts.DialogueFor(view, "a.other.example", ring, "192.0.2.25")!;
        Assert.True(SmtpTransaction.Run(dialogue, "a.example", "", ["lee@other.example"], untilData: false)[0].Reply.IsTransient);
    }

    private static MailView View(WorldObserver observer) =>
        new(Noon, new Dictionary<string, WorldHost>(), new Dictionary<string, WorldTenant>(), observer);

    private static SmtpDialogue Open(WorldHost host, string client = "192.0.2.25") => SmtpHosts.DialogueFor(View(new()), "mx.oldhost.example", host, client)!;
}
