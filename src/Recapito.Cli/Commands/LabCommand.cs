using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito lab</c>: simulated mail worlds.</summary>
internal static class LabCommand
{
    public static Command Create(Surroundings around)
    {
        var lab = new Command("lab",
            """
            Simulated mail worlds: run one, send a message through it, prove that every
            fault is found, or rebuild one from evidence. Format: docs/reference/world.md.

            Examples:
              recapito lab prove lab/worlds
              recapito lab send world.yaml | recapito diagnose - --world world.yaml
              recapito lab run world.yaml
            """);
        lab.Subcommands.Add(LabRunCommand.Create(around));
        lab.Subcommands.Add(LabSendCommand.Create(around));
        lab.Subcommands.Add(LabExportCommand.Create(around));
        lab.Subcommands.Add(LabProveCommand.Create(around));
        lab.Subcommands.Add(LabCaptureCommand.Create(around));
        return lab;
    }

    public static Argument<string> World() => new("WORLD") { Description = "A world file (docs/reference/world.md)." };
}
