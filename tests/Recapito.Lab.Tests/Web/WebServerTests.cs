using System.Diagnostics;
using System.Net.Security;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>What the web hosts of a lab answer, over sockets.</summary>
public sealed class WebServerTests
{
    private const string Host = "mta-sts.contoso.example";
    private const string Address = "203.0.113.80";
    private const string Head = "\r\nDate: Mon, 23 Nov 2026 10:15:00 GMT\r\n";
    private const string Pages = """
        /plain: "version: STSv1\n"
        /page: { body: "<p>" }
        /list.json: { type: application/rdap+json, body: "{}" }
        /bare: { type: "", body: x }
        /moved: { location: "https://www.contoso.example/x" }
        /see: { status: 303, location: /plain }
        /busy: { status: 503, body: later }
        /none: { status: 204, body: x }
        /empty: { }
        /query?a=b: "as asked"
        /umlaut: "ü"
        /end: end
        """;

    // the request line and fields after the host's, and what the answer begins with, fields and body
    [Theory]
    [InlineData("GET /plain", "", "200", "Content-Type: text/plain\r\nContent-Length: 15\r\n\r\nversion: STSv1\n")]
    [InlineData("HEAD /plain", "", "200", "Content-Type: text/plain\r\nContent-Length: 15\r\n\r\n")]
    [InlineData("GET /page", "", "200", "Content-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>")]
    [InlineData("GET /list.json", "", "200", "Content-Type: application/rdap+json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("GET /bare", "", "200", "Content-Length: 1\r\n\r\nx")]
    [InlineData("GET /moved", "", "301", "Location: https://www.contoso.example/x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET /see", "", "303", "Location: /plain\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET /busy", "", "503", "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nlater")]
    [InlineData("GET /none", "", "204", "Content-Type: text/plain\r\n\r\n")]
    [InlineData("GET /empty", "", "200", "Content-Length: 0\r\n\r\n")]
    [InlineData("GET /query?a=b", "", "200", "Content-Type: text/plain\r\nContent-Length: 8\r\n\r\nas asked")]
    [InlineData("GET /umlaut", "", "200", "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nü")]
    [InlineData("GET /query", "", "404", "Content-Type: text/plain\r\nContent-Length: 23\r\n\r\nThere is no such page.\n")]
    [InlineData("GET /PLAIN", "", "404", "Content-Type: text/plain\r\nContent-Length: 23\r\n\r\nThere is no such page.\n")]
    [InlineData("POST /plain", "Content-Length: 3\r\n", "405", "Content-Type: text/plain\r\nAllow: GET, HEAD\r\nContent-Length: 19\r\nConnection: close\r\n\r\nOnly GET and HEAD.\n")]
    [InlineData("GET  /plain", "", "400", "Content-Type: text/plain\r\nContent-Length: 20\r\nConnection: close\r\n\r\nThis is no request.\n")]
    [InlineData("GET /plain", "Host: other.example\r\n", "400", "Content-Type: text/plain\r\nContent-Length: 20\r\nConnection: close\r\n\r\nThis is no request.\n")]
    [InlineData("GET /plain", "Connection: x, Close\r\n", "200", "Content-Type: text/plain\r\nContent-Length: 15\r\nConnection: close\r\n\r\nversion: STSv1\n")]
    public async Task A_page_is_answered_as_the_world_says(string request, string fields, string status, string answer)
    {
        await using var lab = Start(Pages);
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);

        // A second request shows that the answer to the first one ends where it says.
        await client.SayAsync($"{request} HTTP/1.1\r\nHost: {Host}\r\n{fields}\r\nGET /end HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n\r\n");
        var next = answer.Contains("Connection: close", StringComparison.Ordinal) ? "" : $"HTTP/1.1 200 {Head}Content-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nend";

        Assert.Equal($"HTTP/1.1 {status} {Head}{answer}{next}", await client.RestAsync());
    }

    [Fact]
    public async Task Requests_follow_each_other_on_one_connection_until_one_closes_it()
    {
        await using var lab = Start("/a: first\n/b: second");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\nGET /b HTTP/1.1\r\nhost: {Host}:443\r\nconnection: close\r\n\r\nGET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n");
        var all = await client.RestAsync();

        Assert.Equal(3, all.Split("HTTP/1.1 200 ").Length);
        Assert.EndsWith("\r\n\r\nsecond", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /a HTTP/1.0\r\n\r\n", "first")]
    [InlineData("GET /a HTTP/1.1\r\n\r\n", "This is no request.\n")]
    [InlineData("GET /a\r\n\r\n", "This is no request.\n")]
    [InlineData("\r\n\r\n", "This is no request.\n")]
    public async Task What_is_no_request_of_today_ends_the_connection(string request, string body)
    {
        await using var lab = Start("/a: first");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync(request);

        Assert.EndsWith("\r\nConnection: close\r\n\r\n" + body, await client.RestAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        await using var lab = Start("/a: first");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync($"GET /a HTTP/1.1\r\nX: {new string('x', (16 * 1024) - 20)}");

        Assert.StartsWith("HTTP/1.1 400 ", await client.ReadAsync(13), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http/1.1", "http/1.1")]
    [InlineData("h2 http/1.1", "http/1.1")]
    [InlineData("", "")]
    public async Task A_client_that_asks_is_told_what_is_spoken(string offered, string spoken)
    {
        await using var lab = Start("/a: first");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host, [.. offered.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new SslApplicationProtocol(name))]);

        Assert.Equal(spoken, client.Protocol.ToString());
    }

    [Theory]
    [InlineData("a.contoso.example", "a.contoso.example", "of a")]
    [InlineData("B.contoso.example", "b.contoso.example", "of b")]
    [InlineData("c.contoso.example", "a.contoso.example", "of a")]
    public async Task Hosts_of_one_address_are_told_apart_by_the_name_that_the_client_asks_for(string asked, string shown, string body)
    {
        await using var lab = Run($"web:\n  a.contoso.example: {{ address: {Address}, pages: {{ /x: of a }} }}\n  b.contoso.example: {{ address: {Address}, pages: {{ /x: of b }} }}\n"
            + $"  d.contoso.example: {{ address: {Address}, is: closed }}\n");
        await using var client = await WebClient.ConnectAsync(lab, Address, asked);
        await client.SayAsync($"GET /x HTTP/1.1\r\nHost: {asked}\r\nConnection: close\r\n\r\n");

        Assert.EndsWith("\r\n\r\n" + body, await client.RestAsync(), StringComparison.Ordinal);
        Assert.True(client.Certificate.MatchesHostname(shown));
    }

    [Fact]
    public async Task A_huge_page_is_ten_mebibytes_of_its_body()
    {
        await using var lab = Start("/a: { does: huge, body: \"version: STSv1\\n\" }");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n");
        var all = await client.RestAsync();
        var body = all[(all.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

        Assert.Contains("\r\nContent-Length: 10485760\r\n", all, StringComparison.Ordinal);
        Assert.Equal(10_485_760, body.Length);
        Assert.StartsWith("version: STSv1\nversion: STSv1\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_come_without_end()
    {
        await using var lab = Start("/a: { does: endless-headers, body: x }");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n");
        var begin = await client.ReadAsync(100_000);

        Assert.StartsWith("HTTP/1.1 200 ", begin, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\n", begin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_page_comes_octet_by_octet()
    {
        await using var lab = Start("/a: { does: slow, ms: 2, body: done }");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);

        // Before the request: the octets may come while this thread waits for its turn.
        var clock = Stopwatch.StartNew();
        await client.SayAsync($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n");
        var all = await client.RestAsync();

        Assert.EndsWith("\r\n\r\ndone", all, StringComparison.Ordinal);
        Assert.True(clock.ElapsedMilliseconds >= all.Length, $"{all.Length} octets in {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task A_page_that_closes_says_nothing()
    {
        await using var lab = Start("/a: { does: close, body: x }");
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n");

        Assert.Equal("", await client.RestAsync());
    }

    [Fact]
    public async Task A_delay_holds_each_flight_back_the_handshake_included()
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", $"web: {{ {Host}: {{ address: {Address}, pages: {{ /a: x }} }} }}\n"), null, new(DelayMilliseconds: 40));
        var clock = Stopwatch.StartNew();
        await using var client = await WebClient.ConnectAsync(lab, Address, Host);
        await client.SayAsync($"GET /a HTTP/1.1\r\nHost: {Host}\r\n\r\n");
        await client.ReadAsync(100);

        Assert.InRange(clock.ElapsedMilliseconds, 115, 60_000);
    }

    private static RunningLab Start(string pages) =>
        Run($"web:\n  {Host}:\n    address: {Address}\n    pages:\n{string.Concat(pages.Split('\n').Select(line => $"      {line}\n"))}");

    private static RunningLab Run(string text) => LabRun.Start(WorldFile.Read("w", text));
}
