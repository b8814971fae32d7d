using System.Globalization;

namespace Recapito.Core;

/// <summary>Whether validating senders can see the domain: the chain from the root to its records (Zonemaster: DNSSEC02, 07 and 11).</summary>
internal sealed class DnssecChain : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "dnssec-chain-complete", "dnssec-unsigned", "dnssec-island", "ds-without-keys", "ds-matches-no-key", "ds-stale", "chain-broken", "validation-fails",
        "dnskey-differs", "ds-differs-at-parent", "cds-differs", "cds-and-cdnskey-differ", "dnssec-not-verified",
    ];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        yield return At(".", RrType.Dnskey);
        foreach (var name in Zones.PossibleCuts(view.Domain).Union(AuthorityView.Ancestors(view.Domain).Where(name => name is not ".")))
        {
            yield return At(name, RrType.Ds);
            yield return At(name, RrType.Dnskey);
        }

        foreach (var type in new[] { RrType.Soa, RrType.Mx })
        {
            yield return At(view.Domain, type, QueryForm.Dnssec);
            yield return At(view.Domain, type);
        }

        if (view.Authority.Apex is { } apex && view.Chain.IsSigned)
        {
            yield return At(apex, RrType.Cds, QueryForm.Dnssec);
            yield return At(apex, RrType.Cdnskey, QueryForm.Dnssec);
        }
    }

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var apex = view.Authority.Apex;
        if (apex is null)
        {
            return [.. ResolverFails(view, apex ?? view.Domain)];
        }

        var places = view.Chain.Places;
        return [.. ResolverFails(view, apex), .. Status(view, apex, places), .. Differences(view, apex, places), .. ParentDiffers(view, apex), .. Wished(view, apex)];
    }

    /// <summary>The resolver refuses what it has: validation fails there, as it will at every sender that validates.</summary>
    public static bool FailsAtResolver(DomainView view) =>
        new[] { RrType.Soa, RrType.Mx }.All(type =>
            view.Message(view.Domain, type, Vantage.Resolver) is Present<DnsMessage> { Value.Rcode: "SERVFAIL" }
            && view.Message(view.Domain, type, Vantage.Resolver, QueryForm.CheckingDisabled) is Present<DnsMessage> { Value.Rcode: "NOERROR" or "NXDOMAIN" });

    private static DnsMessageRequest At(string name, RrType type, QueryForm form = QueryForm.CheckingDisabled) => new(name, type, Vantage.Resolver, form);

    private static IEnumerable<DomainFinding> ResolverFails(DomainView view, string zone)
    {
        if (FailsAtResolver(view))
        {
            var seen = (Present<DnsMessage>)view.Message(view.Domain, RrType.Mx, Vantage.Resolver)!;
            yield return view.Found("validation-fails", [seen, view.Message(view.Domain, RrType.Mx, Vantage.Resolver, QueryForm.CheckingDisabled)],
                ("zone", zone), ("detail", seen.Value.ExtendedErrors.Count > 0 ? string.Join("; ", seen.Value.ExtendedErrors) : "SERVFAIL"));
        }
    }

    private static IEnumerable<DomainFinding> Status(DomainView view, string apex, IReadOnlyList<PlaceSignatures> places)
    {
        if (view.Chain.Ds is not { } ds || places.Count == 0)
        {
            return [];
        }

        var hasKeys = places.Any(place => place.Keys.Count > 0);
        if (ds.Records.Count == 0 || view.Chain.Above is Trust.Insecure)
        {
            return [view.Found(hasKeys ? "dnssec-island" : "dnssec-unsigned", [ds.Seen, places[0].KeysSeen], ("zone", apex), ("parent", view.Authority.Parent ?? ""))];
        }

        Observation[] seen = [ds.Seen, .. places.Select(place => place.KeysSeen)];
        if (!view.Chain.IsBound)
        {
            return [NotVerified(view, apex, ds, seen)];
        }

        if (places.Any(place => place.Named.Count > 0))
        {
            return [.. Stale(view, apex, ds, places, seen), .. Whole(view, apex, places, seen)];
        }

        return !IsWholeKnown(view, places) ? []
            : hasKeys ? [NoKey(view, apex, ds, places, seen)]
            : [view.Found("ds-without-keys", seen, ("zone", apex), ("parent", view.Authority.Parent ?? ""), ("tags", Tags(ds.Signers.Select(signer => signer.KeyTag))))];
    }

    /// <summary>
    /// Of all servers together it can be said that they are of no use: each gave its keys or is of no use anyway, or the resolver says it. One whose keys
    /// did not come may be the one that is right.
    /// </summary>
    private static bool IsWholeKnown(DomainView view, IReadOnlyList<PlaceSignatures> places) =>
        FailsAtResolver(view) || view.Authority.Places.All(place => places.Any(known => known.Place == place) || view.Authority.StateOf(place) is PlaceState.Lame
            || view.Authority.KindOf(place.Address) is not null || view.Authority.QuestionsAt(place).All(question => AuthorityView.IsClosed(view.Evidence.Find(question))));

    private static DomainFinding NotVerified(DomainView view, string apex, DsSet ds, Observation[] seen) =>
        view.Found("dnssec-not-verified", seen, ("zone", apex), ("algorithms", string.Join(", ", ds.Signers.Select(signer => Algorithms.NameOf(signer.Algorithm)).Distinct())));

    private static DomainFinding NoKey(DomainView view, string apex, DsSet ds, IReadOnlyList<PlaceSignatures> places, Observation[] seen) =>
        view.Found("ds-matches-no-key", seen, ("zone", apex), ("parent", view.Authority.Parent ?? ""),
            ("tags", Tags(ds.Signers.Select(signer => signer.KeyTag))), ("keys", Tags(places.SelectMany(place => place.Keys).Select(key => key.Tag))));

    private static IEnumerable<DomainFinding> Stale(DomainView view, string apex, DsSet ds, IReadOnlyList<PlaceSignatures> places, Observation[] seen)
    {
        var stale = ds.Signers.Where(signer => signer.IsKnownDigest && !places.SelectMany(place => place.Keys).Any(signer.Names)).Select(signer => signer.KeyTag).Distinct()
            .Where(tag => !ds.Signers.Any(signer => signer.KeyTag == tag && places.SelectMany(place => place.Keys).Any(signer.Names))).ToList();
        if (stale.Count > 0 && IsWholeKnown(view, places))
        {
            yield return view.Found("ds-stale", seen, ("zone", apex), ("parent", view.Authority.Parent ?? ""), ("tags", Tags(stale)));
        }
    }

    private static IEnumerable<DomainFinding> Whole(DomainView view, string apex, IReadOnlyList<PlaceSignatures> places, Observation[] seen)
    {
        var isAsked = view.Authority.Places.All(place => view.Authority.QuestionsAt(place).All(view.Evidence.Has));
        if (isAsked && IsWholeKnown(view, places) && places.All(place => place.IsBogus) && (view.Chain.Above is Trust.Secure || FailsAtResolver(view)))
        {
            yield return view.Found("chain-broken", seen, ("zone", apex), ("servers", ServerPlace.Join(places.Select(place => place.Place))));
        }

        if (view.Chain.Above is Trust.Secure && places.All(place => place.IsGood) && IsDsSigned(view))
        {
            yield return view.Found("dnssec-chain-complete", seen, ("zone", apex), ("tags", Tags(places.SelectMany(place => place.Named).Select(key => key.Tag))),
                ("algorithms", string.Join(", ", places.SelectMany(place => place.Keys).Select(key => Algorithms.NameOf(key.Algorithm)).Distinct())));
        }

        var unknown = places.SelectMany(place => place.Sets.Prepend(place.KeySet)).Where(set => set.Signatures.State is SetState.NotVerified).ToList();
        if (unknown.Count > 0)
        {
            yield return view.Found("dnssec-not-verified", unknown.Select(set => set.Seen), ("zone", apex),
                ("algorithms", string.Join(", ", unknown.Select(set => Algorithms.NameOf(set.Signatures.Telling!.Algorithm)).Distinct())));
        }
    }

    private static bool IsDsSigned(DomainView view) => view.Chain.Ds is { } ds && view.Authority.Parent is { } parent
        && SetSignatures.Of(ds.Seen.Value, ds.Section, ds.Zone, RrType.Ds, parent, view.Chain.ParentKeys, view.Now).State is SetState.Valid;

    private static IEnumerable<DomainFinding> Differences(DomainView view, string apex, IReadOnlyList<PlaceSignatures> places)
    {
        var groups = places.GroupBy(place => Tags(place.Keys.Select(key => key.Tag))).OrderByDescending(group => group.Count()).ToList();
        return groups.Skip(1).Select(group => view.Found("dnskey-differs", [group.First().KeysSeen, groups[0].First().KeysSeen], ("zone", apex),
            ("servers", ServerPlace.Join(group.Select(place => place.Place))), ("keys", group.Key),
            ("others", ServerPlace.Join(groups[0].Select(place => place.Place))), ("otherkeys", groups[0].Key)));
    }

    private static IEnumerable<DomainFinding> ParentDiffers(DomainView view, string apex)
    {
        if (view.Authority.IsIntercepted)
        {
            return [];
        }

        var sets = view.Authority.Referrals.Where(referral => referral.Zone == apex)
            .Select(referral => (referral.Place, referral.Seen, Set: string.Join("; ", referral.Ds.Select(record => record.Data).Order(StringComparer.Ordinal)))).ToList();
        return sets.Where(one => one.Set != sets[0].Set).Take(1).Select(one => view.Found("ds-differs-at-parent", [one.Seen, sets[0].Seen],
            ("zone", apex), ("parent", view.Authority.Parent!), ("server", one.Place.ToString()), ("other", sets[0].Place.ToString())));
    }

    /// <summary>What the zone wants its DS to be (RFC 7344), where that is something else.</summary>
    private static IEnumerable<DomainFinding> Wished(DomainView view, string apex)
    {
        if (view.Chain.Ds is not { } ds || view.Message(apex, RrType.Cds, Vantage.Resolver) is not Present<DnsMessage> { Value: var message } seen)
        {
            yield break;
        }

        DelegationSigner[] wished = [.. message.AnswersFor(apex, RrType.Cds).Select(record => DelegationSigner.Read(record)).OfType<DelegationSigner>()];
        var (wants, has) = (Tags(wished.Where(signer => signer.Algorithm != 0).Select(signer => signer.KeyTag)), Tags(ds.Signers.Select(signer => signer.KeyTag)));
        if (wished.Length > 0 && wants != has)
        {
            yield return view.Found("cds-differs", [seen, ds.Seen], ("zone", apex), ("wished", wants), ("tags", has));
        }

        // RFC 7344 §4: whichever of the two a parent reads, it is to read the same wish.
        if (view.Message(apex, RrType.Cdnskey, Vantage.Resolver) is Present<DnsMessage> { Value: var other } too
            && Tags(other.AnswersFor(apex, RrType.Cdnskey).Select(Dnskey.Read).OfType<Dnskey>().Where(key => key.Algorithm != 0).Select(key => key.Tag)) is var keys
            && wished.Length > 0 && other.AnswersFor(apex, RrType.Cdnskey).Count > 0 && keys != wants)
        {
            yield return view.Found("cds-and-cdnskey-differ", [seen, too], ("zone", apex), ("cds", wants), ("cdnskey", keys));
        }
    }

    private static string Tags(IEnumerable<ushort> tags) =>
        string.Join(", ", tags.Distinct().Order().Select(tag => tag.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } text ? text : "–";
}
