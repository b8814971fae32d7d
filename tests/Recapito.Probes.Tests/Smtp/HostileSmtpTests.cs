using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class HostileSmtpTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private static readonly SmtpSessionRequest Session = new(Host, Address);
    private static readonly RcptRequest Lee = new(Host, Address, RcptRole.Target, "lee@contoso.example");
    private static readonly RcptRequest Random = new(Host, Address, RcptRole.Control, "contoso.example");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TestLab Impatient => new()
    {
        Limits = ProbeLimits.ForLab with { Step = TimeSpan.FromMilliseconds(300), Total = TimeSpan.FromSeconds(2), LabSilence = TimeSpan.FromMilliseconds(30) },
    };

    [Theory]
    [InlineData("no banner, closed", "", "closed the connection instead of replying to the connection")]
    [InlineData("no banner, silent", "…", "within 0.3 s")]
    [InlineData("HTTP", "HTTP/1.1 400 Bad Request", "not an SMTP reply")]
    [InlineData("two digits", "22 hello", "not an SMTP reply")]
    [InlineData("first digit 6", "620 hello", "not an SMTP reply")]
    [InlineData("no blank after the code", "2200 hello", "not an SMTP reply")]
    [InlineData("empty line", "\n220 hello", "not an SMTP reply")]
    [InlineData("mixed codes", "220-hello\n250 hello", "different codes")]
    [InlineData("never ends", "220-hello", "within 0.3 s")]
    public async Task A_banner_that_is_none_is_a_gap_for_session_and_recipient(string row, string banner, string why)
    {
        await using var lab = Impatient;
        lab.Smtp(Address).Banner = banner;
        await SeesGaps(lab, row, why, sessionToo: true);
    }

    [Theory]
    [InlineData("EHLO", "", "closed")]
    [InlineData("EHLO", "…", "within 0.3 s")]
    [InlineData("EHLO", "421 4.3.2 bye", "ends the conversation at EHLO")]
    [InlineData("EHLO", "250-a\n550 b", "different codes")]
    [InlineData("MAIL", "", "closed")]
    [InlineData("MAIL", "…", "within 0.3 s")]
    [InlineData("MAIL", "421 4.3.2 bye", "ends the conversation at MAIL FROM")]
    [InlineData("RCPT", "", "closed")]
    [InlineData("RCPT", "…", "within 0.3 s")]
    [InlineData("RCPT", "421 4.7.0 bye", "ends the conversation at RCPT TO")]
    [InlineData("RCPT", "550-5.1.1 a\n250 b", "different codes")]
    public async Task Whatever_breaks_off_is_a_gap_and_never_a_refusal(string command, string reply, string why)
    {
        await using var lab = Impatient;
        lab.Smtp(Address).On(command, reply);
        await SeesGaps(lab, $"{command}: {reply}", why, sessionToo: command is "EHLO");
    }

    [Fact]
    public async Task An_answer_that_came_before_the_connection_broke_is_kept()
    {
        await using var lab = Impatient;
        lab.Smtp(Address).On("RCPT", "550 5.4.1 no").On("RSET", "");
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Lee, Random], null, Cancel);
        Assert.False(Assert.IsType<Present<RcptAnswer>>(seen[0]).Value.Accepted);
        Assert.Equal(Outcome.Unavailable, seen[1].Outcome);
    }

    [Theory]
    [InlineData("endless banner without an end of line", "220 ", "x", "a line of more than 4096 octets in the reply to the connection")]
    [InlineData("endless lines", "", "250-x\r\n", "512 lines")]
    [InlineData("endless short lines", "220 x\r\n", "250-\r\n", "512 lines")]
    public async Task A_host_that_never_stops_is_stopped(string row, string start, string again, string why)
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
        await SeesGaps(lab, row, why, sessionToo: true);
    }

    [Fact]
    public async Task Dripping_bytes_do_not_stretch_the_deadline_of_a_reply()
    {
        await using var lab = Impatient;
        lab.Tcp(Address, 25, async (stream, _) =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
            while (await timer.WaitForNextTickAsync(Cancel))
            {
                await stream.WriteAsync("2"u8.ToArray(), Cancel);
            }
        });
        await SeesGaps(lab, "tarpit", "within 0.3 s", sessionToo: true);
    }

    [Fact]
    public async Task A_host_that_is_just_in_time_at_every_step_ends_with_the_total()
    {
        await using var lab = new TestLab { Limits = ProbeLimits.ForLab with { Step = TimeSpan.FromSeconds(5), Total = TimeSpan.FromSeconds(1) } };
        lab.Smtp(Address).On("RCPT", "…");
        await SeesGaps(lab, "total", "time is up after 1 s", sessionToo: false);
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

    private static async Task SeesGaps(TestLab lab, string row, string why, bool sessionToo)
    {
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.True(seen[1].Outcome is Outcome.Unavailable && seen[1].Why!.Contains(why, StringComparison.Ordinal), $"{row}: {seen[1].Outcome} {seen[1].Why}");
        Assert.True(seen[0].Outcome == (sessionToo ? Outcome.Unavailable : Outcome.Present), $"{row}: {seen[0].Outcome} {seen[0].Why}");
    }
}
