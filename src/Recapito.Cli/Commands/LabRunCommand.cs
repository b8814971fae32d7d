using System.CommandLine;
using System.Security.Cryptography;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito lab run</c>: serves a world until it is told to stop.</summary>
internal static class LabRunCommand
{
    /// <summary>As <see cref="LabOptions.DelayMilliseconds"/> allows.</summary>
    private const int LongestDelay = 60_000;

    public static Command Create(Surroundings around)
    {
        var path = LabCommand.World();
        var expose = new Option<bool>("--expose") { Description = "Serve the world's own addresses on ports 53, 25 and 443, for dig, swaks, curl or a real mail server. They must be on this machine; best in a network namespace." };
        var delay = new Option<int>("--delay")
        {
            Description = "Milliseconds to add to every answer, as if the network were that far.",
            HelpName = "MS",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, out var milliseconds) && milliseconds is >= 0 and <= LongestDelay)
                {
                    return milliseconds;
                }

                result.AddError($"--delay {result.Tokens[0].Value}: expected milliseconds from 0 to {LongestDelay}.");
                return 0;
            },
        };
        var atBounce = new Option<bool>("--at-bounce") { Description = "The world as it was when the message bounced, instead of now." };
        var root = new Option<string?>("--root-certificate") { Description = "Write the certificate of the lab's authority there (PEM), for programs that are to trust its hosts.", HelpName = "FILE" };
        var command = new Command("run",
            """
            Runs a world on local sockets until Ctrl-C, and lists where each of its
            addresses is served; "ready" is the last line.

            Examples:
              recapito lab run samples/relay-access-denied.yaml
              recapito lab run samples/relay-access-denied.yaml --delay 50
            """) { path, expose, delay, atBounce, root };
        var common = new CommonOptions(command, around);
        command.SetAction(async (parsed, cancel) =>
        {
            var world = WorldInput.Read(parsed.GetValue(path)!, around);
            WriteRoot(parsed.GetValue(root));
            await RunAsync(world, parsed.GetValue(atBounce) ? world.BounceAt : null, new(parsed.GetValue(expose), parsed.GetValue(delay)), common.TerminalOf(parsed), cancel)
                .ConfigureAwait(false);
            return ExitCode.Healthy;
        });
        return command;
    }

    private static void WriteRoot(string? path)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            File.WriteAllText(path, PemEncoding.WriteString("CERTIFICATE", LabCertificates.RootDer.Span) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the certificate cannot be written: {e.Message}");
        }
    }

    private static async Task RunAsync(World world, DateTimeOffset? moment, LabOptions options, Terminal terminal, CancellationToken cancel)
    {
        try
        {
            var lab = LabRun.Start(world, moment, options);
            await using var closing = lab.ConfigureAwait(false);
            RoutesText.Write(terminal, lab, options.Expose);
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(false);
        }
        catch (LabException e)
        {
            throw new InputException(e.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            terminal.Remark("stopped");
        }
    }
}

/// <summary>Lists where the addresses of a running lab are served.</summary>
internal static class RoutesText
{
    public static void Write(Terminal terminal, RunningLab lab, bool exposed)
    {
        terminal.Output.WriteLine($"clock {lab.Routes.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, resolver {lab.Routes.Resolver}{(exposed ? "; served at the addresses themselves" : "")}");
        foreach (var anchor in lab.Routes.TrustAnchors)
        {
            terminal.Output.WriteLine($"trust anchor . DS {anchor}");
        }

        foreach (var route in lab.Routes.Routes.Where(route => route.Fate is RouteFate.Deliver or RouteFate.Mute).OrderBy(route => route.Port).ThenBy(route => route.Address, StringComparer.Ordinal))
        {
            terminal.Output.WriteLine($"  {route.Address,-18} {Kebab.Of(route.Protocol)}/{route.Port,-3} -> 127.0.0.1:{route.LoopbackPort}");
        }

        terminal.Output.WriteLine("ready");
    }
}
