using System.CommandLine;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito lab send</c>: the report that the sender of a world's message gets.</summary>
internal static class LabSendCommand
{
    public static Command Create(Surroundings around)
    {
        var path = LabCommand.World();
        var command = new Command("send",
            """
            Sends the world's message and prints the non-delivery report that its sender
            gets; nothing where every recipient is delivered. Exit code 0 either way.

            Example:
              recapito lab send world.yaml | recapito diagnose - --world world.yaml
            """) { path };
        var common = new CommonOptions(command, around);
        command.SetAction(parsed =>
        {
            var terminal = common.TerminalOf(parsed);
            if (LabRun.Bounce(WorldInput.Read(parsed.GetValue(path)!, around)) is not { } report)
            {
                terminal.Remark("every recipient is delivered; there is no report");
                return ExitCode.Healthy;
            }

            around.Output.Write(report);
            around.Output.Flush();
            return ExitCode.Healthy;
        });
        return command;
    }
}
