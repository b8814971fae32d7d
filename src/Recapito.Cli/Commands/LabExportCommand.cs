using System.CommandLine;
using System.Text;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary><c>recapito lab export</c>: what an administrator in a world would export.</summary>
internal static class LabExportCommand
{
    public static Command Create(Surroundings around)
    {
        var path = LabCommand.World();
        var of = new Option<string?>("--of") { Description = "The tenant or Exchange server whose file it is. Default: the only one.", HelpName = "NAME" };
        var command = new Command("export",
            """
            Prints the file that the export script would write for the administrator of a
            tenant or of an Exchange server of the world (docs/reference/export.md).

            Example:
              recapito lab export world.yaml --of mail.contoso.example > servers.json
              recapito diagnose bounce.eml --world world.yaml --export servers.json
            """) { path, of };
        var common = new CommonOptions(command, around);
        command.SetAction(parsed =>
        {
            _ = common.TerminalOf(parsed);
            var file = parsed.GetValue(path)!;
            var world = WorldInput.Read(file, around);
            around.Output.Write(Encoding.UTF8.GetBytes(WorldExport.Write(world, NameIn(world, file, parsed.GetValue(of)))));
            around.Output.Flush();
            return ExitCode.Healthy;
        });
        return command;
    }

    private static string NameIn(World world, string file, string? asked)
    {
        var names = WorldExport.Names(world);
        return asked is null && names is [var only] ? only
            : names.FirstOrDefault(name => name == asked)
            ?? throw new InputException(names.Count == 0
                ? $"{file}: this world has neither a tenant nor an Exchange server; nobody could export anything."
                : $"{file}: {(asked is null ? "there are several organisations" : $"there is no \"{asked}\"")}; say --of with one of {string.Join(", ", names)}.");
    }
}
