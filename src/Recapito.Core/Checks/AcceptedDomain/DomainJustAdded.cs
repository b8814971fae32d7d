namespace Recapito.Core;

/// <summary>
/// The organisation has the domain, its edge does not know it yet (Microsoft: up to an hour after a domain is added). How long ago it was added is not
/// seen here, so it is at most likely.
/// </summary>
internal static class DomainJustAdded
{
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
        return target.Accepted || target.Refusals.Contains(Meanings.EdgeRecipientRejected)
            ? Assessment.Open
            : new(Standing.Supported, [domain, .. target.Seen, .. Proof.MxSeen(now)])
            {
                Weight = 2,
                Missing = ["why.age-of-domain-not-seen"],
                Arguments = Proof.Arguments(now, host),
            };
    }
}
