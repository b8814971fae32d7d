using System.CommandLine;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary><c>owner</c>: makes a link by which whoever runs the service becomes its owner anew. It works beside a running service.</summary>
internal static class OwnerCommand
{
    /// <summary>The command.</summary>
    /// <param name="dataOf">The folder of what is kept.</param>
    /// <param name="clock">The clock.</param>
    public static Command Create(Func<ParseResult, string> dataOf, TimeProvider clock)
    {
        var link = new Command("link", "Prints a link that holds once and for 24 hours. Whoever opens it chooses a new password or passkey; those of before end, with every session.");
        link.SetAction(parsed => KeysCommand.WithDatabase(parsed, dataOf, database =>
        {
            var links = new OwnerLinks(database, clock);
            if (links.Address() is not { } address)
            {
                parsed.InvocationConfiguration.Error.WriteLine("recapito: the service was never started on an address that others reach, and needs no owner before (docs/how-to/serve.md).");
                return KeysCommand.BadInput;
            }

            parsed.InvocationConfiguration.Output.WriteLine(address + OwnerSetup.Path + links.Make());
            return 0;
        }));
        return new("owner", "Makes the link by which one becomes the owner of a service that others reach (docs/how-to/serve.md).") { link };
    }
}
