namespace Recapito.Core;

/// <summary>No way leads from the parent to a server that answers for the zone (RFC 9499 §7; docs/checks/delegation.md).</summary>
internal static class DelegationBroken
{
    public static readonly Check Check = new("delegation-broken", Assess);

    /// <summary>It is confirmed, and the report tells of the same.</summary>
    public static IReadOnlyList<Observation>? Certain(Case now) => Weigh(now) is { Standing: Standing.Confirmed } found ? found.Seen : null;

    private static Assessment Assess(Case now) => Weigh(now);

    private static Assessment Weigh(Case now)
    {
        if (!ZoneUnderQuestion.IsRaised(now.Symptom) || ZoneUnderQuestion.DelegationFault(now.View) is not { } fault)
        {
            return Assessment.Open;
        }

        List<string> missing = [];
        if (now.Zone.Resolver is not Unavailable<RrSet>)
        {
            // The resolver still has an answer, from its memory or from somewhere else.
            missing.Add("why.resolver-has-answer");
        }

        if (fault.Evidence.Any(seen => seen is { Outcome: Outcome.Unavailable, Request.From.Kind: VantageKind.NameServer }))
        {
            // Others are heard from here, and all the same: who says nothing may be beyond a fault of the way.
            missing.Add("why.name-servers-silent");
        }

        if (now.View.Authority.Referral is null)
        {
            missing.Add("why.parent-not-heard");
        }

        if (now.Symptom.FromReport && ReportedAnswers.Of(now.Symptom) is not ReportedAnswer.Nothing)
        {
            missing.Add("why.report-tells-of-other-answer");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, fault.Evidence)
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["zone"] = fault.Arguments["zone"], ["servers"] = fault.Arguments["servers"], ["missing"] = fault.Arguments["missing"], ["variant"] = fault.Arguments["missing"].Length > 0 ? "unaddressed" : "" },
        };
    }
}
