using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Recapito.SystemTests;

/// <summary>
/// A real mail server for contoso.example on two loopback ports, one of which still takes TLS 1.1. It knows lee@contoso.example, refuses all others, and
/// relays for nobody.
/// </summary>
public abstract class MailServer : IAsyncDisposable
{
    protected const string HostName = "mx.contoso.example";

    private Process? process;

    /// <summary>The port that takes TLS 1.2 and newer.</summary>
    public int Port { get; } = Ports.Unused();

    /// <summary>The port that takes TLS 1.1 too.</summary>
    public int OldPort { get; } = Ports.Unused();

    protected string Folder { get; } = Directory.CreateTempSubdirectory("recapito-server-").FullName;

    /// <summary>What it says of itself, for a failed test.</summary>
    public abstract string Log { get; }

    public static async Task<MailServer> StartAsync(string kind, TestAuthority authority)
    {
        MailServer server = kind is "Exim" ? new EximServer() : new PostfixServer();
        try
        {
            authority.WriteTo(server.Folder);

            // The server gives up its rights and must still get there.
            (await Command.RunAsync("chmod", "755", server.Folder)).Succeeded("chmod");
            server.process = await server.LaunchAsync();
            var up = await Deadline.WaitForAsync(Deadline.Longest, () => Listens(server.Port) && Listens(server.OldPort) ? server : null);
            Assert.True(up is not null, $"{kind} did not start:\n{server.Log}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await StopAsync(process);
            process.Dispose();
        }

        await Deadline.DeleteAsync(Folder);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the configuration and starts the server in the foreground.</summary>
    protected abstract Task<Process> LaunchAsync();

    protected abstract Task StopAsync(Process running);

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
