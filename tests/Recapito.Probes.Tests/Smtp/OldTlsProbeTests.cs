using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class OldTlsProbeTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private const string Offer = "250-mx.contoso.example\n250 STARTTLS";
    private static readonly OldTlsRequest Request = new(Host, Address);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ServerHello of TLS 1.1", "16030200310200002d0302", "TLS 1.1")]
    [InlineData("ServerHello of TLS 1.0", "16030100310200002d0301", "TLS 1.0")]
    [InlineData("ServerHello of SSL 3.0", "16030000310200002d0300", "SSL 3.0")]
    [InlineData("alert protocol_version", "15030200020246", null)]
    [InlineData("alert handshake_failure", "15030100020228", null)]
    [InlineData("close", "", null)]
    public async Task A_version_an_alert_and_a_close_are_answers(string row, string answer, string? protocol)
    {
        var (seen, hello) = await AskAsync(answer);
        Assert.True(seen is Present<OldTls>, $"{row}: {seen.Why}");
        Assert.Equal(protocol, ((Present<OldTls>)seen).Value.Protocol);
        Assert.Equal([0x16, 3, 1], hello[..3]);
        Assert.Equal(hello.Length - 5, (hello[3] << 8) | hello[4]);
        Assert.Equal([3, 2], hello[9..11]);
    }

    [Theory]
    [InlineData("ServerHello of TLS 1.2, which was not offered", "16030300310200002d0303")]
    [InlineData("no ServerHello", "16030200310b00002d0302")]
    [InlineData("a text", "353030207768617420697320746869733f0d0a")]
    [InlineData("half a record", "160302003102")]
    [InlineData("half an alert", "1503020002")]
    [InlineData("application data", "17030200310200002d0302")]
    public async Task All_else_is_a_gap(string row, string answer)
    {
        var (seen, _) = await AskAsync(answer);
        Assert.True(seen is Unavailable<OldTls>, row);
        Assert.StartsWith("no TLS that a client of TLS 1.1 can read", seen.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Offer, "454 4.7.0 not now", "STARTTLS was offered and refused: 454 4.7.0 not now")]
    [InlineData(Offer, "220 go\n250 injected", "plain text after the reply to STARTTLS")]
    [InlineData(Offer, "", "closed the connection")]
    [InlineData("550 no", "220 go", "the host refuses our greeting")]
    [InlineData("421 busy", "220 go", "ends the conversation")]
    public async Task Where_TLS_never_begins_there_is_a_gap(string ehlo, string startTls, string why)
    {
        await using var lab = new TestLab();
        lab.Smtp(Address).On("EHLO", ehlo).On("STARTTLS", startTls);
        var seen = await Probe(lab).AskAsync(Request, Cancel);
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Contains(why, seen.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_STARTTLS_takes_no_version()
    {
        await using var lab = new TestLab();
        lab.Smtp(Address).On("EHLO", "250 mx.contoso.example");
        Assert.Equal("STARTTLS is not offered", Assert.IsType<Absent<OldTls>>(await Probe(lab).AskAsync(Request, Cancel)).Reason);
    }

    [Theory]
    [InlineData(RouteFate.Refuse)]
    [InlineData(RouteFate.Drop)]
    public async Task A_host_that_is_not_there_is_a_gap(RouteFate fate)
    {
        await using var lab = new TestLab().With(Address, fate);
        Assert.Equal(Outcome.Unavailable, (await Probe(lab).AskAsync(Request, Cancel)).Outcome);
    }

    [Fact]
    public async Task Silence_after_the_offer_is_a_gap()
    {
        await using var lab = new TestLab { Limits = ProbeLimits.ForLab with { Step = TimeSpan.FromSeconds(3) } };
        lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go").Tls = async stream =>
        {
            while (await stream.ReadAsync(new byte[4096], Cancel) > 0)
            {
            }

            return stream;
        };
        var seen = await Probe(lab).AskAsync(Request, Cancel);
        Assert.Equal("no answer to the offer of TLS 1.1 within 3 s", seen.Why);
    }

    [Fact]
    public async Task A_server_of_today_declines()
    {
        using var authority = new TestCertificates();
        using var certificate = authority.For(Host);
        await using var lab = new TestLab();
        lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go").Tls = TestCertificates.Server(certificate);
        Assert.Null(Assert.IsType<Present<OldTls>>(await Probe(lab).AskAsync(Request, Cancel)).Value.Protocol);
    }

    private static OldTlsProbe Probe(TestLab lab) => new(lab.Dialer, new() { LabRoutes = lab.Routes, EhloName = "probe.example" }, new StandingClock(TestLab.Now));

    private static async Task<(Observation<OldTls> Seen, byte[] Hello)> AskAsync(string answer)
    {
        await using var lab = new TestLab();
        byte[] hello = [];
        lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go").Tls = async stream =>
        {
            var head = new byte[5];
            await stream.ReadExactlyAsync(head, Cancel);
            var rest = new byte[(head[3] << 8) | head[4]];
            await stream.ReadExactlyAsync(rest, Cancel);
            hello = [.. head, .. rest];
            await stream.WriteAsync(Convert.FromHexString(answer), Cancel);
            ((System.Net.Sockets.NetworkStream)stream).Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            return stream;
        };
        return (await Probe(lab).AskAsync(Request, Cancel), hello);
    }
}
