using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito test</c>: step by step, as Microsoft's Remote Connectivity Analyzer does.</summary>
internal static class TestCommand
{
    public static Command Create(Surroundings around)
    {
        var test = new Command("test",
            """
            Tests mail flow step by step, as Microsoft's Remote Connectivity Analyzer does:
            what was done, what came out, how long it took, how to resolve it. On a terminal
            the steps are shown while they run.

            Examples:
              recapito test inbound lee@contoso.example
              recapito test outbound 192.0.2.25 --from ana@fabrikam.example

            Exit codes: 0 all steps passed (warnings at most), 1 a step failed, 3 could not
            be determined, 4 bad input.
            """);
        test.Subcommands.Add(TestInboundCommand.Create(around));
        test.Subcommands.Add(TestOutboundCommand.Create(around));
        return test;
    }
}
