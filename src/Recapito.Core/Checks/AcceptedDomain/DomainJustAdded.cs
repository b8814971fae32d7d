namespace Recapito.Core;

/// <summary>
/// The organisation has the domain, its edge does not know it, or its recipients, yet (Microsoft: up to an hour after a domain is added, up to 24 hours for
/// its directory). Whether time alone heals it is seen afterwards only, so it is at most likely.
/// </summary>
internal static class DomainJustAdded
{
    private static readonly TimeSpan Settling = TimeSpan.FromHours(24);

    public static readonly Check Check = new("domain-just-added", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.Symptom.Meaning is Meanings.EdgeRecipientRejected && Facts.Find("recipient-absent", now) is { } nobody)
        {
            return Assessment.ExcludedBy(nobody.Id, nobody.By);
        }

        if (now is { RefusingHost.IsCurrent: false, Zone.IsComplete: true })
        {
            return Assessment.ExcludedBy("newest-version-does-not-name-refusing-host", now.Zone.ServerObservations);
        }

        if (now is { RefusingHost: null, Zone.IsComplete: true, Zone.ResolverDiffers: false, UsableHosts.Count: > 0, NamesRefusingHost: true })
        {
            return Assessment.ExcludedBy("refusing-host-is-not-an-mx", now.Zone.ServerObservations);
        }

        if (now.RefusingHost is not { IsCurrent: true } host
            || now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is not Present<AcceptedDomain> domain)
        {
            return Assessment.Open;
        }

        var target = now.Rcpt(host, RcptRole.Target);
        if (target.RefusedAs(Meanings.EdgeRecipientRejected) && IsRecent(now, domain.Value))
        {
            return Weigh(now, host, domain, 3, "why.domain-added-lately");
        }

        return target.Accepted || target.Refusals.Contains(Meanings.EdgeRecipientRejected)
            ? Assessment.Open
            : Weigh(now, host, domain, 2, "why.age-of-domain-not-seen");
    }

    /// <summary>The domain was added within the day before the bounce.</summary>
    public static bool IsRecent(Case now, AcceptedDomain? domain) => now.Symptom.At is { } then && domain?.WhenCreated is { } added && added <= then && then - added < Settling;

    private static Assessment Weigh(Case now, MailHost host, Observation domain, int weight, string missing) =>
        new(Standing.Supported, [domain, .. now.Rcpt(host, RcptRole.Target).Seen, .. Proof.MxSeen(now)])
        {
            Weight = weight,
            Missing = [missing],
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["variant"] = "added" },
        };
}
