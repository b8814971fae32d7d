namespace Recapito.Core;

/// <summary>
/// The edge answers as for an Authoritative domain, so some tenant holds it; the organisation's own does not have it, or cannot verify it. Then another one
/// does (Microsoft: Add a domain to Microsoft 365; a domain is verified in one tenant only).
/// </summary>
internal static class DomainInForgottenTenant
{
    public static readonly Check Check = new("domain-in-forgotten-tenant", Assess);

    private static Assessment Assess(Case now)
    {
        if (UnknownAtEdge.Of(now) is not { } edge)
        {
            return Assessment.Open;
        }

        var control = now.Rcpt(edge.Host, RcptRole.Control);
        if (control.Accepted)
        {
            return Assessment.ExcludedBy("random-address-taken", control.Seen);
        }

        if (AskedTenant.Lacking(now) is not { } lacking || !edge.Target.RefusedAs(Meanings.EdgeRecipientRejected) || !control.RefusedAs(Meanings.EdgeRecipientRejected))
        {
            return Assessment.Open;
        }

        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now), .. AskedTenant.Unsettled(now, edge.Host)];
        if (!edge.Target.Complete || !control.Complete)
        {
            missing.Add("why.not-reproduced");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [lacking, .. edge.Target.Seen, .. control.Seen, .. now.Rcpt(edge.Host, RcptRole.KnownGood).Seen, .. Proof.MxSeen(now)])
        {
            Weight = 3,
            Missing = missing,
            Arguments = Proof.Arguments(now, edge.Host),
        };
    }
}
