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
            judged by what their administrators exported ('recapito m365 export-script').

            Examples:
              recapito hybrid check servers.json tenant.json
              recapito hybrid path ana@fabrikam.example lee@contoso.example \
                  servers.json tenant.json
            """);
        hybrid.Subcommands.Add(HybridCheckCommand.Create(around));
        hybrid.Subcommands.Add(HybridPathCommand.Create(around));
        return hybrid;
    }
}
