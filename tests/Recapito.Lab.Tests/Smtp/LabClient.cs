using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>A client of the tests' own for a lab's TCP ports.</summary>
internal sealed class LabClient : IAsyncDisposable
{
    private readonly TcpClient client;

    private LabClient(TcpClient client) => (this.client, Stream) = (client, client.GetStream());

    public Stream Stream { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static int PortOf(LabRoutes routes, string address, int port) =>
        routes.Routes.Single(route => route.Address == address && route.Port == port && route.Protocol == TransportProtocol.Tcp).LoopbackPort;

    public static async Task<LabClient> ConnectAsync(LabRoutes routes, string address, int port = 25)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, PortOf(routes, address, port), Cancel);
        return new(client);
    }

    /// <summary>Says a command where it is not empty, and reads one reply: lines up to one without a hyphen behind the code.</summary>
    public async Task<string> TurnAsync(string command)
    {
        if (command.Length > 0)
        {
            await Stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), Cancel);
        }

        var reply = new StringBuilder();
        while (await LineAsync() is { } line)
        {
            reply.Append(reply.Length > 0 ? "\n" : "").Append(line);
            if (line.Length < 4 || line[3] is not '-')
            {
                break;
            }
        }

        return reply.ToString();
    }

    /// <summary>Reads up to so many octets, or to the end, or until nothing comes for that long; says how many came, and whether the end did.</summary>
    public async Task<(int Octets, bool Ended)> DrainAsync(int most, TimeSpan patience)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var buffer = new byte[65_536];
        for (var octets = 0; octets < most;)
        {
            try
            {
                end.CancelAfter(patience);
                // Not an octet more: what comes behind them is somebody else's to read.
                var count = await Stream.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, most - octets)), end.Token);
                if (count == 0)
                {
                    return (octets, true);
                }

                octets += count;
            }
            catch (IOException)
            {
                return (octets, true);
            }
            catch (OperationCanceledException)
            {
                return (octets, false);
            }
        }

        return (most, false);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        client.Dispose();
    }

    /// <summary>What a program says, errors too; null where it is not installed.</summary>
    public static async Task<string?> RunAsync(string program, string input, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        return output + await errors;
    }

    private async Task<string?> LineAsync()
    {
        var line = new List<byte>();
        var octet = new byte[1];
        while (await Stream.ReadAsync(octet, Cancel) > 0)
        {
            if (octet[0] is (byte)'\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(octet[0]);
        }

        return line.Count > 0 ? Encoding.Latin1.GetString([.. line]) : null;
    }
}
