using System.Diagnostics;
using System.Text;

namespace Recapito.Benchmarks;

/// <summary>What one run of a program took.</summary>
/// <param name="CpuSeconds">User and system time of the child.</param>
/// <param name="WallSeconds">From its start to its end.</param>
/// <param name="PeakBytes">The most physical memory that it held; 0 where the run was too short to look.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Complaint">The first line of its standard error.</param>
internal sealed record ChildRun(double CpuSeconds, double WallSeconds, long PeakBytes, int ExitCode, string Complaint)
{
    private const int BetweenLooks = 20;

    /// <summary>Runs a program with its output thrown away, as its peers' is. Linux only; one child at a time, as CPU time is told for all ended children.</summary>
    public static ChildRun Of(string program, IEnumerable<string> arguments, string folder = ".", Action<Stream>? input = null)
    {
        // A shell opens /dev/null and becomes the program: a pipe to this process would make both wait for each other.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null", program, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        var cpu = CpuClock.EndedChildren();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var feeding = Task.Run(() => Feed(process.StandardInput.BaseStream, input));
        var peak = 0L;
        while (!process.WaitForExit(BetweenLooks))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        feeding.Wait();
        return new(CpuClock.EndedChildren() - cpu, wall, peak, process.ExitCode, complaint.Result.Split('\n')[0]);
    }

    /// <summary>Runs a program and gives its standard output; its own complaints go to ours.</summary>
    public static string OutputOf(string program, IEnumerable<string> arguments, string folder = ".", string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true, StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var feeding = Task.Run(() => Feed(process.StandardInput.BaseStream, stream => stream.Write(Encoding.UTF8.GetBytes(input))));
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        feeding.Wait();
        return output;
    }

    private static void Feed(Stream stream, Action<Stream>? input)
    {
        try
        {
            input?.Invoke(stream);
            stream.Dispose();
        }
        catch (IOException)
        {
            // The child has ended before it had read all: its exit code says why.
        }
    }

    /// <summary>VmHWM: the peak of this program alone. What getrusage tells would begin with that of its parent.</summary>
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan()["VmHWM:".Length..].Trim().TrimEnd(" kB"), System.Globalization.CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
