using System.Diagnostics;
using System.Globalization;

namespace Recapito.SystemTests;

/// <summary>
/// A network of its own on this machine (ip-netns(8)): only a loopback interface, the world's addresses on it, and a resolver of its own. Nothing in it
/// can reach the Internet.
/// </summary>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private const string Prefix = "recapito-";
    private static readonly Lazy<Task> LeftOversRemoved = new(RemoveLeftOversAsync);
    private static int count;

    private NetworkNamespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>A folder for what runs inside; goes with it.</summary>
    public string Folder => FolderOf(Name);

    private string Settings => Path.Combine("/etc/netns", Name);

    /// <summary>Why there cannot be one here; null where there can.</summary>
    public static async Task<string?> ProblemAsync()
    {
        if (!OperatingSystem.IsLinux() || !Command.Exists("ip"))
        {
            return "network namespaces need Linux and the program ip (package iproute2)";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "a network namespace can only be made by root";
        }

        await using var trial = new NetworkNamespace(NewName());
        var made = await Command.RunAsync("ip", "netns", "add", trial.Name);
        return made.ExitCode == 0 ? null : $"this machine makes no network namespaces: {made.Errors.Trim()}";
    }

    public static async Task<NetworkNamespace> CreateAsync()
    {
        await LeftOversRemoved.Value;
        var made = new NetworkNamespace(NewName());
        Directory.CreateDirectory(made.Folder);
        (await Command.RunAsync("ip", "netns", "add", made.Name)).Succeeded("ip netns add");
        (await made.RunAsync("ip", "link", "set", "lo", "up")).Succeeded("ip link set lo up");
        return made;
    }

    /// <summary>Names the resolver that programs started from now on use.</summary>
    public async Task ResolveWithAsync(string address)
    {
        Directory.CreateDirectory(Settings);
        await File.WriteAllTextAsync(Path.Combine(Settings, "resolv.conf"), $"nameserver {address}\noptions timeout:10 attempts:2\n");
    }

    public Task<Outcome> RunAsync(string program, params string[] arguments) => Command.RunAsync("ip", Inside(program, arguments));

    public Task<Outcome> FeedAsync(string input, string program, params string[] arguments) => Command.RunAsync("ip", Inside(program, arguments), input);

    public Process Start(string program, params string[] arguments) => Command.Start("ip", Inside(program, arguments));

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync(Name);
        GC.SuppressFinalize(this);
    }

    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref count)}");

    private string[] Inside(string program, string[] arguments) => ["netns", "exec", Name, program, .. arguments];

    // Only what runs inside: those are processes that this test started, and their children.
    private static async Task RemoveAsync(string name)
    {
        await Deadline.WaitForAsync(Deadline.Longest, () => KillAsync(name));
        await Command.RunAsync("ip", "netns", "delete", name);
        foreach (var folder in new[] { Path.Combine("/etc/netns", name), FolderOf(name) }.Where(Directory.Exists))
        {
            await Deadline.DeleteAsync(folder);
        }
    }

    // A killed process runs until the system gets to it: something once nothing runs inside any more.
    private static async Task<string?> KillAsync(string name)
    {
        var inside = (await Command.RunAsync("ip", "netns", "pids", name)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (inside.Length is 0)
        {
            return name;
        }

        await Command.RunAsync("kill", ["-KILL", .. inside], null);
        return null;
    }

    private static string FolderOf(string name) => Path.Combine(Path.GetTempPath(), name);

    // A test run that was stopped could not tidy up; its process number is in the name.
    private static async Task RemoveLeftOversAsync()
    {
        var names = (await Command.RunAsync("ip", "netns", "list")).Output.Split('\n').Select(line => line.Split(' ')[0]);
        foreach (var name in names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (!IsRunning(name[Prefix.Length..].Split('-')[0]))
            {
                await RemoveAsync(name);
            }
        }
    }

    // One that has ended and that nobody has asked about (proc_pid_stat(5): Z) runs no more.
    private static bool IsRunning(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ") is not [.., ['Z' or 'X', ..]];
        }
        catch (IOException)
        {
            return false;
        }
    }
}
