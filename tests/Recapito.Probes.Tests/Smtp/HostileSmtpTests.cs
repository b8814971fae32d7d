using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class HostileSmtpTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private const string Silent = "within 2 s";
    private static readonly SmtpSessionRequest Session = new(Host, Address);
    private static readonly RcptRequest Lee = new(Host, Address, RcptRole.Target, "lee@contoso.example");
    private static readonly RcptRequest Random = new(Host, Address, RcptRole.Control, "contoso.example");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Does not wait long where the row is about silence; elsewhere a host may be as slow as a busy machine makes it.</summary>
    private static TestLab Lab(string why = "")
    {
        var lab = new TestLab();
        lab.Limits = lab.Limits with { Step = why is Silent ? TimeSpan.FromSeconds(2) : lab.Limits.Step };
        return lab;
    }

    [Theory]
    [InlineData("no banner, closed", "", "closed the connection instead of replying to the connection", "smtp-closes-without-banner")]
    [InlineData("no banner, silent", "…", Silent, "smtp-no-banner")]
    [InlineData("HTTP", "HTTP/1.1 400 Bad Request", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("SSH", "SSH-2.0-OpenSSH_9.2", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("NUL and ESC alone", "\0\u001b[2J", "not an SMTP reply to the connection (its banner): \\x00\\x1B[2J", "smtp-not-smtp")]
    [InlineData("two digits", "22 hello", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("first digit 6", "620 hello", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("no blank after the code", "2200 hello", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("empty line", "\n220 hello", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("mixed codes", "220-hello\n250 hello", "different codes", "smtp-mixed-codes")]
    [InlineData("a refusal that becomes an invitation", "521-no\n220 hello", "different codes", "smtp-mixed-codes")]
    [InlineData("two refusals in one", "220-hello\n421-no\n521 no", "different codes", "smtp-mixed-codes")]
    [InlineData("never ends", "220-hello", Silent, "smtp-tarpit")]
    public async Task A_banner_that_is_none_is_a_gap_for_session_and_recipient(string row, string banner, string why, string finding)
    {
        await using var lab = Lab(why);
        lab.Smtp(Address).Banner = banner;
        await SeesGaps(lab, row, why, finding, sessionToo: true);
    }

    [Theory]
    [InlineData("EHLO", "", "closed", "smtp-closes-early")]
    [InlineData("EHLO", "…", Silent, "smtp-no-reply")]
    [InlineData("EHLO", "250-mx.contoso.example", Silent, "smtp-tarpit")]
    [InlineData("EHLO", "421 4.3.2 bye", "ends the conversation at EHLO", null)]
    [InlineData("EHLO", "250-a\n550 b", "different codes", "smtp-mixed-codes")]
    [InlineData("MAIL", "", "closed", "smtp-closes-early")]
    [InlineData("MAIL", "…", Silent, "smtp-no-reply")]
    [InlineData("MAIL", "421 4.3.2 bye", "ends the conversation at MAIL FROM", null)]
    [InlineData("RCPT", "", "closed", "smtp-closes-early")]
    [InlineData("RCPT", "…", Silent, "smtp-no-reply")]
    [InlineData("RCPT", "421 4.7.0 bye", "ends the conversation at RCPT TO", null)]
    [InlineData("RCPT", "550-5.1.1 a\n250 b", "different codes", "smtp-mixed-codes")]
    [InlineData("RCPT", "what?", "not an SMTP reply", "smtp-not-smtp")]
    [InlineData("RCPT", "450 4.2.0 Greylisted, come again later", "transient", null)]
    [InlineData("RCPT", "550 5.7.1 Service unavailable; client [192.0.2.1] blocked using a list", "cannot be told", null)]
    public async Task Whatever_breaks_off_is_a_gap_and_never_a_refusal(string command, string reply, string why, string? finding)
    {
        await using var lab = Lab(why);
        lab.Smtp(Address).On(command, reply);
        await SeesGaps(lab, $"{command}: {reply}", why, finding, sessionToo: command is "EHLO");
    }

    [Fact]
    public async Task An_answer_that_came_before_the_connection_broke_is_kept()
    {
        await using var lab = Lab();
        lab.Smtp(Address).On("RCPT", "550 5.4.1 no").On("RSET", "");
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Lee, Random], null, Cancel);
        Assert.False(Assert.IsType<Present<RcptAnswer>>(seen[0]).Value.Accepted);
        Assert.Equal(Outcome.Unavailable, seen[1].Outcome);
    }

    [Theory]
    [InlineData("endless banner without an end of line", "220 ", "x", "a line of more than 4096 octets in the reply to the connection", "smtp-endless-banner")]
    [InlineData("endless garbage", "", "\0", "a line of more than 4096 octets in the reply to the connection", "smtp-endless-banner")]
    [InlineData("endless line after the banner", "220 x\r\n250 ", "x", "a line of more than 4096 octets in the reply to EHLO", "smtp-line-too-long")]
    [InlineData("endless lines", "", "250-x\r\n", "512 lines", "smtp-endless-reply")]
    [InlineData("endless short lines", "220 x\r\n", "250-\r\n", "512 lines", "smtp-endless-reply")]
    [InlineData("endless long lines", "220 x\r\n", "250-0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\r\n", "64 KB", "smtp-endless-reply")]
    public async Task A_host_that_never_stops_is_stopped(string row, string start, string again, string why, string finding)
    {
        await using var lab = new TestLab();
        long sent = 0;
        lab.Tcp(Address, 25, async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start), Cancel);
            var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(again, 1000)));
            while (true)
            {
                await stream.WriteAsync(bytes, Cancel);
                sent += bytes.Length;
            }
        });
        await SeesGaps(lab, row, why, finding, sessionToo: true);
    }

    [Fact]
    public async Task Of_ten_megabytes_hardly_anything_is_kept()
    {
        await using var lab = new TestLab();
        lab.Tcp(Address, 25, async (stream, _) =>
        {
            var megabyte = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            await stream.WriteAsync("220 "u8.ToArray(), Cancel);
            for (var i = 0; i < 10; i++)
            {
                await stream.WriteAsync(megabyte, Cancel);
            }
        });
        var seen = Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [Session], null, Cancel));
        Assert.Equal("smtp-endless-banner", seen.Misbehaviour);
        Assert.InRange(seen.Source.Transcript!.Sum(line => line.Length), 1, 1024);
    }

    [Fact]
    public async Task Dripping_bytes_do_not_stretch_the_deadline_of_a_reply()
    {
        await using var lab = Lab(Silent);
        lab.Tcp(Address, 25, async (stream, _) =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
            while (await timer.WaitForNextTickAsync(Cancel))
            {
                await stream.WriteAsync("2"u8.ToArray(), Cancel);
            }
        });
        await SeesGaps(lab, "tarpit", Silent, "smtp-tarpit", sessionToo: true);
    }

    [Fact]
    public async Task A_host_that_is_just_in_time_at_every_step_ends_with_the_total()
    {
        await using var lab = new TestLab { Limits = ProbeLimits.ForLab with { Step = TimeSpan.FromSeconds(60), Total = TimeSpan.FromSeconds(5) } };
        lab.Smtp(Address).On("RCPT", "…");
        await SeesGaps(lab, "total", "time is up after 5 s", "smtp-tarpit", sessionToo: false);
    }

    [Fact]
    public async Task Control_characters_of_a_reply_do_nothing_to_a_terminal()
    {
        await using var lab = new TestLab();
        lab.Smtp(Address).On("RCPT", "550 5.1.1 a\0b\u001b]8;;http://evil.example\u0007c\u00e9\u0085");
        var seen = Assert.IsType<Present<RcptAnswer>>(Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [Lee], null, Cancel)));
        Assert.Equal("a\\x00b\\x1B]8;;http://evil.example\\x07c\\xE9\\x85", seen.Value.Reply.Text);
        Assert.All(seen.Source.Transcript!, line => Assert.DoesNotContain(line, char.IsControl));
    }

    [Fact]
    public async Task Garbage_in_a_banner_is_shown_and_does_not_end_the_session()
    {
        await using var lab = new TestLab();
        lab.Smtp(Address).Banner = "220 mx.contoso.example \0\u001b[2J caf\u00e9";
        var seen = Assert.IsType<Present<SmtpSession>>(Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [Session], null, Cancel)));
        Assert.Equal("mx.contoso.example \\x00\\x1B[2J caf\\xE9", seen.Value.Banner.Text);
    }

    [Fact]
    public async Task A_host_that_accepts_everything_is_said_to_do_so()
    {
        await using var lab = new TestLab();
        lab.Smtp(Address);
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Lee, Random], null, Cancel);
        Assert.All(seen, one => Assert.True(Assert.IsType<Present<RcptAnswer>>(one).Value.Accepted));
    }

    [Fact]
    public async Task A_reset_in_place_of_a_reply_says_nothing_of_the_recipient()
    {
        await using var lab = new TestLab();
        lab.Tcp(Address, 25, async (stream, _) =>
        {
            await stream.WriteAsync("220 mx.contoso.example\r\n"u8.ToArray(), Cancel);
            _ = await stream.ReadAsync(new byte[512], Cancel);
            var socket = ((System.Net.Sockets.NetworkStream)stream).Socket;
            socket.LingerState = new(true, 0);
            socket.Dispose();
        });
        await SeesGaps(lab, "reset", "connection reset by the host", "smtp-closes-early", sessionToo: true);
    }

    private static async Task SeesGaps(TestLab lab, string row, string why, string? finding, bool sessionToo)
    {
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.True(seen[1].Outcome is Outcome.Unavailable && seen[1].Why!.Contains(why, StringComparison.Ordinal), $"{row}: {seen[1].Outcome} {seen[1].Why}");
        Assert.True(seen[0].Outcome == (sessionToo ? Outcome.Unavailable : Outcome.Present), $"{row}: {seen[0].Outcome} {seen[0].Why}");
        Assert.All(seen.Skip(sessionToo ? 0 : 1), one => Assert.True(one.Misbehaviour == finding, $"{row}: {one.Misbehaviour}, want {finding}"));
    }
}
