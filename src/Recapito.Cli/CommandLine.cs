using System.CommandLine;
using System.CommandLine.Parsing;

namespace Recapito.Cli;

/// <summary>The command <c>recapito</c>: its commands, and what becomes of errors.</summary>
internal static class CommandLine
{
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Misused(parsed);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("recapito: interrupted").ConfigureAwait(false);
            return Interrupted;
        }
        catch (InputException e)
        {
            await Console.Error.WriteLineAsync("recapito: " + e.Message).ConfigureAwait(false);
            return ExitCode.BadInput;
        }
        catch (IOException e) when (e.Message.Contains("Broken pipe", StringComparison.OrdinalIgnoreCase))
        {
            // The reader of our output went away, as "head" does.
            return ExitCode.Healthy;
        }
#pragma warning disable CA1031 // The last barrier: no stack trace reaches a user, and the message says what to do.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(Environment.GetEnvironmentVariable("RECAPITO_DEBUG") is "1"
                ? e.ToString()
                : $"recapito: internal error: {e.GetType().Name}: {e.Message} Please report it with the input; RECAPITO_DEBUG=1 shows more.").ConfigureAwait(false);
            return ExitCode.Internal;
        }
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand(
            """
            Takes a bounce and ends with mail that flows: says what happened and who must act, finds the cause by looking (DNS, SMTP), proves it with
            evidence and gives the fix.

            Start here:
              recapito diagnose bounce.eml                     the whole way: read, look, prove, fix
              recapito explain bounce.eml                      what it means, from the report alone, without any network
              recapito read Maildir/ --format jsonl            one record per recipient, for machines
              recapito diagnose bounce.eml --world world.yaml  look into a simulated mail world instead of the Internet
              recapito lab prove lab/worlds                    every simulated fault is found, and nothing else

            Exit codes: 0 healthy or done, 1 a problem was found, 2 usage, 3 could not be determined, 4 bad input, 70 internal error.
            """);
        root.Subcommands.Add(ReadCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(DiagnoseCommand.Create());
        root.Subcommands.Add(LabCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        return root;
    }

    private static int Misused(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine("recapito: " + error.Message);
        }

        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.Push(command.Command is RootCommand ? "recapito" : command.Command.Name);
        }

        Console.Error.WriteLine($"Try '{string.Join(' ', names)} --help'.");
        return ExitCode.Usage;
    }
}
