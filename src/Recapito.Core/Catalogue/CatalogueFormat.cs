namespace Recapito.Core;

/// <summary>What the compiler of the catalogue and its reader must agree on; this file is compiled into both.</summary>
internal static class CatalogueFormat
{
    /// <summary>The first four bytes of a compiled catalogue, "RCAT" in little-endian order.</summary>
    internal const uint Magic = 0x54414352;

    /// <summary>Grows with every change of the layout; a reader takes its own version only.</summary>
    internal const int Version = 10;

    /// <summary>Name of the embedded resource.</summary>
    internal const string ResourceName = "Recapito.catalogue";

    /// <summary>The phrases of this dialect are those of many systems ("any", "any-languages"): they count in every report.</summary>
    internal static bool IsGeneral(string dialect) => dialect is "any" or "any-languages";

    /// <summary>The character as phrases are compared: lower case, and every white space a blank.</summary>
    internal static char Fold(char character) =>
        char.IsWhiteSpace(character) ? ' ' : char.ToLowerInvariant(character);

    /// <summary>The text as phrases are compared: folded, runs of white space collapsed to one blank.</summary>
    internal static string Fold(string text)
    {
        var folded = new System.Text.StringBuilder(text.Length);
        foreach (var character in text)
        {
            var next = Fold(character);
            if (next != ' ' || folded.Length == 0 || folded[^1] != ' ')
            {
                folded.Append(next);
            }
        }

        return folded.ToString();
    }
}
