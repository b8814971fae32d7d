namespace Recapito.Core;

/// <summary>
/// Signs in the DNS that the mailboxes of a domain are elsewhere than in Microsoft 365. A migration that has changed the MX first leaves one: an older MX in
/// some view of the zone, or an Autodiscover record that leads mail programs to the former system (Microsoft: External Domain Name System records for
/// Microsoft 365).
/// </summary>
internal static class OtherMailboxes
{
    /// <summary>Asked where the tenant does not have an address that its edge refuses; then whether another system has it decides.</summary>
    public static IEnumerable<DnsRequest> Questions(Symptom symptom, EvidenceSet evidence) =>
        symptom.Meaning is Meanings.EdgeRecipientRejected && evidence.Find(new RecipientRequest(symptom.Recipient)) is Absent<DirectoryRecipient> ? [Autodiscover(symptom.Domain)] : [];

    /// <summary>What shows that there is no such sign: every view of the zone names Microsoft alone, and Autodiscover leads to it or nowhere. Null where there is one, where a view is hidden, or where the resolver may have a view of its own.</summary>
    public static IReadOnlyList<Observation>? NoSign(Case now) =>
        now.Zone is { IsComplete: true, IsDelegationConfirmed: true, MayAskElsewhere: false, ResolverMx: not null } && now.Zone.EveryMxSeen.All(mx => MicrosoftNames.IsMxShaped(mx.Exchange))
        && now.Evidence.Find(Autodiscover(now.Symptom.Domain)) is { } discovered && LeadsToNoOther(discovered) ? [discovered, .. Proof.MxSeen(now)] : null;

    private static bool LeadsToNoOther(Observation<RrSet> seen) => seen is Absent<RrSet> || (seen is Present<RrSet> { Value.Alias: { } alias } && MicrosoftNames.IsAutodiscover(alias));

    private static DnsRequest Autodiscover(string domain) => EvidencePlan.At("autodiscover." + domain, RrType.A);
}
