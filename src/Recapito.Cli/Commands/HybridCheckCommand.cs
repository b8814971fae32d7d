using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary><c>recapito hybrid check</c>: do the settings of servers and tenant fit each other?</summary>
internal sealed class HybridCheckCommand
{
    private readonly Surroundings around;
    private readonly CommonOptions common;
    private readonly Argument<string[]> exports = new("EXPORT") { Description = "Files with the configuration of the servers and of the tenant; - for standard input.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> profile = new("--profile") { Description = "Change severities: lines such as 'send-connector-tls-level: error'.", HelpName = "FILE" };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Show the objects that each finding rests on, with commands to see them yourself." };
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private HybridCheckCommand(Command command, Surroundings around)
    {
        this.around = around;
        command.Arguments.Add(exports);
        foreach (var option in new Option[] { profile, verbose, format })
        {
            command.Options.Add(option);
        }

        common = new(command, around);
        command.SetAction(Run);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("check",
            """
            Compares connectors, certificates, accepted and remote domains of the servers and
            of the tenant with each other and with what the hybrid configuration wizard makes;
            says what is wrong, why it matters, and the command that mends it.

            What was not exported is not judged, and is named at the end.

            Examples:
              recapito hybrid check servers.json tenant.json
              recapito hybrid check servers.json tenant.json --format json

            Exit codes: 0 in order (warnings at most), 1 an error was found, 3 something that
            hybrid mail flow rests on was not exported, 4 bad input.
            """);
        _ = new HybridCheckCommand(command, around);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var terminal = common.TerminalOf(parsed);
        var severities = parsed.GetValue(profile) is { } path ? SeverityProfile.Read(path, around) : null;
        var known = InventoryInput.Read(parsed.GetValue(exports)!, around);
        var report = HybridExamination.Judge(known.Inventory, TimeProvider.System.GetUtcNow(), Catalogue.Default, severities, known.Gaps);
        terminal.Output.Write(parsed.GetValue(format) == "json"
            ? HybridJson.Write(report, Catalogue.Default, common.LanguageOf(parsed))
            : HybridText.Write(report, common.StyleOf(parsed, terminal, parsed.GetValue(verbose)), Catalogue.Default));
        return ExitCode.Of(report);
    }
}
