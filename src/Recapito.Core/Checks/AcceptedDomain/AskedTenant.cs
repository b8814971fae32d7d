namespace Recapito.Core;

/// <summary>What the organisation that was asked shows of the domain, where another one may hold it, and what then follows from its directory.</summary>
internal static class AskedTenant
{
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

    /// <summary>
    /// What the asked organisation lacks explains nothing where another one holds the domain: the edge goes by that one's directory, as it answers for an
    /// Authoritative domain, and the asked one does not have it. Null where that is not so. While it is not settled which of the two should have the domain,
    /// the directory that was not seen may still be the right one.
    /// </summary>
    public static Assessment? Judged(Case now) => AskedTenant.Lacking(now) is null ? null : AskedTenant.Excluding(now) ?? Assessment.Open;

    /// <summary>The exclusion, where it is settled that the asked organisation should have the domain; else null.</summary>
    public static Assessment? Excluding(Case now) => AskedTenant.Lacking(now) is { } lacking && now.RefusingHost is { } host && !AskedTenant.Unsettled(now, host).Any()
        ? Assessment.ExcludedBy("domain-not-in-that-tenant", [lacking, .. now.Rcpt(host, RcptRole.KnownGood).Seen]) : null;

    private static Present<ExchangeObjects>? Waiting(Case now) =>
        TenantDomains.Seen(now) is { } listed && TenantDomains.Find(listed, now.Symptom.Domain)?.Flag("isVerified") is false ? listed : null;
}
