using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads what administrators give of the inside of their organisation.</summary>
internal static class InventoryInput
{
    /// <summary>One organisation's inventory.</summary>
    /// <param name="paths">Evidence files with observations of the kind "configuration", merged.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <exception cref="InputException">A file cannot be read, none shows a configuration, or they show several organisations.</exception>
    public static EvidenceInventory Read(IReadOnlyList<string> paths, Surroundings around)
    {
        var organizations = EvidenceInventory.Read(EvidenceInput.Read(paths, keepGaps: true, around));
        return organizations switch
        {
            [] => throw new InputException(
                $"{string.Join(", ", paths)}: nothing of an organisation's configuration is in it; expected observations of the kind \"configuration\" (docs/reference/evidence.md)."),
            [var one] => one.Known,
            _ => throw new InputException($"{string.Join(", ", paths)}: these are several organisations, of which none has the others' domains: "
                + $"{string.Join("; ", organizations.Select(one => string.Join(", ", one.Domains)))}. Give the files of one."),
        };
    }
}
