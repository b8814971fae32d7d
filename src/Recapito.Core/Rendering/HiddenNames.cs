namespace Recapito.Core;

/// <summary>
/// Hides who wrote to whom from readers who only have a link: of every address the part before the @ is taken away, wherever it stands, and the names of the
/// case's own addresses where they stand alone. Domains stay: the case is about them.
/// </summary>
public sealed class HiddenNames
{
    private const string Hidden = "…";

    // A shorter one is mostly a word of the language it stands in; digits alone are mostly a code, a port or a TTL.
    private const int ShortestWord = 3;
    private const int ShortestNumber = 6;

    // How far the word beside a name is looked for: sentences have less between two words, and words are shorter.
    private const int NextWord = 48;

    private readonly WordText words;

    /// <param name="symptoms">The recipients and senders of the case.</param>
    public HiddenNames(IEnumerable<Symptom> symptoms)
    {
        List<Symptom> all = [.. symptoms];
        List<string> locals =
        [
            .. all.SelectMany(symptom => new[] { symptom.Recipient, symptom.Sender }).OfType<string>().Where(address => address.LastIndexOf('@') > 0)
                .Select(address => address[..address.LastIndexOf('@')].ToLowerInvariant()).Distinct(),
        ];

        // Where somebody is called as the domain is, a gap for the domain would hide what the case is about.
        var domains = all.Select(symptom => symptom.Domain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        words = new(
            locals.SelectMany(NameSpellings.Of).Where(name => !domains.Contains(name)).Distinct().ToDictionary(name => name, _ => Hidden, StringComparer.Ordinal),
            locals.SelectMany(NameSpellings.Parts).Distinct().ToDictionary(name => name, _ => Hidden, StringComparer.Ordinal),
            IsOrdinary);
    }

    /// <summary>The text without them.</summary>
    public string Hide(string text) =>
        PersonNames.Hide(words.Map(AddressSpans.Map(text, (local, _) => local is Hidden ? null : Hidden, local => local is Hidden ? null : Hidden)), Hidden[0]);

    // A word that names nobody, or stands here as it does in a sentence of ours, is not the address.
    private static bool IsOrdinary(string text, int start, int end)
    {
        var name = text.AsSpan(start, end - start);
        var atom = Atoms.End(name, 0);
        return atom < name.Length ? IsPhrase(name)
            : name.Length < ShortestWord || (name.Length < ShortestNumber && !name.ContainsAnyExceptInRange('0', '9')) || SpokenWords.NamesNobody(name.ToString())
                || SpokenWords.Stands(Before(text, start), name, After(text, end));
    }

    private static bool IsPhrase(ReadOnlySpan<char> name)
    {
        var all = Atoms.Of(name.ToString());
        return all.Zip(all.Skip(1)).All(pair => SpokenWords.AreNeighbours(pair.First, pair.Second));
    }

    private static ReadOnlySpan<char> Before(string text, int start)
    {
        var near = text.AsSpan(Math.Max(0, start - NextWord), Math.Min(start, NextWord));
        while (!near.IsEmpty && !Atoms.IsPart(near[^1]))
        {
            near = near[..^1];
        }

        var first = near.Length;
        while (first > 0 && Atoms.IsPart(near[first - 1]))
        {
            first--;
        }

        return near[first..];
    }

    private static ReadOnlySpan<char> After(string text, int end)
    {
        var near = text.AsSpan(end, Math.Min(text.Length - end, NextWord));
        while (!near.IsEmpty && !Atoms.IsPart(near[0]))
        {
            near = near[1..];
        }

        return near[..Atoms.End(near, 0)];
    }
}
