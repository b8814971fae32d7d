using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Recapito.Cli;

/// <summary>The command <c>recapito</c>: its commands, and what becomes of errors.</summary>
internal static class CommandLine
{
    private const int Interrupted = 130;

    // A path may begin with "@": no file is read for more arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    /// <param name="around">Where to read and write.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <returns>The exit code: <see cref="ExitCode"/>, or 130 when interrupted.</returns>
    public static async Task<int> RunAsync(string[] args, Surroundings around, CancellationToken cancel)
    {
        try
        {
            args = CommonOptions.BehindCommand(args);
            var parsed = Root(around).Parse(args, Parsing);
            var problems = Problems(parsed, args);
            return problems.Count > 0
                ? Misused(parsed, problems, around)
                : await parsed.InvokeAsync(Invocation(around), cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Complain(around, "interrupted");
            return Interrupted;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Healthy;
        }
        catch (OutputFailedException e)
        {
            Complain(around, e.Message);
            return ExitCode.OutputFailed;
        }
        catch (InputException e)
        {
            Complain(around, e.Message);
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // The last barrier: no stack trace reaches a user, and the message says what to do.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Complain(around, InternalError.Words(e, InternalError.ShowsTrace(around)));
            return ExitCode.Internal;
        }
    }

    private static RootCommand Root(Surroundings around)
    {
        var root = new RootCommand(
            """
            Takes a bounce and ends with mail that flows: says what happened and who must
            act, finds the cause by looking (DNS, SMTP), proves it with evidence and gives
            the fix.

            Start here:
              recapito diagnose bounce.eml
                  the whole way: read, look, prove, fix
              recapito explain bounce.eml
                  what it means, from the report alone, without any network
              recapito read Maildir/ --format jsonl
                  one record per recipient, for machines
              recapito diagnose bounce.eml --world world.yaml
                  look into a simulated mail world instead of the Internet
              recapito serve
                  the same as a page: drop a bounce, see what is wrong
              recapito lab prove lab/worlds
                  every simulated fault is found, and nothing else

            Exit codes: 0 healthy or done, 1 a problem was found, 2 usage, 3 could not be
            determined, 4 bad input, 70 internal error, 74 the results could not be
            written, 130 interrupted.
            """);
        root.Subcommands.Add(ReadCommand.Create(around));
        root.Subcommands.Add(ExplainCommand.Create(around));
        root.Subcommands.Add(DiagnoseCommand.Create(around));
        root.Subcommands.Add(CheckCommand.Create(around));
        root.Subcommands.Add(TestCommand.Create(around));
        root.Subcommands.Add(WatchCommand.Create(around));
        root.Subcommands.Add(M365Command.Create(around));
        root.Subcommands.Add(HealthCommand.Create(around));
        root.Subcommands.Add(ServeCommand.Create(around));
        root.Subcommands.Add(McpCommand.Create(around));
        root.Subcommands.Add(HybridCommand.Create(around));
        root.Subcommands.Add(FixCommand.Create(around));
        root.Subcommands.Add(LabCommand.Create(around));
        root.Subcommands.Add(CompletionCommand.Create(around));
        return root;
    }

    private static InvocationConfiguration Invocation(Surroundings around) => new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
        Output = around.OutputText,
        Error = around.ErrorText,
    };

    /// <summary>What is wrong with the arguments; nothing where help, the version or a completion was asked for.</summary>
    private static List<string> Problems(ParseResult parsed, string[] args)
    {
        var here = parsed.CommandResult.Command;
        if (here.Subcommands.Count > 0 && parsed is { Action: null or ParseErrorAction } && parsed.UnmatchedTokens is [{ Length: > 0 } typed, ..] && !typed.StartsWith('-'))
        {
            var commands = here.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToList();
            return [$"There is no command '{typed}'. {Meant(typed, commands) ?? $"There are: {string.Join(", ", commands)}."}"];
        }

        if (parsed.Errors.Count > 0)
        {
            return parsed.Action is null or ParseErrorAction ? [.. parsed.Errors.Select(error => error.Message).Distinct()] : [];
        }

        // The parser takes an option that it does not know for a value.
        var values = args.Contains("--") ? [] : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens);
        return [.. values.Select(token => token.Value).Where(value => value.StartsWith('-') && value.Length > 1)
            .Select(value => $"There is no option '{value}'. {Meant(value, here.Options.SelectMany(option => option.Aliases.Append(option.Name))) ?? $"(A file of that name: './{value}'.)"}")];
    }

    private static string? Meant(string typed, IEnumerable<string> known) => Nearest.To(typed, known) is { } word ? $"Did you mean '{word}'?" : null;

    private static int Misused(ParseResult parsed, List<string> problems, Surroundings around)
    {
        foreach (var problem in problems)
        {
            Complain(around, problem);
        }

        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.Push(command.Command is RootCommand ? "recapito" : command.Command.Name);
        }

        around.ErrorText.WriteLine($"Try '{string.Join(' ', names)} --help'.");
        return ExitCode.Usage;
    }

    private static void Complain(Surroundings around, string message) => Terminal.Say(around.ErrorText, "recapito: " + message);
}
