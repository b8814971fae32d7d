namespace Recapito.Core;

/// <summary>Texts as arguments of PowerShell commands.</summary>
internal static class PowerShellText
{
    // All of these end a text that begins with an apostrophe (Microsoft: about_Quoting_Rules; PowerShell takes typographic ones for the same).
    private const string Apostrophes = "'\u2018\u2019\u201a\u201b";

    /// <summary>The text between apostrophes, in which nothing is expanded; an apostrophe inside is doubled.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{string.Concat(text.Select(c => Apostrophes.Contains(c, StringComparison.Ordinal) ? $"{c}{c}" : c.ToString()))}'";
    }
}
