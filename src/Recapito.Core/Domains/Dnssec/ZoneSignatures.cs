using System.Globalization;

namespace Recapito.Core;

/// <summary>The signatures over the zone's records, and over its DS (Zonemaster: DNSSEC04, 08, 09 and 13).</summary>
internal sealed class ZoneSignatures : DomainCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);
    private static readonly TimeSpan ThisWeek = TimeSpan.FromDays(7);
    private static readonly TimeSpan Long = TimeSpan.FromDays(180);

    public override IReadOnlyList<string> Findings { get; } =
    [
        "signature-missing", "signature-key-unknown", "signature-invalid", "signature-expired", "signature-not-yet-valid",
        "signature-expires-soon", "signature-expires-this-week", "signature-long-lived", "algorithm-not-signing",
    ];

    // The questions are those of the delegation and of the chain.
    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var above = LinkAbove(view);
        if (view.Authority.Apex is not { } apex || !view.Chain.IsBound)
        {
            return above;
        }

        var places = view.Chain.Places.Where(place => place.Named.Count > 0).ToList();
        List<SignedSet> sets = [.. places.SelectMany(place => place.KeySet.IsBad ? [place.KeySet] : place.Sets.Prepend(place.KeySet)), .. Associations(view, apex, places)];
        return [.. above, .. Bad(view, apex, sets), .. DelegationSigned(view), .. Ending(view, apex, sets), .. Silent(view, apex, places)];
    }

    /// <summary>A link further up that is broken, where the resolver finds it broken too: alone, our own view of far zones accuses nobody.</summary>
    private static IEnumerable<DomainFinding> LinkAbove(DomainView view)
    {
        var broken = view.Chain.Links.FirstOrDefault(link => link.Fault is not null);
        return broken?.Fault is { Signatures: { } signatures } fault && DnssecChain.FailsAtResolver(view)
            ? [Found(view, IdOf(signatures.State), fault.Zone, fault.Type, fault.Name, "resolver", signatures.Telling, fault.Seen)]
            : [];
    }

    /// <summary>TLSA records of the zone that somebody asked the resolver for.</summary>
    private static IEnumerable<SignedSet> Associations(DomainView view, string apex, List<PlaceSignatures> places)
    {
        Dnskey[] keys = [.. places.SelectMany(place => place.Keys).DistinctBy(key => Convert.ToBase64String(key.Rdata))];
        return keys.Length == 0 ? [] : view.Evidence.Asked<DnsMessageRequest>()
            .Where(asked => asked is { Type: RrType.Tlsa, Form: QueryForm.Dnssec or QueryForm.CheckingDisabled, From.Kind: VantageKind.Resolver } && DnsName.IsAtOrBelow(asked.Name, apex))
            .Select(asked => (asked.Name, Seen: view.Evidence.Find(asked) as Present<DnsMessage>))
            .Where(asked => asked.Seen?.Value.AnswersFor(asked.Name, RrType.Tlsa).Count > 0 && asked.Seen.Value.Answer.Any(record => record.Type is RrType.Rrsig && record.Name == asked.Name))
            .Select(asked => new SignedSet(new("resolver", ""), RrType.Tlsa, asked.Name, asked.Seen!,
                SetSignatures.Of(asked.Seen!.Value, asked.Seen.Value.Answer, asked.Name, RrType.Tlsa, apex, keys, view.Now)))

            // Below the zone there may be another one, whose keys are not known here.
            .Where(set => set.Signatures.State is not SetState.Missing);
    }

    private static IEnumerable<DomainFinding> Bad(DomainView view, string apex, List<SignedSet> sets) =>
        sets.Where(set => set.IsBad).GroupBy(set => (set.Signatures.State, set.Type, set.Name, set.Signatures.Telling?.KeyTag))
            .Select(same => Found(view, IdOf(same.Key.State), apex, same.Key.Type, same.Key.Name,
                string.Join(", ", same.Select(set => set.Type is RrType.Tlsa ? set.Place.Server : set.Place.ToString())), same.First().Signatures.Telling, [.. same.Select(set => set.Seen)]));

    private static IEnumerable<DomainFinding> DelegationSigned(DomainView view)
    {
        if (view.Chain.Above is not Trust.Secure || view.Chain.Ds is not { } ds)
        {
            return [];
        }

        var set = new SignedSet(new(view.Authority.Parent!, ""), RrType.Ds, ds.Zone, ds.Seen,
            SetSignatures.Of(ds.Seen.Value, ds.Section, ds.Zone, RrType.Ds, view.Authority.Parent!, view.Chain.ParentKeys, view.Now));
        return set.IsBad ? [Found(view, IdOf(set.Signatures.State), view.Authority.Parent!, RrType.Ds, ds.Zone, ds.Seen.Request.From.ToString(), set.Signatures.Telling, [ds.Seen])] : [];
    }

    /// <summary>
    /// Signers renew in time, most of them when a tenth to a quarter of a signature's life is left; what is nearer to its end than that was forgotten.
    /// </summary>
    private static IEnumerable<DomainFinding> Ending(DomainView view, string apex, List<SignedSet> sets)
    {
        var good = sets.Where(set => set.Signatures.State is SetState.Valid)
            .Select(set => (Set: set, Last: set.Signatures.Good.MaxBy(signature => signature.Ends)!)).ToList();
        var ending = good.Select(one => (one.Set, one.Last, Left: one.Last.Ends - view.Now)).ToList();
        var soon = ending.Where(one => one.Left < Least(Soon, one.Last.Life / 20)).ToList();
        var later = ending.Except(soon).Where(one => one.Left < Least(ThisWeek, one.Last.Life / 10)).ToList();
        foreach (var (id, some) in new[] { ("signature-expires-soon", soon), ("signature-expires-this-week", later) })
        {
            if (some.Count > 0)
            {
                var first = some.MinBy(one => one.Left);
                yield return Found(view, id, apex, first.Set.Type, first.Set.Name, ServerPlace.Join(some.Select(one => one.Set.Place).Distinct()), first.Last, [.. some.Select(one => one.Set.Seen)]);
            }
        }

        if (good.Where(one => one.Last.Life > Long).Select(one => one.Last).FirstOrDefault() is { } endless)
        {
            var set = good.First(one => one.Last == endless).Set;
            yield return Found(view, "signature-long-lived", apex, set.Type, set.Name, set.Place.ToString(), endless, [set.Seen]);
        }
    }

    /// <summary>Every algorithm that the DS or the keys name has to sign everything (RFC 4035 §2.2): some validators insist on it.</summary>
    private static IEnumerable<DomainFinding> Silent(DomainView view, string apex, List<PlaceSignatures> places)
    {
        var announced = view.Chain.Ds!.Signers.Select(signer => signer.Algorithm).ToHashSet();
        return places.Where(place => !place.KeySet.IsBad).SelectMany(place => place.Sets.Prepend(place.KeySet).Where(set => !set.IsBad)
                .SelectMany(set => place.Keys.Where(key => key.Signs).Select(key => key.Algorithm).Union(announced).Except(AlgorithmsOf(set)).Select(algorithm => (algorithm, set))))
            .GroupBy(one => one.algorithm).OrderBy(same => same.Key)
            .Select(same => view.Found("algorithm-not-signing", same.Select(one => one.set.Seen), ("zone", apex), ("algorithm", Algorithms.NameOf(same.Key)),
                ("types", string.Join(", ", same.Select(one => TypeNames.Of(one.set.Type)).Distinct())), ("servers", ServerPlace.Join(same.Select(one => one.set.Place).Distinct()))));
    }

    private static IEnumerable<byte> AlgorithmsOf(SignedSet set) =>
        set.Seen.Value.Answer.Where(record => record.Type is RrType.Rrsig && record.Name == set.Name).Select(record => Rrsig.Read(record)).OfType<Rrsig>()
            .Where(signature => signature.Covered == (ushort)set.Type).Select(signature => signature.Algorithm);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string IdOf(SetState state) => state switch
    {
        SetState.Missing => "signature-missing",
        SetState.KeyUnknown => "signature-key-unknown",
        SetState.Expired => "signature-expired",
        SetState.Early => "signature-not-yet-valid",
        _ => "signature-invalid",
    };

    private static DomainFinding Found(DomainView view, string id, string zone, RrType type, string name, string servers, Rrsig? signature, IReadOnlyList<Observation> seen) =>
        view.Found(id, seen, ("zone", zone), ("type", TypeNames.Of(type)), ("name", name), ("servers", servers),
            ("tag", signature?.KeyTag.ToString(CultureInfo.InvariantCulture) ?? "–"), ("begins", Time(signature?.Begins)), ("ends", Time(signature?.Ends)));

    private static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "–";
}
