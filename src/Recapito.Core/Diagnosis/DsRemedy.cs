namespace Recapito.Core;

/// <summary>Which DS records a zone ought to have in the zone above, where the evidence gives them.</summary>
internal static class DsRemedy
{
    private const ushort EntryFlag = 1;

    /// <summary>The change; none where signatures are broken below a DS that fits, which only the zone's signer can mend.</summary>
    public static IReadOnlyList<WorldChange> For(Case now)
    {
        if (now.View.Chain.Ds is not { Records.Count: > 0 } ds)
        {
            return [];
        }

        var before = ds.Records.Select(record => record.Data).ToList();
        return ZoneUnderQuestion.OfSignatures(now.View).Fault?.Id switch
        {
            "ds-without-keys" => [new SetDs(ds.Zone, before, [], ds.Records[0].Ttl)],
            "ds-matches-no-key" when Signers(now.View) is { Count: > 0 } signers => [new SetDs(ds.Zone, before, [.. signers.Select(signer => signer.ToString())], ds.Records[0].Ttl)],
            _ => [],
        };
    }

    /// <summary>DS records of the entry keys on which all servers agree, and whose own signatures over the keys are good: others would break the chain anew.</summary>
    private static List<DelegationSigner> Signers(DomainView view)
    {
        var places = view.Chain.Places;
        var keys = places.Count == 0 ? [] : places[0].Keys.Where(key => key.Signs && (key.Flags & EntryFlag) != 0).ToList();
        var signers = keys.Select(DelegationSigner.Of).OfType<DelegationSigner>().ToList();
        return signers.Count > 0 && signers.Count == keys.Count && places.All(place => Tags(place) == Tags(places[0])
            && ChainOfTrust.KeysOf(place.KeysSeen.Value, view.Authority.Apex!, signers, view.Now) is { Signatures.State: SetState.Valid, Named.Count: var named } && named == signers.Count) ? signers : [];
    }

    private static string Tags(PlaceSignatures place) => string.Join(' ', place.Keys.Select(key => Convert.ToBase64String(key.Rdata)).Order(StringComparer.Ordinal));
}
