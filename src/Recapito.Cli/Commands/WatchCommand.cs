using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito watch</c>: until a change is visible everywhere; computes when that will be.</summary>
internal sealed class WatchCommand
{
    private readonly Surroundings around;
    private readonly CommonOptions common;
    private readonly WatchOptions options = new();

    private WatchCommand(Command command, Surroundings around)
    {
        this.around = around;
        options.AddTo(command);
        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("watch",
            """
            Watches a change of a record until it is visible everywhere: asks every
            authoritative server, the parent's servers and a list of resolvers again and
            again, and computes by when the last cache has dropped the old answer. At the end
            the new mail hosts are greeted; no message is sent.

            Examples:
              recapito watch contoso.example \
                  --expect "0 contoso-example.mail.protection.outlook.com"
              recapito watch contoso.example --once
              recapito watch autodiscover.contoso.example --record CNAME --format jsonl
              recapito watch contoso.example --resolver office=192.0.2.10 --well-known
              recapito watch contoso.example --world lab/worlds/watch/plain-change.yaml

            Exit codes: 0 visible everywhere, 1 something speaks against it, 3 not everywhere
            when the time is over, or not to be seen, 4 bad input, 130 interrupted.
            """);
        _ = new WatchCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var world = parsed.GetValue(options.World) is { } path ? WorldInput.Read(path, around) : null;
        var lab = world is null ? null : MovingLab.Start(world.Watch is null ? throw NothingToWatch(world) : world);
        try
        {
            var subject = options.SubjectOf(parsed, lab);
            var run = new PropagationRun(new(subject), around.BeforeProbing(WatchOptions.ProbesOf(lab)), options.PaceOf(parsed, lab));
            var view = ViewOf(parsed, terminal);
            using var screen = view as IDisposable;
            return await WatchAsync(run, options.LimitOf(parsed, lab), parsed.GetValue(options.Once), view, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<int> WatchAsync(PropagationRun run, TimeSpan limit, bool once, IWatchView view, CancellationToken cancel)
    {
        var last = new LastLook(view);
        try
        {
            var look = await run.RunAsync(limit, once, last, cancel).ConfigureAwait(false);
            var end = WatchEnds.Of(look.State);
            view.End(look, end, once);
            return ExitCode.Of(end);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (last.Look is { } look)
            {
                view.End(look, null, once);
            }

            throw;
        }
    }

    private static InputException NothingToWatch(World world) =>
        new($"{world.Name}: nothing is watched in this world; expected a key \"watch\" (docs/reference/world.md).");

    private IWatchView ViewOf(ParseResult parsed, Terminal terminal)
    {
        var style = common.StyleOf(parsed, terminal);
        return parsed.GetValue(options.Format) switch
        {
            "json" => new WatchObjects(terminal.Output, onlyEnd: true),
            "jsonl" => new WatchObjects(terminal.Output, onlyEnd: false),
            _ when parsed.GetValue(options.Once) => new WatchPicture(terminal.Output, style),
            _ when terminal.IsLive => new LiveScreen(terminal.Output, style, around.Rows),
            _ => new WatchLines(terminal.Output, style),
        };
    }

    // An interrupted watch ends with what it saw last.
    private sealed class LastLook(IWatchView view) : IWatchView
    {
        public WatchLook? Look { get; private set; }

        public void Show(WatchLook look)
        {
            Look = look;
            view.Show(look);
        }

        public void Refresh(Func<WatchLook> look) => view.Refresh(look);

        public void End(WatchLook look, WatchEnd? end, bool once) => view.End(look, end, once);
    }
}
