using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito hybrid</c>: mail between an organisation's Exchange servers and its tenant.</summary>
internal static class HybridCommand
{
    public static Command Create(Surroundings around)
    {
        var hybrid = new Command("hybrid",
            """
            Mail between an organisation's Exchange servers and its tenant in Exchange Online,
            judged by what their administrators exported. No network is used.

            Examples:
              recapito hybrid check contoso.evidence.json
            """);
        hybrid.Subcommands.Add(HybridCheckCommand.Create(around));
        return hybrid;
    }
}
