using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class SmtpProbeTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private static readonly SmtpSessionRequest Session = new(Host, Address);
    private static readonly RcptRequest Lee = new(Host, Address, RcptRole.Target, "lee@contoso.example");
    private static readonly RcptRequest Random = new(Host, Address, RcptRole.Control, "contoso.example");
    private static readonly RcptRequest Known = new(Host, Address, RcptRole.KnownGood, "ana@contoso.example");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("250 2.1.5 OK", null, "taken")]
    [InlineData("251 forwarded", null, "taken")]
    [InlineData("252 cannot verify", null, "gap")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied", RefusalAbout.Recipient, "refused")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied", null, "refused")]
    [InlineData("550 5.1.1 User unknown", null, "refused")]
    [InlineData("550 no such user", null, "refused")]
    [InlineData("556 5.1.10 null MX", null, "refused")]
    [InlineData("554 5.7.1 <lee>: Relay access denied", RefusalAbout.Recipient, "refused")]
    [InlineData("554 5.7.1 something that nobody knows", null, "gap")]
    [InlineData("550 5.7.1 Service unavailable, Client host blocked", RefusalAbout.Client, "gap")]
    [InlineData("550 5.1.8 sender domain does not exist", null, "gap")]
    [InlineData("550 5.1.1 about our sender", RefusalAbout.Sender, "gap")]
    [InlineData("554 no thanks", null, "gap")]
    [InlineData("530 5.7.0 Must issue STARTTLS first", null, "gap")]
    [InlineData("501 5.1.3 bad syntax", null, "gap")]
    [InlineData("503 bad sequence", null, "gap")]
    [InlineData("450 4.2.0 greylisted", null, "gap")]
    [InlineData("451 4.7.500 Server busy", RefusalAbout.Recipient, "gap")]
    [InlineData("421 4.3.2 closing", null, "gap")]
    [InlineData("354 go on", null, "gap")]
    public async Task A_reply_is_about_the_recipient_or_it_is_a_gap(string reply, RefusalAbout? about, string want)
    {
        foreach (var pipelining in (bool[])[true, false])
        {
            await using var lab = new TestLab();
            var script = lab.Smtp(Address).On("RCPT", reply);
            _ = pipelining ? script : script.On("EHLO", "250 mx.contoso.example");
            var seen = Assert.Single(await lab.SmtpProbe(_ => about).AskAsync(Host, Address, [Lee], null, Cancel));
            var got = seen is Present<RcptAnswer> { Value: var answer } ? answer.Accepted ? "taken" : "refused" : seen.Outcome is Outcome.Unavailable ? "gap" : "absent";
            Assert.True(got == want, $"{reply}: {got} ({seen.Why}), want {want}");
            Assert.Contains($"S: {reply}", seen.Source.Transcript!);
            Assert.True(seen.Why is null || seen.Why.Contains(reply, StringComparison.Ordinal), seen.Why);
        }
    }

    [Theory]
    [InlineData("554 5.7.1 blocked")]
    [InlineData("421 4.3.2 too busy")]
    [InlineData("521 host does not accept mail")]
    public async Task A_banner_that_declines_says_nothing_of_recipients(string banner)
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        script.Banner = banner;
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.Equal(banner, Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Banner.ToString());
        Assert.Equal($"the host declines to talk to us: {banner}", Assert.IsType<Unavailable<RcptAnswer>>(seen[1]).Reason);
        Assert.DoesNotContain("RCPT", script.Heard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220-mx.contoso.example ESMTP\n521 5.3.2 Service currently unavailable", "521 5.3.2 Service currently unavailable")]
    [InlineData("220-mx.contoso.example ESMTP\n550-5.7.1 Service unavailable;\n550 5.7.1 client [192.0.2.1] blocked", "550 5.7.1 Service unavailable; client [192.0.2.1] blocked")]
    [InlineData("220-mx.contoso.example ESMTP\n220-wait\n421 4.3.2 All server ports are busy", "421 4.3.2 All server ports are busy")]
    public async Task A_teaser_before_a_refusal_is_part_of_the_refusal(string banner, string refusal)
    {
        await using var lab = new TestLab();
        lab.Smtp(Address).Banner = banner;
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.Equal(refusal, Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Banner.ToString());
        Assert.Equal($"the host declines to talk to us: {refusal}", Assert.IsType<Unavailable<RcptAnswer>>(seen[1]).Reason);
    }

    [Theory]
    [InlineData("550 5.7.1 null sender refused")]
    [InlineData("451 4.7.1 later")]
    public async Task A_refused_reverse_path_says_nothing_of_the_recipient(string reply)
    {
        foreach (var ehlo in (string[])["250-mx\n250 PIPELINING", "250 mx"])
        {
            await using var lab = new TestLab();
            lab.Smtp(Address).On("EHLO", ehlo).On("MAIL", reply).On("RCPT", "503 5.5.1 need MAIL");
            var seen = Assert.IsType<Unavailable<RcptAnswer>>(Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [Lee], null, Cancel)));
            Assert.Equal($"the null reverse-path was refused before any recipient was named: {reply}", seen.Reason);
        }
    }

    [Fact]
    public async Task Session_and_three_recipients_share_one_connection_and_one_flight()
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address).On("RCPT", "550 5.4.1 no").On("RCPT TO:<ana@", "250 2.1.5 OK");
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee, Random, Known], null, Cancel);
        Assert.Equal(1, script.Connections);
        Assert.Equal(9, script.LongestFlight);
        Assert.Equal(
            ["EHLO probe.example", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>", "RSET", "MAIL FROM:<>",
             "RCPT TO:<recapito-probe-abcdefghijkl@contoso.example>", "RSET", "MAIL FROM:<>", "RCPT TO:<ana@contoso.example>", "RSET"],
            script.Lines.Where(line => line != "QUIT"));
        Assert.Equal(["PIPELINING"], Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Extensions);
        Assert.Equal(
            [("lee@contoso.example", false), ("recapito-probe-abcdefghijkl@contoso.example", false), ("ana@contoso.example", true)],
            seen.Skip(1).Select(one => Assert.IsType<Present<RcptAnswer>>(one).Value).Select(answer => (answer.Recipient, answer.Accepted)));
    }

    [Fact]
    public async Task Without_PIPELINING_each_command_waits_for_the_reply_before_it()
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address).On("EHLO", "250-mx\n250 SIZE 1000");
        await lab.SmtpProbe().AskAsync(Host, Address, [Lee, Random], null, Cancel);
        Assert.Equal(1, script.LongestFlight);
        Assert.Equal(2, script.Lines.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task HELO_is_said_where_EHLO_is_not_known()
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address).On("EHLO", "502 what?");
        var seen = await lab.SmtpProbe(ehlo: null).AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.Equal(["EHLO [127.0.0.1]", "HELO [127.0.0.1]"], script.Lines.Take(2));
        Assert.All(seen, one => Assert.Equal(Outcome.Present, one.Outcome));
    }

    [Theory]
    [InlineData(RouteFate.Refuse, Outcome.Absent, "connection refused")]
    [InlineData(RouteFate.Drop, Outcome.Unavailable, "no answer from 203.0.113.25 port 25 within 0.03 s")]
    [InlineData(RouteFate.Unreachable, Outcome.Unavailable, "no route to 203.0.113.25")]
    public async Task Only_a_refused_connection_says_that_there_is_no_server(RouteFate fate, Outcome want, string why)
    {
        await using var lab = new TestLab().With(Address, fate);
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.Equal((want, why), (seen[0].Outcome, seen[0].Why));
        Assert.Equal(Outcome.Unavailable, seen[1].Outcome);
    }

    [Fact]
    public async Task Provenance_names_the_host_and_a_command_that_stays_one_line_of_words()
    {
        await using var lab = new TestLab();
        lab.Smtp(Address);
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee with { Subject = "o'hara$(id)".Replace("(id)", "x", StringComparison.Ordinal) + "@contoso.example" }], null, Cancel);
        Assert.Equal("mx.contoso.example [203.0.113.25]", seen[0].Source.By);
        Assert.Equal("swaks --server 203.0.113.25 --ehlo 'probe.example' --quit-after EHLO", seen[0].Source.Command);
        Assert.Equal("swaks --server 203.0.113.25 --ehlo 'probe.example' --tls-optional --from '<>' --to 'o'\\''hara$x@contoso.example' --quit-after RCPT", seen[1].Source.Command);
    }

    [Fact]
    public async Task An_address_beyond_ASCII_goes_only_to_a_host_that_offers_SMTPUTF8()
    {
        var request = Lee with { Subject = "jürgen@contoso.example" };
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        Assert.Contains("SMTPUTF8", Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [request], null, Cancel)).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT", script.Heard, StringComparison.Ordinal);
        script.On("EHLO", "250-mx\n250 SMTPUTF8");
        Assert.Equal(Outcome.Present, Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [request], null, Cancel)).Outcome);
        Assert.Contains("MAIL FROM:<> SMTPUTF8\r\nRCPT TO:<jürgen@contoso.example>\r\n", script.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callers_cancel_stays_a_cancel()
    {
        await using var lab = new TestLab();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        lab.Tcp(Address, 25, async (stream, _) =>
        {
            await gone.CancelAsync();
            _ = await stream.ReadAsync(new byte[1], Cancel);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.SmtpProbe().AskAsync(Host, Address, [Session], null, gone.Token));
    }

    [Theory]
    [InlineData("250 2.1.5 OK", null, "taken")]
    [InlineData("554 5.7.1 <relay-test@example.com>: Relay access denied", null, "refused")]
    [InlineData("550 relay not permitted", null, "refused")]
    [InlineData("550 5.7.1 Unable to relay", null, "refused")]
    [InlineData("554 5.7.1 Relaying denied; client host blocked", RefusalAbout.Client, "gap")]
    [InlineData("554 5.7.1 Client host blocked", RefusalAbout.Client, "gap")]
    [InlineData("554 5.7.1 something that nobody knows", null, "gap")]
    [InlineData("450 4.7.1 come again later", null, "gap")]
    [InlineData("530 5.7.0 Authentication required", null, "gap")]
    public async Task An_address_of_a_foreign_domain_is_taken_refused_or_not_answered_for(string reply, RefusalAbout? about, string want)
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address).On("RCPT", reply);
        var relay = new RcptRequest(Host, Address, RcptRole.Relay, "relay-test@example.com");
        var seen = Assert.Single(await lab.SmtpProbe(_ => about).AskAsync(Host, Address, [relay], null, Cancel));
        Assert.Equal(want, seen is Present<RcptAnswer> { Value.Accepted: var accepted } ? accepted ? "taken" : "refused" : "gap");
        Assert.Equal(["MAIL FROM:<>", "RCPT TO:<relay-test@example.com>"], script.Lines.Where(line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.DoesNotContain("DATA", script.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_of_a_conversation_has_its_moment()
    {
        await using var lab = new TestLab();
        lab.Smtp(Address);
        var source = (await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel))[0].Source;
        Assert.Equal(source.Transcript!.Count, source.Moments!.Count);
        Assert.Equal(source.Moments.Order(), source.Moments);
        Assert.True(source.Elapsed >= source.Moments[^1]);
    }
}
