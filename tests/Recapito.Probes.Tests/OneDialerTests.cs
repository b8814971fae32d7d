using System.Net;
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
        Assert.DoesNotContain(files, file => Path.GetFileName(file) != "Dialer.cs" && File.ReadAllText(file).Contains(words, StringComparison.Ordinal));
    }

    /// <summary>The platform's HTTP client has sockets of its own, unless it is handed a stream; so whoever makes one must hand it over.</summary>
    [Fact]
    public void The_HTTP_client_is_given_its_connection()
    {
        var texts = Sources().Select(File.ReadAllText).Where(text => text.Contains("SocketsHttpHandler", StringComparison.Ordinal)).ToArray();
        Assert.Single(texts);
        Assert.Contains("ConnectCallback = (_, _) => ValueTask.FromResult(stream)", texts[0], StringComparison.Ordinal);
        Assert.Contains("UseProxy = false", texts[0], StringComparison.Ordinal);
        Assert.Contains("AllowAutoRedirect = false", texts[0], StringComparison.Ordinal);
        Assert.Single(texts[0].Split("new SocketsHttpHandler").Skip(1));
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
