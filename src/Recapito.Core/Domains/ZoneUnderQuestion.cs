namespace Recapito.Core;

/// <summary>
/// The domain's zone as the examination of a domain looks at it: its servers by the word of the parent, and its signatures. Asked for only where the DNS gave
/// the sender no answer.
/// </summary>
internal static class ZoneUnderQuestion
{
    private static readonly DomainCheck Delegations = new DelegationChain();
    private static readonly DomainCheck Signatures = new DnssecChain();

    /// <summary>The same evidence, looked at as at a moment: signatures have their times.</summary>
    public static DomainView Of(string domain, EvidenceSet evidence, Inquiry inquiry, DateTimeOffset? at = null) =>
        new(domain, evidence, new() { InLab = true, TrustAnchors = inquiry.TrustAnchors }, at ?? Latest(evidence), Catalogue.Default, fromTheTop: true);

    /// <summary>True where the report tells of a domain for which no answer came, or does not say what the DNS had answered.</summary>
    public static bool IsRaised(Symptom symptom) => symptom.Meaning is Meanings.NameNotFound && (symptom.RemoteMta is null || symptom.RemoteMta == symptom.Domain)
        && ReportedAnswers.Of(symptom) is ReportedAnswer.Nothing or ReportedAnswer.Unsaid;

    /// <summary>The questions; the domain's own check asks the same.</summary>
    public static IEnumerable<Request> Questions(string domain, EvidenceSet evidence, Inquiry inquiry)
    {
        var view = Of(domain, evidence, inquiry);
        return Delegations.Asks(view).Concat(Signatures.Asks(view)).Where(request => request is DnsRequest or DnsMessageRequest);
    }

    /// <summary>What the check of the delegation finds that explains the silence; null for nothing.</summary>
    public static DomainFinding? DelegationFault(DomainView view) => Delegations.Finds(view).FirstOrDefault(finding => finding.Id is "no-server-answers" or "works-at-resolver-only");

    /// <summary>What the check of the signatures finds.</summary>
    public static SignatureState OfSignatures(DomainView view)
    {
        var found = Signatures.Finds(view).ToList();
        return new(
            found.Find(finding => finding.Id is "ds-matches-no-key" or "ds-without-keys" or "chain-broken"),
            found.Find(finding => finding.Id is "dnssec-chain-complete"),
            found.Find(finding => finding.Id is "dnssec-unsigned" or "dnssec-island"),
            found.Find(finding => finding.Id is "validation-fails"));
    }

    // The core has no clock; what was seen last was seen now.
    private static DateTimeOffset Latest(EvidenceSet evidence) => evidence.All.Select(seen => seen.Source.At).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
}

/// <summary>How a zone's signatures stand.</summary>
/// <param name="Fault">What breaks the chain.</param>
/// <param name="Complete">The chain is whole.</param>
/// <param name="Unsigned">Nothing above vouches for the zone's keys.</param>
/// <param name="Fails">The resolver refuses what it has, for a reason that is not seen.</param>
internal sealed record SignatureState(DomainFinding? Fault, DomainFinding? Complete, DomainFinding? Unsigned, DomainFinding? Fails);
