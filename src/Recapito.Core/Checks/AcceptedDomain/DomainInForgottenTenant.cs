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

        if (HoldingTenant.Lacking(now) is not { } lacking || !edge.Target.RefusedAs(Meanings.EdgeRecipientRejected) || !control.RefusedAs(Meanings.EdgeRecipientRejected))
        {
            return Assessment.Open;
        }

        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now)];
        if (!edge.Target.Complete || !control.Complete)
        {
            missing.Add("why.not-reproduced");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [lacking, .. edge.Target.Seen, .. control.Seen, .. Proof.MxSeen(now)])
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
    /// Authoritative domain, and the asked one does not have it.
    /// </summary>
    public static Assessment? Excluding(Case now) => HoldingTenant.Lacking(now) is { } lacking ? Assessment.ExcludedBy("domain-not-in-that-tenant", lacking) : null;

    /// <summary>The organisation's own list without the domain, or with the domain still to be verified; null where neither was seen.</summary>
    public static Observation? Lacking(Case now) => now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is Absent<AcceptedDomain> absent ? absent
        : TenantDomains.Seen(now) is { } listed && TenantDomains.Find(listed, now.Symptom.Domain)?.Flag("isVerified") is false ? listed
        : null;
}
