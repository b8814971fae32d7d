using System.Text.Json;

namespace Recapito.Core;

/// <summary>Evidence for the other side of a case: who people are is hidden, what is diagnosed stays (docs/reference/evidence.md).</summary>
public static class CaseRedaction
{
    // A shorter one is mostly a word of the language it stands in.
    private const int ShortestWord = 3;

    /// <summary>The evidence with a pseudonym for each local part; the same address has the same one under the same key. Pseudonyms stay as they are.</summary>
    /// <param name="evidence">What was observed.</param>
    /// <param name="key">The case's key.</param>
    /// <param name="inHand">Addresses that may stand in it without their domain, such as that of the failed recipient.</param>
    public static EvidenceSet Redact(EvidenceSet evidence, CaseKey key, IEnumerable<string> inHand)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(key);
        List<string> locals = [.. Locals([.. inHand, .. AddressesIn(evidence)])];
        return new Redactor(key, new(Words(locals.SelectMany(NameSpellings.Of), key), Words(locals.SelectMany(NameSpellings.Parts), key))).Rewrite(evidence);
    }

    /// <summary>The evidence with those addresses that somebody has in hand in the place of their pseudonyms, so that it joins with what is known of them.</summary>
    /// <param name="evidence">Redacted evidence.</param>
    /// <param name="key">The case's key.</param>
    /// <param name="inHand">Addresses that are known.</param>
    public static EvidenceSet Restore(EvidenceSet evidence, CaseKey key, IEnumerable<string> inHand)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(key);
        var known = inHand.Select(Names.CanonicalAddress).Where(address => Names.DomainOf(address) is not null).Distinct().ToList();
        var addresses = known.ToDictionary(address => $"{key.Address(address)}@{Names.DomainOf(address)}", address => address[..address.LastIndexOf('@')], StringComparer.Ordinal);
        var words = Words(Locals(known).SelectMany(local => NameSpellings.Of(local).Concat(NameSpellings.Parts(local))), key);
        return new Restorer(addresses, new(words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal), new Dictionary<string, string>())).Rewrite(evidence);
    }

    /// <summary>All addresses that stand anywhere in evidence, canonical, each once; pseudonyms are none.</summary>
    public static IReadOnlyList<string> AddressesIn(EvidenceSet evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(EvidenceFile.Write(evidence));
        foreach (var text in Texts(document.RootElement))
        {
            AddressSpans.Map(text, (local, domain) =>
            {
                found.UnionWith(Pseudonyms.Stays(local) ? [] : [Names.CanonicalAddress($"{local}@{domain}")]);
                return null;
            });
        }

        return [.. found];
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    private static IEnumerable<string> Locals(IEnumerable<string> addresses) => addresses
        .Select(Names.CanonicalAddress).Where(address => address.LastIndexOf('@') > 0).Select(address => address[..address.LastIndexOf('@')])
        .Where(local => !Pseudonyms.Stays(local)).Distinct();

    private static Dictionary<string, string> Words(IEnumerable<string> names, CaseKey key) =>
        names.Where(name => name.Length >= ShortestWord).Distinct().ToDictionary(name => name, key.Word, StringComparer.Ordinal);
}
