using System.Globalization;

namespace Recapito.Core;

/// <summary>Algorithms, digests and sizes of the zone's keys (Zonemaster: DNSSEC01, 05 and 14).</summary>
internal sealed class KeyParameters : DomainCheck
{
    private const int WeakBits = 1024;
    private const int ShortBits = 2048;

    public override IReadOnlyList<string> Findings { get; } = ["algorithm-deprecated", "ds-digest-deprecated", "rsa-key-weak", "rsa-key-short"];

    // The questions are those of the delegation and of the chain.
    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        if (view.Authority.Apex is not { } apex)
        {
            return [];
        }

        var places = view.Chain.Places;
        Dnskey[] keys = [.. places.SelectMany(place => place.Keys).Where(key => key.Signs).DistinctBy(key => Convert.ToBase64String(key.Rdata)).OrderBy(key => key.Tag)];
        Observation[] seen = [.. places.Select(place => place.KeysSeen)];
        return [.. OfKeys(view, apex, keys, seen), .. OfDigests(view, apex)];
    }

    private static IEnumerable<DomainFinding> OfKeys(DomainView view, string apex, Dnskey[] keys, Observation[] seen)
    {
        var old = keys.Select(key => key.Algorithm).Where(Algorithms.IsDeprecated).Distinct().Order().ToList();
        if (old.Count > 0)
        {
            yield return view.Found("algorithm-deprecated", seen, ("zone", apex), ("algorithms", string.Join(", ", old.Select(Algorithms.NameOf))));
        }

        var sizes = keys.Select(key => (key.Tag, Bits: SignatureCheck.RsaBits(key))).Where(key => key.Bits is not null).ToList();
        foreach (var (id, few) in new[] { ("rsa-key-weak", sizes.Where(key => key.Bits < WeakBits)), ("rsa-key-short", sizes.Where(key => key.Bits is >= WeakBits and < ShortBits)) })
        {
            if (few.Any())
            {
                yield return view.Found(id, seen, ("zone", apex), ("keys", string.Join(", ", few.Select(key => string.Create(CultureInfo.InvariantCulture, $"{key.Tag} ({key.Bits} bit)")))));
            }
        }
    }

    private static IEnumerable<DomainFinding> OfDigests(DomainView view, string apex)
    {
        var old = view.Chain.Ds?.Signers.Where(signer => Algorithms.IsDeprecatedDigest(signer.DigestType)).ToList() ?? [];
        if (old.Count > 0)
        {
            yield return view.Found("ds-digest-deprecated", view.Chain.Ds!.Seen, ("zone", apex), ("parent", view.Authority.Parent ?? ""),
                ("tags", string.Join(", ", old.Select(signer => string.Create(CultureInfo.InvariantCulture, $"{signer.KeyTag} ({(signer.DigestType == 1 ? "SHA-1" : "GOST R 34.11-94")})")).Distinct())));
        }
    }
}
