using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Recapito.Benchmarks;

/// <summary>The service in a process of its own, in a world of the lab, on loopback, with a folder that is gone afterwards.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Scratch scratch = new();
    private readonly Process process;

    private HostProcess(string program, string world)
    {
        process = Process.Start(new ProcessStartInfo(program, ["--listen", "127.0.0.1:0", "--data", scratch.Folder, "--world", world, "--api-limit", "1000000"]) { RedirectStandardError = true })!;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Physical memory that it holds now, in bytes. Linux only.</summary>
    public long Memory => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).AsSpan()["VmRSS:".Length..].Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) * 1024;

    /// <summary>CPU time that it took so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Ready once its page is there.</summary>
    public static async Task<HostProcess> StartAsync(string program, string world)
    {
        var host = new HostProcess(program, world);
        while (await host.process.StandardError.ReadLineAsync() is { } line)
        {
            if (Place().Match(line) is { Success: true } found)
            {
                host.Address = new(found.Value);
                _ = host.process.StandardError.ReadToEndAsync();
                return host;
            }

            Console.Error.WriteLine(line);
        }

        throw new InvalidOperationException($"{program} ended before its page was there");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        scratch.Dispose();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
