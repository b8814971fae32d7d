using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace Recapito.Lab.Tests;

public class SmtpSocketTests
{
    private static readonly MailView View = new(
        new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero), new Dictionary<string, WorldHost>(), new Dictionary<string, WorldTenant>(), new());

    private static readonly WorldHost Host = new() { Accepts = ["other.example"], Tls = new() { Names = ["mx.oldhost.example"] } };

    [Theory]
    [InlineData("lee@other.example", "250 2.1.5 Ok", false)]
    [InlineData("lee@contoso.example", "554 5.7.1 <lee@contoso.example>: Relay access denied", false)]
    [InlineData("lee@contoso.example", "554 5.7.1 <lee@contoso.example>: Relay access denied", true)]
    [InlineData("lee@other.example", "250 2.0.0 Ok: queued as", true)]
    public async Task Swaks_hears_what_the_host_says(string recipient, string reply, bool tls)
    {
        await using var listener = new Listener(SmtpHosts.HandlerFor(View, "mx.oldhost.example", Host)!);
        List<string> arguments = ["--server", "127.0.0.1", "--port", listener.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--helo", "desk.fabrikam.example", "--from", "ana@fabrikam.example", "--to", recipient, "--timeout", "20"];
        if (tls)
        {
            arguments.Add("--tls");
        }

        var output = await RunAsync("swaks", arguments);
        Assert.SkipWhen(output is null, "swaks is not installed");
        Assert.Contains(reply, output, StringComparison.Ordinal);
        Assert.Equal(tls, output!.Contains("TLS started with cipher", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pipelined_commands_and_bare_line_feeds_are_answered_in_order()
    {
        var answer = await TalkAsync("EHLO a\r\nMAIL FROM:<>\nRCPT TO:<lee@other.example>\r\nRCPT TO:<lee@contoso.example>\r\nDATA\r\nHello\r\n..\r\n.\r\nBDAT 5 LAST\r\nQUIT\nQUIT\r\n");
        Assert.Equal(["220", "250", "250", "250", "554", "354", "250", "503", "221"], Codes(answer));
    }

    [Fact]
    public async Task Chunks_are_read_as_octets()
    {
        var answer = await TalkAsync("EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<lee@other.example>\r\nBDAT 7\r\nQUIT\r\n.BDAT 3 LAST\r\n.\r\nQUIT\r\n");
        Assert.Equal(["220", "250", "250", "250", "250", "250", "221"], Codes(answer));
    }

    [Fact]
    public async Task Commands_in_clear_behind_STARTTLS_end_the_connection()
    {
        var answer = await TalkAsync("EHLO a\r\nSTARTTLS\r\nMAIL FROM:<>\r\n");
        Assert.Equal(["220", "250", "220"], Codes(answer));
    }

    [Fact]
    public async Task A_line_without_an_end_costs_no_memory_and_gets_an_error()
    {
        var answer = await TalkAsync(new string('x', 1_000_000) + "\r\nQUIT\r\n");
        Assert.Equal(["220", "500", "221"], Codes(answer));
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("closed")]
    [InlineData("unreachable")]
    [InlineData("no-banner")]
    public void Hosts_that_hold_no_dialogue_have_no_handler(string kind) =>
        Assert.Null(SmtpHosts.HandlerFor(View, "mx.oldhost.example", new() { Is = kind }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_certificate_is_trusted_where_the_world_says_so(bool trusted)
    {
        await using var listener = new Listener(SmtpHosts.HandlerFor(View, "mx.oldhost.example", Host with { Tls = Host.Tls with { Trusted = trusted } })!);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await SayAsync(stream, "EHLO a\r\n");
        await ReadUntilAsync(stream, "250 STARTTLS\r\n");
        await SayAsync(stream, "STARTTLS\r\n");
        await ReadUntilAsync(stream, "Ready to start TLS\r\n");
        var valid = false;
        await using var secure = new SslStream(stream, leaveInnerStreamOpen: true, (_, certificate, _, _) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(LabCertificates.RootDer.Span));
            valid = chain.Build((X509Certificate2)certificate!) && ((X509Certificate2)certificate!).MatchesHostname("mx.oldhost.example");
            return valid || !trusted;
        });
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mx.oldhost.example" }, TestContext.Current.CancellationToken);
        Assert.Equal(trusted, valid);
        await SayAsync(secure, "MAIL FROM:<>\r\n");
        await ReadUntilAsync(secure, "503 5.5.1 Error: send HELO/EHLO first\r\n");
    }

    private static string[] Codes(string answer) =>
        [.. answer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(line => line[3] is ' ').Select(line => line[..3])];

    private static async Task<string> TalkAsync(string commands)
    {
        await using var listener = new Listener(SmtpHosts.HandlerFor(View, "mx.oldhost.example", Host)!);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await SayAsync(stream, commands);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task SayAsync(Stream stream, string text) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task ReadUntilAsync(Stream stream, string end)
    {
        var buffer = new byte[4096];
        var text = "";
        while (!text.EndsWith(end, StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.True(count > 0, $"the connection ended after: {text}");
            text += Encoding.UTF8.GetString(buffer, 0, count);
        }
    }

    private static async Task<string?> RunAsync(string program, IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            return output + await errors;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>One handler behind a loopback port.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly TcpListener socket = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource end = new();
        private readonly Task loop;

        public Listener(SmtpConnectionHandler handler)
        {
            socket.Start();
            loop = AcceptAsync(handler);
        }

        public int Port => ((IPEndPoint)socket.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            await loop;
            socket.Stop();
            end.Dispose();
        }

        private async Task AcceptAsync(SmtpConnectionHandler handler)
        {
            try
            {
                while (!end.IsCancellationRequested)
                {
                    var client = await socket.AcceptTcpClientAsync(end.Token);
                    _ = handler(client.GetStream(), "192.0.2.25", "203.0.113.25", end.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
