using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito m365</c>: the inside of an organisation.</summary>
internal static class M365Command
{
    public static Command Create(Surroundings around) => new("m365",
        """
        The inside of an organisation that uses Microsoft 365 or Exchange Server.

        Examples:
          recapito m365 doctor --tenant contoso.example --azure-cli
              what may this sign-in ask of the tenant, and may it no more?
          recapito m365 domain contoso.example --tenant contoso.example --azure-cli
              does the DNS have what Microsoft wants to see for this domain?
          recapito m365 diagnose bounce.eml --tenant contoso.example --azure-cli
              why was this refused, with what the tenant shows?
          recapito m365 export-script > recapito-export.ps1
              for the administrator: collects what a diagnosis needs, changes nothing
        """)
    {
        M365DoctorCommand.Create(around),
        M365DiagnoseCommand.Create(around),
        M365DomainCommand.Create(around),
        ExportScriptCommand.Create(around),
    };
}
