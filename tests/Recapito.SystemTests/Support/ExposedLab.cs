using System.Diagnostics;
using System.Text;

namespace Recapito.SystemTests;

/// <summary><c>recapito lab run --expose</c> in a namespace, as a user would start it: first it names the addresses that it needs, then it serves them.</summary>
public sealed class ExposedLab : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    private ExposedLab(Process process, NetworkNamespace network) => (this.process, Network) = (process, network);

    public NetworkNamespace Network { get; }

    /// <summary>The world's resolver.</summary>
    public string Resolver { get; private set; } = "";

    public static async Task<ExposedLab> StartAsync(string world)
    {
        var network = await NetworkNamespace.CreateAsync();
        try
        {
            await AddAddressesAsync(network, world);
            var lab = new ExposedLab(network.Start("dotnet", Arguments(world)), network);
            await lab.WaitUntilReadyAsync();
            await lab.WaitUntilAnsweringAsync();
            await network.ResolveWithAsync(lab.Resolver);
            return lab;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        await Network.DisposeAsync();
    }

    private static string[] Arguments(string world) => Repository.Recapito("lab", "run", world, "--expose", "--at-bounce");

    private static async Task AddAddressesAsync(NetworkNamespace network, string world)
    {
        var refused = await network.RunAsync("dotnet", Arguments(world));
        var needed = refused.Errors.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("ip address add ", StringComparison.Ordinal)).ToList();
        Assert.True(needed.Count > 0, $"the lab does not say which addresses it needs:\n{refused.Output}\n{refused.Errors}");
        var batch = string.Join('\n', needed.Select(line => line["ip ".Length..])) + "\n";
        (await network.FeedAsync(batch, "ip", "-batch", "-")).Succeeded("ip address add");
    }

    private async Task WaitUntilReadyAsync()
    {
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, null);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"the lab ended:\n{said}"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Deadline.Longest);
    }

    // "ready" says that the sockets are there. The first question is the first that the program translates its way of answering for, and on a busy machine
    // that takes longer than the programs of the tests wait for an answer. Without dig, they have to wait themselves.
    private async Task WaitUntilAnsweringAsync()
    {
        if (Command.Exists("dig"))
        {
            var answered = await Deadline.WaitForAsync(Deadline.Longest, async () => await AnswersAsync("+notcp") && await AnswersAsync("+tcp") ? this : null);
            Assert.True(answered is not null, $"the resolver {Resolver} does not answer:\n{said}");
        }
    }

    // dig's exit code is 0 for any answer.
    private async Task<bool> AnswersAsync(string over) => (await Network.RunAsync("dig", $"@{Resolver}", over, "+tries=1", "+time=2", ".", "NS")).ExitCode == 0;

    private void Hear(string? line, TaskCompletionSource? ready)
    {
        lock (said)
        {
            said.AppendLine(line);
        }

        if (line?.Split("resolver ") is [_, var rest])
        {
            Resolver = rest.Split(';', ' ')[0];
        }

        if (line == "ready")
        {
            ready?.TrySetResult();
        }
    }
}
