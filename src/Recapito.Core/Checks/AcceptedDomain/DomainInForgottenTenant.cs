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

        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now), .. HoldingTenant.Unsettled(now, edge.Host)];
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
    public static Assessment? Judged(Case now) => Lacking(now) is null ? null : Excluding(now) ?? Assessment.Open;

    /// <summary>The exclusion, where it is settled that the asked organisation should have the domain; else null.</summary>
    public static Assessment? Excluding(Case now) => Lacking(now) is { } lacking && now.RefusingHost is { } host && !Unsettled(now, host).Any()
        ? Assessment.ExcludedBy("domain-not-in-that-tenant", [lacking, .. now.Rcpt(host, RcptRole.KnownGood).Seen]) : null;

    /// <summary>The organisation's own list without the domain, or with the domain still to be verified; null where neither was seen.</summary>
    public static Observation? Lacking(Case now) => now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is Absent<AcceptedDomain> absent ? absent : Waiting(now);

    /// <summary>
    /// Ids of words under "why." while the asked organisation may be the forgotten one: it is the one that wants the domain where it has begun to verify it, and
    /// where the one that holds it does not know an address that surely exists.
    /// </summary>
    public static IEnumerable<string> Unsettled(Case now, MailHost host)
    {
        var good = now.Rcpt(host, RcptRole.KnownGood);
        var knowsNobody = good.Complete && good.RefusedAs(Meanings.EdgeRecipientRejected);
        if (!knowsNobody)
        {
            yield return now.KnownGood is null ? "why.no-known-good" : "why.known-good-not-refused";
        }

        if (!knowsNobody || Waiting(now) is null)
        {
            yield return "why.right-organisation-not-settled";
        }
    }

    private static Present<ExchangeObjects>? Waiting(Case now) =>
        TenantDomains.Seen(now) is { } listed && TenantDomains.Find(listed, now.Symptom.Domain)?.Flag("isVerified") is false ? listed : null;
}
