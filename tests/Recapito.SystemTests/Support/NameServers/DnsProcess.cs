using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Recapito.SystemTests;

/// <summary>A DNS server in the foreground, on a loopback port and in a folder of its own.</summary>
public sealed class DnsProcess : IAsyncDisposable
{
    private readonly StringBuilder said = new();
    private Process? process;

    /// <summary>UDP and TCP, 127.0.0.1.</summary>
    public int Port { get; } = Ports.Unused();

    public string Folder { get; } = Directory.CreateTempSubdirectory("recapito-dns-").FullName;

    private string Log
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it answers for all the zones, over UDP and over TCP: BIND serves on without the one that it did not get.</summary>
    /// <param name="program">Path of the program.</param>
    /// <param name="arguments">Arguments, before the configuration's path.</param>
    /// <param name="settings">The configuration.</param>
    /// <param name="zones">Names that it must have an SOA for.</param>
    public static async Task<DnsProcess> StartAsync(string program, string[] arguments, Func<DnsProcess, string> settings, IReadOnlyList<string> zones)
    {
        var server = new DnsProcess();
        try
        {
            var configuration = Path.Combine(server.Folder, "server.conf");
            await File.WriteAllTextAsync(configuration, settings(server));
            await server.LaunchAsync(program, [.. arguments, configuration]);
            var up = await Deadline.WaitForAsync(Deadline.Longest, async () => await server.AnswersAsync(zones) ? server : null);
            Assert.True(up is not null, $"{program} does not answer for {string.Join(' ', zones)}:\n{server.Log}");
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
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    // AppArmor knows programs by their paths, and lets servers read their usual folders only: a copy is one that it does not know.
    private async Task LaunchAsync(string program, string[] arguments)
    {
        var copy = Path.Combine(Folder, Path.GetFileName(program));
        await Command.CopyProgramAsync(program, copy);
        process = Command.Start(copy, arguments, Folder);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Hear(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }

    private async Task<bool> AnswersAsync(IReadOnlyList<string> zones)
    {
        Assert.False(process!.HasExited, $"the server ended:\n{Log}");

        // One zone first: of a server that does not answer yet, each question takes its time.
        return await AnswersAsync([zones[0]], "+notcp") && await AnswersAsync(zones, "+notcp") && await AnswersAsync(zones, "+tcp");
    }

    private async Task<bool> AnswersAsync(IReadOnlyList<string> zones, string over)
    {
        var asked = await Command.RunAsync("dig", ["@127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "+short", over, "+tries=1", "+time=2", .. zones.SelectMany(zone => new[] { zone, "SOA" })]);
        return asked.Output.Split('\n').Count(line => line.EndsWith(" 14400 3600 1209600 3600", StringComparison.Ordinal)) == zones.Count;
    }
}
