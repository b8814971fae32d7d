using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito fix</c>: from a diagnosis to a change that is made, seen, and can be taken back.</summary>
internal static class FixCommand
{
    public static Command Create(Surroundings around)
    {
        var command = new Command("fix",
            """
            Makes a plan from a diagnosis, tries it in a copy of the world that is rebuilt
            from what was seen, applies its DNS change at the zone's server (RFC 2136,
            signed with TSIG), verifies it everywhere, and undoes it. Nothing is sent
            before it was shown and confirmed, and nothing where somebody else changed the
            records meanwhile.

            Examples:
              recapito fix try bounce.eml
              recapito fix plan bounce.eml --save plan.json
              recapito fix apply plan.json --server ns1.dnshost.example --key update.key
              recapito fix verify plan.json
              recapito fix undo plan.json --server ns1.dnshost.example --key update.key
            """);
        command.Subcommands.Add(FixPlanCommand.Create(around));
        command.Subcommands.Add(FixTryCommand.Create(around));
        command.Subcommands.Add(FixSendCommand.CreateApply(around));
        command.Subcommands.Add(FixVerifyCommand.Create(around));
        command.Subcommands.Add(FixSendCommand.CreateUndo(around));
        return command;
    }
}
