using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>A captured world as a file, with what was assumed in words at its top.</summary>
internal static class CaptureFile
{
    public static string Write(CapturedWorld captured, string language) =>
        WorldFileWriter.Write(captured, captured.Assumed.Select(assumed => FixText.Say("assumed." + assumed.Id, language, Catalogue.Default, ("host", assumed.Subject))));
}
