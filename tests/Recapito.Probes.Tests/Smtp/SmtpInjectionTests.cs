using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class SmtpInjectionTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> BadRecipients =>
    [
        "lee@contoso.example\r\nDATA", "lee@contoso.example\nDATA", "lee@contoso.example\rDATA", "lee\r\n@contoso.example", "lee\n.@contoso.example",
        "lee>\r\nRSET\r\nMAIL FROM:<x@contoso.example", "lee@contoso.example>", "<lee@contoso.example", "lee@contoso.example> SIZE=1", "lee x@contoso.example",
        "lee\0@contoso.example", "lee\t@contoso.example", "lee\u0085@contoso.example", "lee\u007f@contoso.example", "lee@contoso.example\0", "lee@", "@contoso.example",
        "lee", "", "lee@con toso.example", "lee@contoso..example", "lee@evil.example@contoso.example", "@relay.example:lee@contoso.example",
        "\"lee\"x\"@contoso.example", "\"\"@contoso.example", "lee\\@contoso.example", "a,b@contoso.example", "lee@[127.0.0.1]",
        "0123456789012345678901234567890123456789012345678901234567890123456789@contoso.example",
    ];

    [Theory, MemberData(nameof(BadRecipients))]
    public async Task An_address_that_could_hold_a_second_command_is_refused_before_connecting(string recipient)
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        var seen = Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [new RcptRequest(Host, Address, RcptRole.Target, recipient)], null, Cancel));
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Equal(0, script.Connections);
        Assert.Equal("", script.Heard);
        Assert.DoesNotContain(seen.Why!, char.IsControl);
    }

    [Theory]
    [InlineData("mx.contoso.example\r\nX", "203.0.113.25")]
    [InlineData("mx contoso.example", "203.0.113.25")]
    [InlineData("", "203.0.113.25")]
    [InlineData("mx.contoso.example", "203.0.113.25\r\n")]
    [InlineData("mx.contoso.example", "mx.contoso.example")]
    public async Task A_host_that_is_none_is_not_connected_to(string host, string address)
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        var seen = Assert.Single(await lab.SmtpProbe().AskAsync(host, address, [new SmtpSessionRequest(host, address)], null, Cancel));
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Equal(0, script.Connections);
    }

    [Theory]
    [InlineData("probe.example\r\nMAIL FROM:<>")]
    [InlineData("probe example")]
    [InlineData("localhost")]
    [InlineData("")]
    public async Task An_EHLO_name_that_is_none_is_replaced_by_the_address_literal(string name)
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        await lab.SmtpProbe(ehlo: name).AskAsync(Host, Address, [new SmtpSessionRequest(Host, Address)], null, Cancel);
        Assert.Equal("EHLO [127.0.0.1]", script.Lines[0]);
    }

    [Theory]
    [InlineData("lee.o'hara+tag@contoso.example")]
    [InlineData("a!#$%&*/=?^_`{|}~-b@contoso.example")]
    [InlineData("\"lee..x\"@contoso.example")]
    [InlineData("LEE@Contoso.Example")]
    [InlineData("lee@bücher.example")]
    public async Task Whatever_is_sent_is_one_line_per_command_and_never_DATA(string recipient)
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address);
        await lab.SmtpProbe().AskAsync(Host, Address, [new RcptRequest(Host, Address, RcptRole.Target, recipient)], null, Cancel);
        Assert.All(script.Lines, line => Assert.Matches("^(EHLO probe\\.example|MAIL FROM:<>|RCPT TO:<[^<>\r\n ]+>|RSET|QUIT)$", line));
        Assert.Equal(1, script.Lines.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.DoesNotContain("\n", script.Heard.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Postfix's smtp-sink ends its reply to EHLO with a line that holds no keyword.</summary>
    [Theory]
    [InlineData("250-mx.contoso.example\n250-dsn\n250 ", "DSN")]
    [InlineData("250-mx.contoso.example\n250-\n250-SIZE 1000\n250  ", "SIZE 1000")]
    [InlineData("250 mx.contoso.example", "")]
    public async Task An_empty_line_in_the_reply_to_EHLO_is_no_extension(string reply, string offered)
    {
        await using var lab = new TestLab();
        lab.Smtp(Address).On("EHLO", reply);
        var seen = Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [new SmtpSessionRequest(Host, Address)], null, Cancel));
        Assert.Equal(offered, string.Join(", ", Assert.IsType<Present<SmtpSession>>(seen).Value.Extensions));
    }
}
