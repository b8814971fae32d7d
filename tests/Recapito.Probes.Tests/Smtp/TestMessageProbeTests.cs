using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class TestMessageProbeTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private static readonly TestMessageRequest Request = new(Host, Address, "lee@contoso.example", "");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_marked_message_is_sent_and_the_reply_after_the_dot_is_the_answer()
    {
        await using var lab = new TestLab();
        var script = Script(lab, "250 2.0.0 queued as 4711");
        var seen = Assert.IsType<Present<TestMessageAnswer>>(await Probe(lab, may: true).AskAsync(Request, Cancel)).Value;
        Assert.True(seen.Accepted);
        Assert.Equal(("end of data", "250 2.0.0 queued as 4711"), (seen.Command, seen.Reply.ToString()));
        Assert.Equal(["EHLO probe.example", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>", "DATA"], script.Lines.Take(4));
        Assert.Contains($"Subject: Recapito test {seen.Id}", script.Lines);
        Assert.Contains("Auto-Submitted: auto-generated", script.Lines);
        Assert.Contains("From: Recapito test <lee@contoso.example>", script.Lines);
        Assert.Matches("^[a-z]{12}$", seen.Id);
        Assert.Single(script.Lines, ".");
    }

    [Fact]
    public async Task The_sender_is_the_users()
    {
        await using var lab = new TestLab();
        var script = Script(lab, "250 OK");
        _ = await Probe(lab, may: true).AskAsync(Request with { Sender = "ana@fabrikam.example" }, Cancel);
        Assert.Contains("MAIL FROM:<ana@fabrikam.example>", script.Lines);
        Assert.Contains("From: Recapito test <ana@fabrikam.example>", script.Lines);
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 no", "MAIL FROM")]
    [InlineData("RCPT", "550 5.1.1 unknown", "RCPT TO")]
    [InlineData("DATA", "451 4.3.0 later", "DATA")]
    public async Task A_refusal_ends_it_and_nothing_more_is_said(string at, string reply, string command)
    {
        await using var lab = new TestLab();
        var script = Script(lab, "250 OK").On(at, reply);
        var seen = Assert.IsType<Present<TestMessageAnswer>>(await Probe(lab, may: true).AskAsync(Request, Cancel)).Value;
        Assert.Equal((false, command, reply), (seen.Accepted, seen.Command, seen.Reply.ToString()));
        Assert.DoesNotContain(script.Lines, line => line.StartsWith("Subject:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_dot_is_a_gap()
    {
        await using var lab = new TestLab();
        _ = Script(lab, "");
        Assert.IsType<Unavailable<TestMessageAnswer>>(await Probe(lab, may: true).AskAsync(Request, Cancel));
    }

    [Fact]
    public async Task A_second_message_is_never_sent()
    {
        await using var lab = new TestLab();
        var script = Script(lab, "250 OK");
        var probe = Probe(lab, may: true);
        _ = await probe.AskAsync(Request, Cancel);
        Assert.IsType<Unavailable<TestMessageAnswer>>(await probe.AskAsync(Request with { Recipient = "kim@contoso.example" }, Cancel));
        Assert.Single(script.Lines, "DATA");
    }

    [Theory]
    [InlineData("lee@contoso.example\r\nDATA", "")]
    [InlineData("lee@contoso.example", "ana@fabrikam.example>\r\nRSET")]
    [InlineData("lee,kim@contoso.example", "")]
    [InlineData("l\u00e9e@contoso.example", "")]
    public async Task What_could_steer_the_dialogue_is_not_sent(string recipient, string sender)
    {
        await using var lab = new TestLab();
        var script = Script(lab, "250 OK");
        Assert.IsType<Unavailable<TestMessageAnswer>>(await Probe(lab, may: true).AskAsync(Request with { Recipient = recipient, Sender = sender }, Cancel));
        Assert.Empty(script.Lines);
    }

    /// <summary>Every kind of question to a mail host, and no flag: DATA must not be heard.</summary>
    [Fact]
    public async Task Without_the_flag_DATA_is_never_sent_whatever_is_asked()
    {
        await using var lab = new TestLab();
        var script = Script(lab, "250 OK");
        Request[] all =
        [
            Request, new SmtpSessionRequest(Host, Address), new RcptRequest(Host, Address, RcptRole.Target, "lee@contoso.example"), new RcptRequest(Host, Address, RcptRole.Control, "contoso.example"),
            new RcptRequest(Host, Address, RcptRole.Relay, "relay-test@example.com"), new OldTlsRequest(Host, Address),
        ];
        var evidence = await EvidenceCollector.Create(Options(lab, may: false), _ => null).CollectAsync(_ => all, EvidenceSet.Empty, null, Cancel);
        Assert.Equal(Outcome.Unavailable, evidence.Find(Request)!.Outcome);
        Assert.True(script.Connections > 0);
        Assert.DoesNotContain("DATA", script.Heard, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("BDAT", script.Heard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Only_the_probe_of_test_messages_knows_the_command()
    {
        var files = OneDialerTests.Sources().Where(file => File.ReadAllText(file).Contains("\"DATA\"", StringComparison.Ordinal)).Select(Path.GetFileName);
        Assert.Equal(["TestMessageProbe.cs"], files);
    }

    private static SmtpScript Script(TestLab lab, string afterDot)
    {
        // Lines of the message have no reply of their own; only the lone dot ends it.
        var script = lab.Smtp(Address).On("EHLO", "250 mx.contoso.example").On("DATA", "354 go ahead").On(".", afterDot);
        return script.Swallowing("DATA", ".");
    }

    private static ProbeOptions Options(TestLab lab, bool may) =>
        new() { LabRoutes = lab.Routes, EhloName = "probe.example", MaySendTestMessage = may, Limits = lab.Limits, Budget = new(new StandingClock(TestLab.Now)) };

    private static TestMessageProbe Probe(TestLab lab, bool may) => new(lab.Dialer, Options(lab, may), new StandingClock(TestLab.Now));
}
