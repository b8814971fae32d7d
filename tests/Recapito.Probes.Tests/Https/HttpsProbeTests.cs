using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public sealed class HttpsProbeTests : IAsyncDisposable
{
    private const string Host = "mta-sts.contoso.example";
    private const string Url = $"https://{Host}/.well-known/mta-sts.txt";
    private const string Policy = "version: STSv1\r\nmode: enforce\r\nmx: mx.contoso.example\r\nmax_age: 604800\r\n";

    private readonly TestLab lab = new();
    private readonly TestCertificates certificates = new();
    private readonly List<string> requests = [];
    private Dictionary<RrType, string> addresses = new() { [RrType.A] = "192.0.2.80" };

    public HttpsProbeTests() => lab.TrustedRoots.Add(certificates.Root);

    [Fact]
    public async Task A_policy_is_fetched_with_its_type_and_what_TLS_showed()
    {
        Serve($"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Policy.Length}\r\n\r\n{Policy}");
        var seen = await PresentAsync();
        Assert.Equal((200, "text/plain", Policy, false), (seen.Status, seen.ContentType, seen.Body, seen.Cut));
        Assert.True(seen.Tls.Trusted);
        Assert.Equal([Host], seen.Tls.Subjects);
        Assert.StartsWith("TLS 1.", seen.Tls.Protocol, StringComparison.Ordinal);
        Assert.StartsWith("TLS_", seen.Tls.CipherSuite, StringComparison.Ordinal);
        Assert.Single(seen.Tls.Chain);
        var request = Assert.Single(requests);
        Assert.StartsWith("GET /.well-known/mta-sts.txt HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: {Host}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: recapito/", request, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_chunks_is_put_together()
    {
        Serve("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nversi\r\n4;x=y\r\non: \r\n0\r\n\r\n");
        Assert.Equal("version: ", (await PresentAsync()).Body);
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved Permanently\r\nLocation: https://www.contoso.example/x\r\nContent-Length: 0\r\n\r\n", 301, "https://www.contoso.example/x")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, null)]
    [InlineData("HTTP/1.0 503 Busy\r\n\r\nlater", 503, null)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\n\r\n", 204, null)]
    public async Task The_status_and_a_redirect_are_told_and_the_redirect_is_not_followed(string answer, int status, string? location)
    {
        Serve(answer);
        var seen = await PresentAsync();
        Assert.Equal((status, location), (seen.Status, seen.Location));
        Assert.Single(requests);
    }

    [Fact]
    public async Task A_body_without_end_is_cut()
    {
        Serve("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + new string('x', 200_000));
        var seen = await PresentAsync();
        Assert.True(seen.Cut);
        Assert.Equal(160 * 1024, seen.Body.Length);
    }

    [Theory]
    [InlineData("www.contoso.example", false, "no name of the certificate is the host's")]
    [InlineData(Host, true, "NotTimeValid")]
    public async Task Nothing_is_asked_where_the_certificate_is_not_trusted(string name, bool expired, string problem)
    {
        Serve("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", name, expired ? TestLab.Now.AddDays(-1) : null);
        var seen = await PresentAsync();
        Assert.Null(seen.Status);
        Assert.Contains(problem, seen.Tls.Problem, StringComparison.Ordinal);
        Assert.False(seen.Tls.Trusted);
        Assert.Empty(requests);
    }

    [Fact]
    public async Task A_server_without_TLS_is_an_answer_without_a_status()
    {
        lab.Tcp("192.0.2.80", 443, async (stream, _) => await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")));
        var seen = await PresentAsync();
        Assert.Null(seen.Status);
        Assert.Null(seen.Tls.Protocol);
        Assert.NotNull(seen.Tls.Problem);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "the answer is no HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", "the connection broke")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "")]
    [InlineData("", "")]
    public async Task What_is_no_answer_is_a_gap(string answer, string why)
    {
        Serve(answer);
        var gap = Assert.IsType<Unavailable<HttpsAnswer>>(await AskAsync());
        Assert.Contains(why, gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_a_gap()
    {
        Serve("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Filler: " + new string('x', 1000) + "\r\n", 100)));
        Assert.IsType<Unavailable<HttpsAnswer>>(await AskAsync());
    }

    [Fact]
    public async Task A_host_that_says_nothing_is_a_gap_when_its_time_is_up()
    {
        lab.Limits = lab.Limits with { Step = TimeSpan.FromMilliseconds(300) };
        lab.Tcp("192.0.2.80", 443, (stream, _) => stream.CopyToAsync(Stream.Null));
        Assert.Equal("time is up after 0.3 s", Assert.IsType<Unavailable<HttpsAnswer>>(await AskAsync()).Reason);
    }

    [Fact]
    public async Task A_refused_connection_and_a_host_without_address_are_answers()
    {
        lab.With("192.0.2.80", RouteFate.Refuse, 443);
        Assert.Contains("refused", Assert.IsType<Absent<HttpsAnswer>>(await AskAsync()).Reason, StringComparison.Ordinal);
        addresses = [];
        Assert.Equal($"{Host} has no address", Assert.IsType<Absent<HttpsAnswer>>(await AskAsync()).Reason);
    }

    [Fact]
    public async Task A_silent_address_does_not_keep_the_other_one_waiting()
    {
        lab.Limits = lab.Limits with { LabSilence = TimeSpan.FromSeconds(30) };
        addresses = new() { [RrType.A] = "192.0.2.81", [RrType.Aaaa] = "2001:db8::80" };
        lab.With("192.0.2.81", RouteFate.Drop, 443);
        Serve("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", address: "2001:db8::80");
        var seen = Assert.IsType<Present<HttpsAnswer>>(await AskAsync());
        Assert.Equal($"{Host} [2001:db8::80]", seen.Source.By);
        Assert.Equal(200, seen.Value.Status);
    }

    [Theory]
    [InlineData("http://mta-sts.contoso.example/")]
    [InlineData("https://mta-sts.contoso.example:8443/")]
    [InlineData("https://user@mta-sts.contoso.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://[2001:db8::80]/")]
    public async Task Only_https_addresses_of_a_host_are_asked(string url) =>
        Assert.IsType<Unavailable<HttpsAnswer>>(await AskAsync(url));

    public async ValueTask DisposeAsync()
    {
        await lab.DisposeAsync();
        certificates.Dispose();
    }

    private void Serve(string answer, string name = Host, DateTimeOffset? until = null, string address = "192.0.2.80") =>
        lab.Tcp(address, 443, async (stream, _) =>
        {
            await using var tls = await TestCertificates.Server(certificates.For(name, until))(stream);
            var buffer = new byte[4096];
            var length = 0;
            while (!Encoding.ASCII.GetString(buffer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await tls.ReadAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                length += read;
            }

            requests.Add(Encoding.ASCII.GetString(buffer, 0, length));
            await tls.WriteAsync(Encoding.UTF8.GetBytes(answer));
        });

    private async Task<HttpsAnswer> PresentAsync()
    {
        var seen = await AskAsync();
        Assert.True(seen is Present<HttpsAnswer>, seen.Why);
        return ((Present<HttpsAnswer>)seen).Value;
    }

    private async Task<Observation<HttpsAnswer>> AskAsync(string url = Url) =>
        await new HttpsProbe(lab.Dialer, ResolveAsync, lab.Routes, new StandingClock(TestLab.Now)).AskAsync(new(url), TestContext.Current.CancellationToken);

    private Task<Observation<RrSet>> ResolveAsync(DnsRequest asked, CancellationToken cancel)
    {
        var source = new Provenance("the test", TestLab.Now);
        return Task.FromResult<Observation<RrSet>>(addresses.TryGetValue(asked.Type, out var address)
            ? new Present<RrSet>(asked, new([new(asked.Name, asked.Type, 60, address)], false), source)
            : new Absent<RrSet>(asked, "NODATA", source));
    }
}
