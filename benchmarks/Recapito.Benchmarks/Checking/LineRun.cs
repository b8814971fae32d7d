using System.Diagnostics;

namespace Recapito.Benchmarks;

/// <summary>A world served in one namespace and looked at from another, over a line of 50 ms.</summary>
internal sealed class LineRun : IDisposable
{
    private const string Domain = "contoso.example";

    private readonly Namespace near = new();
    private readonly Namespace far = new();
    private readonly Scratch scratch = new();
    private readonly string program;
    private PacketLine? line;
    private Process? lab;
    private readonly List<string> anchors = [];
    private string resolver = "";
    private string hints = "";

    private LineRun(string program) => this.program = program;

    /// <summary>Why this cannot be measured here; null where it can.</summary>
    public static string? Problem() =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "needs Linux and root, for network namespaces"
        : !File.Exists("/usr/bin/zonemaster-cli") ? "zonemaster-cli is not installed"
        : !File.Exists("/dev/net/tun") ? "this machine has no TUN devices"
        : null;

    private string Root => Path.Combine(scratch.Folder, "root.pem");

    public static LineRun Start(string world, string program)
    {
        var run = new LineRun(Path.GetFullPath(program));
        try
        {
            run.Lay();
            run.Serve(world);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Seconds of one run of ours.</summary>
    public double Check() => Run(program, ["check", Domain, "--resolver", resolver, .. anchors.SelectMany(anchor => new[] { "--trust-anchor", anchor }), "--allow-private", "--format", "jsonl"]);

    /// <summary>Seconds of one run of the peer.</summary>
    public double Zonemaster() => Run("zonemaster-cli", Domain, "--hints", hints, "--no-ipv6", "--level", "WARNING", "--raw");

    public void Dispose()
    {
        lab?.Dispose();
        near.Dispose();
        far.Dispose();
        line?.Dispose();
        scratch.Dispose();
    }

    private void Lay()
    {
        line = PacketLine.Between(near.Name, far.Name, ColdDiagnosis.RoundTrip);
        foreach (var (end, address) in new[] { (near, "198.51.100.77/32"), (far, "198.51.100.78/32") })
        {
            Namespace.Ip("-n", end.Name, "address", "add", address, "dev", PacketLine.Device);
            Namespace.Ip("-n", end.Name, "link", "set", PacketLine.Device, "up");
            Namespace.Ip("-n", end.Name, "route", "add", "default", "dev", PacketLine.Device);
        }
    }

    // First it says which addresses it needs, then it serves them.
    private void Serve(string world)
    {
        // Both sides judge signatures by the machine's clock; the lab's stands still where the world says.
        var served = Path.Combine(scratch.Folder, "world.yaml");
        var now = DateTimeOffset.UtcNow;
        File.WriteAllText(served, File.ReadAllText(world) + $"times: {{ bounceAt: {now.AddHours(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}, now: {now:yyyy-MM-dd'T'HH:mm:ss'Z'} }}\n");
        string[] arguments = ["lab", "run", served, "--expose"];
        using (var asking = far.Start(program, arguments))
        {
            var needed = asking.StandardError.ReadToEnd().Split('\n').Select(text => text.Trim()).Where(text => text.StartsWith("ip address add ", StringComparison.Ordinal));
            foreach (var command in needed)
            {
                Namespace.Ip(["-n", far.Name, .. command.Split(' ')[1..]]);
            }
        }

        lab = far.Start(program, [.. arguments, "--root-certificate", Root]);
        while (lab.StandardOutput.ReadLine() is { } said && said != "ready")
        {
            resolver = said.Split("resolver ") is [_, var rest] ? rest.Split(';', ' ')[0] : resolver;
            anchors.AddRange(said.Split("trust anchor . DS ") is [_, var anchor] ? [anchor] : []);
        }

        near.ResolveWith(resolver);
        hints = Path.Combine(scratch.Folder, "root.hints");
        File.WriteAllText(hints, Hints());
    }

    // The root's servers as the world has them, in the form of IANA's file.
    private string Hints()
    {
        var names = Dig(".", "NS");
        return string.Concat(names.Select(name => $". 3600000 NS {name}\n" + string.Concat(Dig(name, "A").Select(address => $"{name} 3600000 A {address}\n"))));
    }

    private string[] Dig(string name, string type) =>
        ChildRun.OutputOf("ip", near.Inside("dig", "+short", $"@{resolver}", name, type)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private double Run(string command, params string[] arguments)
    {
        var run = ChildRun.Of("ip", near.Inside("env", [$"SSL_CERT_FILE={Root}", command, .. arguments]));
        return run.ExitCode is 0 or 1 ? run.WallSeconds : throw new InvalidOperationException($"{command}: exit code {run.ExitCode}: {run.Complaint}");
    }
}
