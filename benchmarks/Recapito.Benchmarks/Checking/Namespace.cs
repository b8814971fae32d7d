using System.Diagnostics;

namespace Recapito.Benchmarks;

/// <summary>A network of its own on this machine (ip-netns(8)); gone after the run, with all that runs in it.</summary>
internal sealed class Namespace : IDisposable
{
    private static int count;

    public Namespace()
    {
        Name = FormattableString.Invariant($"recapito-bench-{Environment.ProcessId}-{++count}");
        Ip("netns", "add", Name);
        Ip("-n", Name, "link", "set", "lo", "up");
    }

    public string Name { get; }

    /// <summary>Runs ip(8).</summary>
    public static void Ip(params string[] arguments)
    {
        using var process = Process.Start("ip", arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: exit code {process.ExitCode}");
        }
    }

    /// <summary>The arguments for "ip" that run a program inside.</summary>
    public string[] Inside(string program, params IEnumerable<string> arguments) => ["netns", "exec", Name, program, .. arguments];

    /// <summary>Starts a program inside that runs until the end.</summary>
    public Process Start(string program, params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("ip", Inside(program, arguments)) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Starts a server inside, whose words nobody reads: a pipe would fill and stop it.</summary>
    public Process Serve(string program, params IEnumerable<string> arguments) =>
        Process.Start("ip", Inside("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]));

    /// <summary>Names the resolver of programs inside.</summary>
    public void ResolveWith(string address)
    {
        Directory.CreateDirectory($"/etc/netns/{Name}");
        File.WriteAllText($"/etc/netns/{Name}/resolv.conf", $"nameserver {address}\n");
    }

    public void Dispose()
    {
        foreach (var process in ChildRun.OutputOf("ip", ["netns", "pids", Name]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Process.GetProcessById(int.Parse(process, System.Globalization.CultureInfo.InvariantCulture)).Kill();
        }

        Ip("netns", "delete", Name);
        if (Directory.Exists($"/etc/netns/{Name}"))
        {
            Directory.Delete($"/etc/netns/{Name}", recursive: true);
        }
    }
}
