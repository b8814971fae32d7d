using System.Text;

namespace Recapito.Core;

/// <summary>Recipients of one case of whom the same is told word by word, but for their addresses: who reads what is said of the first has read all of them.</summary>
/// <param name="First">Place of the one that is told, among all.</param>
/// <param name="Others">Places of those of whom the same holds, in their order.</param>
public sealed record AlikeSheets(int First, IReadOnlyList<int> Others)
{
    private const char Address = '\u0001';

    // As many as one case asks for.
    private const int MostNamed = 50;

    /// <summary>Puts the sheets of one case together.</summary>
    /// <param name="sheets">One for each recipient.</param>
    /// <returns>In the order of their first ones; each place stands in one of them.</returns>
    public static IReadOnlyList<AlikeSheets> Of(IReadOnlyList<DiagnosisSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        return [.. sheets.Index().GroupBy(sheet => sheets.Count == 1 ? "" : Told(sheet.Item)).Select(alike => alike.Select(sheet => sheet.Index).ToList()).Select(places => new AlikeSheets(places[0], places[1..]))];
    }

    /// <summary>The addresses of the others in one line; of very many the first ones, and how many there are besides.</summary>
    /// <param name="sheets">The sheets that were put together.</param>
    public string Named(IReadOnlyList<DiagnosisSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var names = string.Join(", ", Others.Take(MostNamed).Select(place => sheets[place].Recipient));
        return Others.Count > MostNamed ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{names} … (+{Others.Count - MostNamed})") : names;
    }

    /// <summary>The first one's address, and how many there are besides.</summary>
    /// <param name="recipient">The first one's address.</param>
    /// <param name="words">The words.</param>
    public string Label(string recipient, Wording words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Others.Count == 0 ? SafeText.Escape(recipient) : words.Say("ui.alike.more", ("recipient", recipient), ("count", Others.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    // Everything that a reader is told, without what was merely seen besides.
    private static string Told(DiagnosisSheet sheet)
    {
        var told = new StringBuilder();
        foreach (var part in new[] { sheet.VerdictWord, sheet.HeadingOfBesides, string.Join(',', sheet.Parties), string.Join(',', sheet.Findings.Select(finding => finding.Cause)) }.Concat(sheet.Path.Select(station => station.State)))
        {
            told.Append(part).Append('\n');
        }

        (sheet with { AllEvidence = [] }).Map(text =>
        {
            told.Append(text.Replace(sheet.Recipient, Address.ToString(), StringComparison.OrdinalIgnoreCase)).Append('\n');
            return text;
        });
        return told.ToString();
    }
}
