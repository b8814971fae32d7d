using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Recapito.Probes.Tests;

public class OneDialerTests
{
    /// <summary>The folder of the repository.</summary>
    internal static string Root { get; } = FindRoot();

    [Theory]
    [InlineData("new Socket(")]
    [InlineData("TcpClient")]
    [InlineData("UdpClient")]
    [InlineData("HttpClient")]
    [InlineData("WebRequest")]
    [InlineData("new Ping")]
    [InlineData("Dns.GetHost")]
    public void No_other_file_opens_a_socket_or_asks_the_systems_resolver(string words)
    {
        var files = Sources();
        Assert.True(files.Length > 10);
        Assert.DoesNotContain(files, file => Path.GetFileName(file) != "Dialer.cs" && File.ReadAllText(file).Replace("new HttpClientTransport(handler)", "", StringComparison.Ordinal).Contains(words, StringComparison.Ordinal));
    }

    /// <summary>The platform's HTTP client has sockets of its own, unless it is handed a stream; so whoever makes one must hand it over.</summary>
    [Theory]
    [InlineData("HttpsProbe.cs", "ConnectCallback = (_, _) => ValueTask.FromResult(stream)")]
    [InlineData("TrustedHttp.cs", "ConnectCallback = ConnectAsync")]
    public void The_HTTP_client_is_given_its_connection(string file, string handsOver)
    {
        var all = Sources().Where(path => File.ReadAllText(path).Contains("new SocketsHttpHandler", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["HttpsProbe.cs", "TrustedHttp.cs"], all);
        var text = File.ReadAllText(Sources().Single(path => Path.GetFileName(path) == file));
        Assert.Contains(handsOver, text, StringComparison.Ordinal);
        Assert.Contains("UseProxy = false", text, StringComparison.Ordinal);
        Assert.Contains("AllowAutoRedirect = false", text, StringComparison.Ordinal);
        Assert.Single(text.Split("new SocketsHttpHandler").Skip(1));
    }

    /// <summary>Azure.Identity makes clients of its own, unless it is given a transport.</summary>
    [Fact]
    public void Azures_credentials_are_given_our_handler()
    {
        var text = File.ReadAllText(Sources().Single(path => Path.GetFileName(path) == "AzureCredentials.cs"));
        Assert.Contains("Transport = new HttpClientTransport(handler)", text, StringComparison.Ordinal);
        var made = Regex.Count(text, @"new \w+Credential\(");
        Assert.Equal((6, made), (made, Regex.Count(text, @"Prepared\(new \w+Options\b")));
    }

    [Fact]
    public void The_systems_resolvers_can_be_read_here() =>
        Assert.All(SystemResolvers.Read(), address => Assert.True(IPAddress.TryParse(address, out _)));

    internal static string[] Sources() => Directory.GetFiles(Path.Combine(Root, "src", "Recapito.Probes"), "*.cs", SearchOption.AllDirectories);

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Recapito.slnx")))
        {
            root = root.Parent!;
        }

        return root.FullName;
    }
}
