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

/// <summary>Whether the organisation that was asked is the one whose directory the edge goes by.</summary>
internal static class HoldingTenant
{
    /// <summary>
    /// What the asked organisation lacks explains nothing where another one holds the domain: the edge goes by that one's directory, as it answers for an
    /// Authoritative domain, and the asked one does not have it. Null where that is not so. While it is not settled which of the two should have the domain,
    /// the directory that was not seen may still be the right one.
    /// </summary>
    public static Assessment? Judged(Case now) => AskedTenant.Lacking(now) is null ? null : HoldingTenant.Excluding(now) ?? Assessment.Open;

    /// <summary>The exclusion, where it is settled that the asked organisation should have the domain; else null.</summary>
    public static Assessment? Excluding(Case now) => AskedTenant.Lacking(now) is { } lacking && now.RefusingHost is { } host && !AskedTenant.Unsettled(now, host).Any()
        ? Assessment.ExcludedBy("domain-not-in-that-tenant", [lacking, .. now.Rcpt(host, RcptRole.KnownGood).Seen]) : null;
}
