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
    [InlineData("SocketsHttpHandler")]
    public void No_other_file_opens_a_socket_or_asks_the_systems_resolver(string words)
    {
        var files = Directory.GetFiles(Path.Combine(Root, "src", "Recapito.Probes"), "*.cs", SearchOption.AllDirectories);
        Assert.True(files.Length > 10);
        Assert.DoesNotContain(files, file => Path.GetFileName(file) != "Dialer.cs" && File.ReadAllText(file).Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void The_systems_resolvers_can_be_read_here() =>
        Assert.All(SystemResolvers.Read(), address => Assert.True(IPAddress.TryParse(address, out _)));

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
