using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito check</c>: is this domain set up to receive mail? No bounce is needed.</summary>
internal sealed class CheckCommand
{
    private readonly Surroundings around;
    private readonly CommonOptions common;
    private readonly CheckOptions options = new();

    private CheckCommand(Command command, Surroundings around)
    {
        this.around = around;
        options.AddTo(command);
        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("check",
            """
            Looks at a mail domain: delegation, DNSSEC, MX and the hosts behind it, TLS,
            SPF, DKIM, DMARC, MTA-STS and more; says what is wrong, why it matters and what
            to do.

            Examples:
              recapito check contoso.example
              recapito check contoso.example fabrikam.example --format jsonl

            Exit codes: 0 in order, 1 an error was found, 3 could not be determined.
            """);
        _ = new CheckCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var world = parsed.GetValue(options.World) is { } path ? WorldInput.Read(path, around) : null;
        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var worst = ExitCode.Healthy;
            foreach (var domain in parsed.GetValue(options.Domains)!.Select(Names.Canonical))
            {
                var run = new DomainRun(around.BeforeProbing(options.ProbesOf(parsed, lab)), options.InquiryOf(parsed, world), new Answered(terminal));
                var report = await run.ExamineAsync(domain, cancel).ConfigureAwait(false);
                terminal.EndProgress();
                terminal.Output.Write(DomainText.Write(report, common.StyleOf(parsed, terminal), Catalogue.Default));
                worst = Math.Max(worst, ExitCode.Of(report));
            }

            return worst;
        }
        finally
        {
            terminal.EndProgress();
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
