using System.CommandLine;
using Recapito.Lab;
using Recapito.Probes;

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
            Looks at a mail domain without a bounce: delegation, DNSSEC, MX and the hosts
            behind it, TLS and certificates, SPF, DKIM, DMARC, MTA-STS and more; says what is
            wrong, why it matters and what to do.

            The mail hosts are greeted and asked for TLS; no message is sent and no recipient
            is asked for.

            Examples:
              recapito check contoso.example
              recapito check contoso.example --verbose
                  with the evidence, and commands to see it yourself
              recapito check contoso.example --expect wanted-records.txt
              recapito check --list domains.txt --concurrency 50 --format jsonl
              recapito check contoso.example --world lab/worlds/domain/mx-is-alias.yaml

            Exit codes: 0 in order (warnings at most), 1 an error was found, 3 could not be
            determined, 4 bad input.
            """);
        _ = new CheckCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var domains = options.DomainsOf(parsed, around);
        foreach (var fault in domains.Faults)
        {
            terminal.Complain(fault);
        }

        var world = parsed.GetValue(options.World) is { } path ? WorldInput.Read(path, around) : null;
        var profile = options.ProfileOf(parsed, around);
        var expected = options.ExpectedOf(parsed, around);
        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var cache = domains.Domains.Count > 1 ? new EvidenceCache(lab is null ? TimeProvider.System : new StandingClock(lab.Routes.Now)) : null;
            var run = new DomainRun(around.BeforeProbing(options.ProbesOf(parsed, lab, cache)), options.InquiryOf(parsed, lab is null ? new() : LabRun.InquiryOf(world!, lab), expected), profile);
            using var view = new CheckView(parsed.GetValue(options.Format)!, terminal, common.StyleOf(parsed, terminal, parsed.GetValue(options.Verbose)), domains.Domains.Count, common.LanguageOf(parsed));
            await CheckAllAsync(run, domains.Domains, parsed.GetValue(options.Concurrency), view, cancel).ConfigureAwait(false);
            return Math.Max(view.Worst, domains.Faults.Count > 0 ? ExitCode.BadInput : ExitCode.Healthy);
        }
        finally
        {
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static Task CheckAllAsync(DomainRun run, IReadOnlyList<string> domains, int concurrency, CheckView view, CancellationToken cancel) =>
        Parallel.ForEachAsync(domains, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancel },
            async (domain, token) => view.Show(await run.ExamineAsync(domain, view.Begin((known, style, rows) => run.Standing(domain, known, style, rows)), token).ConfigureAwait(false)));
}
