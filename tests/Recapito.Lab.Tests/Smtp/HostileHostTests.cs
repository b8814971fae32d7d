using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>Hosts that drown, stall, mislead or leave their client.</summary>
public sealed class HostileHostTests
{
    private static readonly string[] Session = ["", "EHLO desk.fabrikam.example", "STARTTLS", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>", "RCPT TO:<kim@fabrikam.example>"];
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData("does: endless-banner", "", 200_000)]
    [InlineData("does: endless-ehlo", "EHLO a", 20_000)]
    public async Task What_has_no_end_goes_on(string how, string command, int octets)
    {
        await using var lab = Start(how);
        await using var client = await LabClient.ConnectAsync(lab.Routes, "203.0.113.25");
        if (command.Length > 0)
        {
            await client.TurnAsync("");
            await client.Stream.WriteAsync("EHLO a\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        Assert.Equal((octets, false), await client.DrainAsync(octets, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_ends_and_the_session_goes_on()
    {
        await using var lab = Start("does: long-line");
        await using var client = await LabClient.ConnectAsync(lab.Routes, "203.0.113.25");
        await client.TurnAsync("");
        await client.Stream.WriteAsync("EHLO a\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(((10 * 1024 * 1024) + 4, false), await client.DrainAsync((10 * 1024 * 1024) + 4, TimeSpan.FromSeconds(10)));
        await client.TurnAsync("");
        Assert.StartsWith("250 ", await client.TurnAsync("MAIL FROM:<>"), StringComparison.Ordinal);
    }

    // how, the last command, the reply to it
    [Theory]
    [InlineData("does: mixed-codes", 1, "250-first line\n550 second line")]
    [InlineData("does: mixed-codes, at: rcpt, accepts: contoso.example", 4, "250-first line\n550 second line")]
    [InlineData("does: mixed-codes, at: rcpt", 4, "554-first line\n250 second line")]
    [InlineData("does: four-two-one", 0, "421 4.3.2 Service shutting down")]
    [InlineData("does: four-two-one, at: ehlo", 1, "421 4.3.2 Service shutting down")]
    [InlineData("does: four-two-one, at: mail", 3, "421 4.3.2 Service shutting down")]
    [InlineData("does: four-two-one, at: rcpt", 4, "421 4.3.2 Service shutting down")]
    [InlineData("does: close", 0, "")]
    [InlineData("does: close, at: ehlo", 1, "")]
    [InlineData("does: close, at: starttls", 2, "")]
    [InlineData("does: close, at: mail", 3, "")]
    [InlineData("does: close, at: rcpt", 4, "")]
    [InlineData("does: eight-bit, at: banner", 0, "220 caf\u00e9 \0 \u001b[31mred\u001b]0;title\a \u0080\u009b\u00ff")]
    [InlineData("does: greylist", 4, "450 4.2.0 <lee@contoso.example>: Recipient address rejected: Greylisted for 300 seconds")]
    [InlineData("does: accept-all", 5, "250 2.1.5 Ok")]
    [InlineData("does: no-starttls", 2, "502 5.5.1 Error: command not implemented")]
    [InlineData("does: tarpit, ms: 1", 1, "250 STARTTLS")]
    public async Task A_session_comes_so_far(string how, int last, string reply)
    {
        await using var lab = Start(how);
        await using var client = await LabClient.ConnectAsync(lab.Routes, "203.0.113.25");
        var said = "";
        for (var i = 0; i <= last; i++)
        {
            // STARTTLS would begin a handshake; only where it is what is looked at is it said.
            said = i == 2 && last != 2 ? said : await client.TurnAsync(Session[i]);
        }

        Assert.EndsWith(reply, said, StringComparison.Ordinal);
        Assert.True(reply.Length > 0 || said.Length == 0, said);
    }

    [Theory]
    [InlineData("does: hang", "", "")]
    [InlineData("does: hang, at: rcpt", "MAIL FROM:<>", "RCPT TO:<lee@contoso.example>")]
    [InlineData("does: tls-hang", "STARTTLS", "no hello at all")]
    public async Task Silence_falls(string how, string before, string then)
    {
        await using var lab = Start(how);
        await using var client = await LabClient.ConnectAsync(lab.Routes, "203.0.113.25");
        if (before.Length > 0)
        {
            await client.TurnAsync("");
            await client.TurnAsync("EHLO a");
            Assert.StartsWith("2", await client.TurnAsync(before), StringComparison.Ordinal);
            await client.Stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(then + "\r\n"), TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, false), await client.DrainAsync(1, Moment));
    }

    [Fact]
    public async Task What_is_said_in_clear_behind_STARTTLS_comes_with_the_reply()
    {
        await using var lab = Start("does: plaintext-after-starttls");
        await using var client = await LabClient.ConnectAsync(lab.Routes, "203.0.113.25");
        await client.TurnAsync("");
        await client.TurnAsync("EHLO a");

        Assert.Equal("220 2.0.0 Ready to start TLS", await client.TurnAsync("STARTTLS"));
        Assert.Equal("250 2.0.0 said in clear", await client.TurnAsync(""));
    }

    [Theory]
    [InlineData("is: hostile", "lacks \"does\"")]
    [InlineData("is: hostile, does: endles-banner", "did you mean \"endless-banner\"")]
    [InlineData("is: hostile, does: close, at: quit", "known are banner")]
    [InlineData("is: postfix, does: close", "is: hostile")]
    public void A_host_that_is_not_described_rightly_is_an_error(string host, string words) =>
        Assert.Contains(words, Assert.Throws<WorldFileException>(() => WorldFile.Read("w", $"hosts: {{ mx.contoso.example: {{ {host} }} }}")).Message, StringComparison.Ordinal);

    private static RunningLab Start(string how) =>
        LabRun.Start(WorldFile.Read("w", $"hosts: {{ mx.contoso.example: {{ is: hostile, address: 203.0.113.25, {how} }} }}"));
}
