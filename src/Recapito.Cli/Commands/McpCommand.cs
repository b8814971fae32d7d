using System.CommandLine;
using System.Diagnostics;

namespace Recapito.Cli;

/// <summary><c>recapito mcp</c>: the tools for an assistant. It starts <c>recapito-host</c>, as what it needs cannot be compiled ahead of time.</summary>
internal static class McpCommand
{
    public static Command Create(Surroundings around)
    {
        var world = new Option<string?>("--world") { Description = "Look into this simulated mail world instead of the Internet; of a folder, into the first in which a message can be mended.", HelpName = "PATH" };
        var allowPrivate = new Option<bool>("--allow-private") { Description = "Connect to private and other special-purpose addresses too." };
        var command = new Command("mcp",
            """
            Serves tools to an assistant, over standard input and output (Model Context
            Protocol): read_bounce, explain_reply, diagnose, check_domain. None changes
            anything or sends a message; what a bounce says is handed over as data.

            Example, in the configuration of an assistant:
              { "mcpServers": { "recapito": { "command": "recapito", "args": ["mcp"] } } }

            Exit codes: 0 the assistant went away, 2 usage, 4 bad input, 70 internal error.
            """) { world, allowPrivate };
        command.SetAction((parsed, _) =>
        {
            var start = new ProcessStartInfo(HostProgram.Find(around)) { UseShellExecute = false, ArgumentList = { command.Name } };
            if (parsed.GetValue(world) is { } file)
            {
                start.ArgumentList.Add(world.Name);
                start.ArgumentList.Add(file);
            }

            if (parsed.GetValue(allowPrivate))
            {
                start.ArgumentList.Add(allowPrivate.Name);
            }

            return HostProgram.RunAsync(start);
        });
        return command;
    }
}
