using System.CommandLine;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito health</c>: what does Microsoft say of Exchange Online's mail flow?</summary>
internal sealed class HealthCommand
{
    private readonly InsideCommandOptions options;
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private HealthCommand(Command command, Surroundings around)
    {
        command.Options.Add(format);
        options = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("health",
            """
            What does Microsoft tell a tenant of the mail flow of Exchange Online?
            Incidents and advisories with their times. The application needs
            ServiceHealth.Read.All.

            Examples:
              recapito health --tenant contoso.example --client-id ID \
                --certificate app.pfx
              recapito health --world world.yaml --format json

            Exit codes: 0 no open issue of the mail flow, 1 there is one, 3 could
            not be determined, 4 bad input.
            """);
        _ = new HealthCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var run = options.Begin(parsed);
        await using (run.ConfigureAwait(false))
        {
            var report = await new InsideSource(run.Access, [], runsCmdlets: false).HealthAsync(cancel).ConfigureAwait(false);
            run.Terminal.Output.Write(parsed.GetValue(format) is "json" ? HealthText.WriteJson(report) : HealthText.Write(report, run.Style, Catalogue.Default));
            return ExitCode.Of(report);
        }
    }
}
