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

    private static Assessment Judge(Case now, DomainFinding fault, IReadOnlyList<string> missing)
    {
        var broken = BrokenChain.Of(now.View.Chain, fault);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, fault.Evidence)
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Party = broken.IsAbove ? Party.RecipientsAdmin : null,
            Arguments = new Dictionary<string, string>([.. Proof.Arguments(now, null), .. broken.Arguments])
            {
                ["zone"] = fault.Arguments["zone"],
                ["parent"] = now.View.Authority.Parent ?? "",
            },
        };
    }
}
