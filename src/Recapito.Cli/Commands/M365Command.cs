using System.CommandLine;

namespace Recapito.Cli;

/// <summary><c>recapito m365</c>: the inside of a tenant.</summary>
internal static class M365Command
{
    public static Command Create(Surroundings around)
    {
        var m365 = new Command("m365", "Looks into a tenant of Microsoft 365, with no more rights than it needs.");
        m365.Subcommands.Add(M365DoctorCommand.Create(around));
        return m365;
    }
}
