namespace Recapito.Core;

/// <summary>
/// Hides who wrote to whom from readers who only have a link: of every address the part before the @ is taken away, wherever it stands, and the names of the
/// case's own addresses where they stand alone. Domains stay: the case is about them.
/// </summary>
public sealed class HiddenNames
{
    private const string Hidden = "…";

    // A shorter one is mostly a word of the language it stands in.
    private const int ShortestWord = 3;

    private readonly Dictionary<string, string> words;

    /// <param name="symptoms">The recipients and senders of the case.</param>
    public HiddenNames(IEnumerable<Symptom> symptoms) => words = symptoms
        .SelectMany(symptom => new[] { symptom.Recipient, symptom.Sender }).OfType<string>()
        .Where(address => address.LastIndexOf('@') >= ShortestWord).Select(address => address[..address.LastIndexOf('@')].ToLowerInvariant()).Distinct()
        .ToDictionary(name => name, _ => Hidden, StringComparer.Ordinal);

    /// <summary>The text without them.</summary>
    public string Hide(string text) => PersonNames.Hide(WordText.Map(AddressSpans.Map(text, (local, _) => local is Hidden ? null : Hidden), words), Hidden[0]);
}
