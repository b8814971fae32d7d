namespace Recapito.Core;

/// <summary>What the organisation that was asked shows of the domain, where another one may hold it.</summary>
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

    private static Present<ExchangeObjects>? Waiting(Case now) =>
        TenantDomains.Seen(now) is { } listed && TenantDomains.Find(listed, now.Symptom.Domain)?.Flag("isVerified") is false ? listed : null;
}
