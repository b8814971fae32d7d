using System.Globalization;

namespace Recapito.Core;

/// <summary>What is wrong with a broken chain of signatures, side by side: what the zone above names, and what the servers of the zone give.</summary>
/// <param name="Kind">Which fault; its words are variants of those of the cause. "–" where it was not seen.</param>
/// <param name="Ended">When the last of the signatures that are of no use ended; null where any of them is of no use for another reason.</param>
/// <param name="Chain">The chain.</param>
internal sealed record BrokenChain(string Kind, DateTimeOffset? Ended, ChainOfTrust Chain)
{
    /// <summary>
    /// The DS in the zone above is to be changed, which only who holds the domain at its registrar can do; what is signed wrongly, whoever runs the zone mends.
    /// </summary>
    public bool IsAbove => Kind is "other-key" or "no-keys" or "two-hosts";

    /// <summary>Values for words: both sides, the key tags of each, and where they can be asked.</summary>
    public IReadOnlyDictionary<string, string> Arguments => new Dictionary<string, string>
    {
        ["aboveAt"] = Chain.Ds?.Seen.Request.From is { Kind: VantageKind.NameServer, Address: { } above } ? above : "–",
        ["belowAt"] = Chain.Places is [{ Place.Address: var below }, ..] ? below : "–",
        ["tags"] = Tags((Chain.Ds?.Signers ?? []).Select(signer => signer.KeyTag)),
        ["keys"] = Differ(Chain.Places) ? string.Join("; ", Chain.Places.Select(place => $"{place.Place.Server}: {KeysOf(place)}")) : Tags(Chain.Places.SelectMany(place => place.Keys).Select(key => key.Tag)),
        ["ds"] = Chain.Ds is { Records.Count: > 0 } ds ? string.Join("; ", ds.Records.Select(record => $"{ds.Zone}. DS {record.Data}")) : "–",
        ["ended"] = Ended?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "–",
        ["variant"] = Kind,
    };

    /// <summary>What a finding of the chain comes down to.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="fault">What the check of the signatures found.</param>
    public static BrokenChain Of(ChainOfTrust chain, DomainFinding fault)
    {
        var ended = fault.Id is "chain-broken" ? EndOf(chain) : null;
        return new(fault.Id switch
        {
            "ds-without-keys" => "no-keys",
            "ds-matches-no-key" => Differ(chain.Places) ? "two-hosts" : "other-key",
            "chain-broken" => ended is null ? "signatures" : "signatures-ended",
            _ => "–",
        }, ended, chain);
    }

    private static DateTimeOffset? EndOf(ChainOfTrust chain)
    {
        var bad = chain.Places.SelectMany(place => place.Sets.Prepend(place.KeySet)).Where(set => set.IsBad).Select(set => set.Signatures).ToList();
        return bad.Count > 0 && bad.TrueForAll(set => set is { State: SetState.Expired, Telling: not null }) ? bad.Max(set => set.Telling!.Ends) : null;
    }

    private static bool Differ(IReadOnlyList<PlaceSignatures> places) => places.Select(KeysOf).Distinct(StringComparer.Ordinal).Count() > 1;

    private static string KeysOf(PlaceSignatures place) => Tags(place.Keys.Select(key => key.Tag));

    private static string Tags(IEnumerable<ushort> tags) =>
        string.Join(", ", tags.Distinct().Order().Select(tag => tag.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } text ? text : "–";
}
