using System.Globalization;

namespace Recapito.Core;

/// <summary>Validating senders get SERVFAIL, as the chain of signatures to the zone is broken (RFC 4035 §5; docs/checks/delegation.md).</summary>
internal static class DnssecBroken
{
    public static readonly Check Check = new("dnssec-broken", Assess);

    /// <summary>It is confirmed, and the report tells of the same.</summary>
    public static IReadOnlyList<Observation>? Certain(Case now) => Weigh(now) is { Standing: Standing.Confirmed } found ? found.Seen : null;

    private static Assessment Assess(Case now) => Weigh(now);

    private static Assessment Weigh(Case now)
    {
        if (!ZoneUnderQuestion.IsRaised(now.Symptom))
        {
            return Assessment.Open;
        }

        return ZoneUnderQuestion.OfSignatures(now.View) switch
        {
            { Fault: { } fault } => Judge(now, fault, [.. Doubts(now)]),
            { Complete: { } complete } => Assessment.ExcludedBy("signatures-validate", complete.Evidence),
            { Unsigned: { } unsigned } => Assessment.ExcludedBy("zone-is-not-signed", unsigned.Evidence),
            { Fails: { } fails } => Judge(now, fails, ["why.signature-fault-not-seen"]),
            _ => Assessment.Open,
        };
    }

    private static IEnumerable<string> Doubts(Case now)
    {
        if (now.View.Chain.Above is not Trust.Secure)
        {
            yield return "why.chain-above-not-verified";
        }

        // A signature that ended after the bounce did not cause it.
        if (now.Symptom.At is { } then && ZoneUnderQuestion.OfSignatures(ZoneUnderQuestion.Of(now.Symptom.Domain, now.Evidence, now.Inquiry, then)).Fault is null)
        {
            yield return "why.changed-since";
        }

        if (now.Symptom.FromReport && ReportedAnswers.Of(now.Symptom) is not ReportedAnswer.Nothing)
        {
            yield return "why.report-tells-of-other-answer";
        }
    }

    private static Assessment Judge(Case now, DomainFinding fault, IReadOnlyList<string> missing) => new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, fault.Evidence)
    {
        Weight = missing.Count == 0 ? 3 : 2,
        Missing = missing,
        Party = IsTheHolders(fault) ? Party.RecipientsAdmin : Party.DnsHost,
        Arguments = new Dictionary<string, string>(Proof.Arguments(now, null))
        {
            ["zone"] = fault.Arguments["zone"],
            ["parent"] = now.View.Authority.Parent ?? "",
            ["above"] = Above(now)?.Name ?? "–",
            ["aboveAt"] = Above(now)?.Address ?? "–",
            ["below"] = now.View.Chain.Places is [{ Place: { } place }, ..] ? place.Server : "–",
            ["belowAt"] = now.View.Chain.Places is [{ Place.Address: { } address }, ..] ? address : "–",
            ["tags"] = Tags((now.View.Chain.Ds?.Signers ?? []).Select(signer => signer.KeyTag)),
            ["keys"] = Keys(now.View.Chain.Places),
            ["variant"] = Variant(now, fault),
            ["ended"] = Ended(now)?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "–",
        },
    };

    // The DS stands in the zone above, and only who holds the domain at the registrar can change it there; signatures are made by who runs the zone.
    private static bool IsTheHolders(DomainFinding fault) => fault.Id is "ds-without-keys" or "ds-matches-no-key";

    private static string Variant(Case now, DomainFinding fault) => fault.Id switch
    {
        "ds-without-keys" => "no-keys",
        "ds-matches-no-key" => now.View.Chain.Places.Select(KeysOf).Distinct().Count() > 1 ? "two-hosts" : "other-key",
        "chain-broken" => Ended(now) is null ? "signatures" : "signatures-ended",
        _ => "–",
    };

    /// <summary>When the last of the signatures that are of no use ended; null where any of them is of no use for another reason.</summary>
    private static DateTimeOffset? Ended(Case now)
    {
        var bad = now.View.Chain.Places.SelectMany(place => place.Sets.Prepend(place.KeySet)).Where(set => set.IsBad).Select(set => set.Signatures).ToList();
        return bad.Count > 0 && bad.TrueForAll(set => set is { State: SetState.Expired, Telling: not null }) ? bad.Max(set => set.Telling!.Ends) : null;
    }

    private static Vantage? Above(Case now) => now.View.Chain.Ds?.Seen.Request.From is { Kind: VantageKind.NameServer } server ? server : null;

    /// <summary>The keys of all servers; where they differ, those of each.</summary>
    private static string Keys(IReadOnlyList<PlaceSignatures> places) => places.Select(KeysOf).Distinct().Count() > 1
        ? string.Join("; ", places.Select(place => $"{place.Place.Server}: {KeysOf(place)}"))
        : Tags(places.SelectMany(place => place.Keys).Select(key => key.Tag));

    private static string KeysOf(PlaceSignatures place) => Tags(place.Keys.Select(key => key.Tag));

    private static string Tags(IEnumerable<ushort> tags) =>
        string.Join(", ", tags.Distinct().Order().Select(tag => tag.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } text ? text : "–";
}
