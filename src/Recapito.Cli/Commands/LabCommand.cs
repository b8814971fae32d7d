using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito lab</c>: simulated mail worlds.</summary>
internal static class LabCommand
{
    public static Command Create()
    {
        var lab = new Command("lab", "Simulated mail worlds: run one, send a message through it, or prove that every fault is found. Format: docs/reference/world.md.");
        lab.Subcommands.Add(Run());
        lab.Subcommands.Add(Send());
        lab.Subcommands.Add(Prove());
        return lab;
    }

    private static Argument<string> WorldArgument() => new("WORLD") { Description = "A world file (docs/reference/world.md)." };

    private static Command Run()
    {
        var path = WorldArgument();
        var expose = new Option<bool>("--expose") { Description = "Serve the world's own addresses on ports 53 and 25, for dig, swaks or a real mail server. They must be on this machine; best in a network namespace." };
        var delay = new Option<int>("--delay") { Description = "Milliseconds to add to every answer, as if the network were that far.", DefaultValueFactory = _ => 0, HelpName = "MS" };
        var atBounce = new Option<bool>("--at-bounce") { Description = "The world as it was when the message bounced, instead of now." };
        var command = new Command("run", "Runs a world on local sockets until Ctrl-C, and lists where each of its addresses is served.") { path, expose, delay, atBounce };
        Common.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var terminal = Common.TerminalOf(parsed);
            var world = WorldInput.Read(parsed.GetValue(path)!);
            try
            {
                var options = new LabOptions(parsed.GetValue(expose), parsed.GetValue(delay));
                var lab = LabRun.Start(world, parsed.GetValue(atBounce) ? world.BounceAt : null, options);
                await using var closing = lab.ConfigureAwait(false);
                RoutesText.Write(terminal, lab, parsed.GetValue(expose));
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

            return ExitCode.Healthy;
        });
        return command;
    }

    private static Command Send()
    {
        var path = WorldArgument();
        var command = new Command("send", "Sends the world's message and prints the non-delivery report that its sender gets.") { path };
        Common.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = Common.TerminalOf(parsed);
            if (LabRun.Bounce(WorldInput.Read(parsed.GetValue(path)!)) is not { } report)
            {
                terminal.Remark("every recipient is delivered; there is no report");
                return ExitCode.Healthy;
            }

            using var output = Console.OpenStandardOutput();
            output.Write(report);
            return ExitCode.Problem;
        });
        return command;
    }

    private static Command Prove()
    {
        var paths = new Argument<string[]>("WORLDS") { Description = "World files or folders of them.", Arity = ArgumentArity.OneOrMore };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the whole diagnosis of each world that is wrong." };
        var format = Common.Format("text", "json");
        var command = new Command("prove",
            """
            For each world: send the message, read the report, diagnose, compare with what the world expects; again with less evidence; apply the remedy,
            diagnose again. Also takes each observation away in turn: no verdict may become surer.
            """) { paths, verbose, format };
        Common.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var terminal = Common.TerminalOf(parsed);
            var files = WorldInput.Find(parsed.GetValue(paths)!);
            var results = await LabProof.ProveAsync(files, done => terminal.Progress($"{done} of {files.Count} worlds"), cancel).ConfigureAwait(false);
            terminal.EndProgress();
            ProofText.Write(terminal, results, parsed.GetValue(format)!, parsed.GetValue(verbose) ? Common.StyleOf(parsed, terminal) : null);
            return results.Any(result => result.InputProblem is not null) ? ExitCode.BadInput : results.All(result => result.IsRight) ? ExitCode.Healthy : ExitCode.Problem;
        });
        return command;
    }
}

/// <summary>Lists where the addresses of a running lab are served.</summary>
internal static class RoutesText
{
    public static void Write(Terminal terminal, RunningLab lab, bool exposed)
    {
        terminal.Output.WriteLine($"clock {lab.Routes.Now:yyyy-MM-dd'T'HH:mm:ss'Z'}, resolver {lab.Routes.Resolver}{(exposed ? "; served at the addresses themselves" : "")}");
        foreach (var route in lab.Routes.Routes.Where(route => route.Fate is RouteFate.Deliver).OrderBy(route => route.Port).ThenBy(route => route.Address, StringComparer.Ordinal))
        {
            terminal.Output.WriteLine($"  {route.Address,-18} {route.Protocol.ToString().ToLowerInvariant()}/{route.Port,-3} -> 127.0.0.1:{route.LoopbackPort}");
        }

        terminal.Output.WriteLine("ready");
    }
}
