namespace Recapito.Core;

/// <summary>
/// The domain belongs to no Microsoft 365 tenant: Exchange Online refuses every address of it. From outside at most likely, as the edge gives the
/// same reply while a domain is being added; the organisation's own list of accepted domains settles it.
/// </summary>
internal static class DomainInNoTenant
{
    public static readonly Check Check = new("domain-in-no-tenant", Assess);

    private static readonly string[] NotHosted = [Meanings.TenantAttribution, Meanings.RelayDenied];

    private static Assessment Assess(Case now)
    {
        if (now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-not-microsoft");
        }

        if (now is { RefusingHost.IsCurrent: false, Zone.IsComplete: true })
        {
            return Assessment.ExcludedBy("newest-version-does-not-name-refusing-host", now.Zone.ServerObservations);
        }

        if (now.RefusingHost is not { IsCurrent: true } host)
        {
            return now is { Zone.IsComplete: true, Zone.ResolverDiffers: false, UsableHosts.Count: > 0, NamesRefusingHost: true }
                ? Assessment.ExcludedBy("refusing-host-is-not-an-mx", now.Zone.ServerObservations)
                : Assessment.Open;
        }

        var domain = now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain));
        return domain is Present<AcceptedDomain> ? Assessment.ExcludedBy("accepted-domain-present", domain) : Judge(now, host, domain as Absent<AcceptedDomain>);
    }

    private static Assessment Judge(Case now, MailHost host, Absent<AcceptedDomain>? inside)
    {
        var answers = new[] { RcptRole.Target, RcptRole.Control, RcptRole.KnownGood }.Select(role => now.Rcpt(host, role)).ToList();
        if (answers.Find(answer => answer.Accepted || answer.Refusals.Contains(Meanings.EdgeRecipientRejected)) is { } attributed)
        {
            return Assessment.ExcludedBy("domain-is-attributed", attributed.Seen);
        }

        var takers = now.UsableHosts.Where(other => other.Name != host.Name).Select(other => RecipientElsewhere.At(now, other)).Where(other => other.Target.Accepted).ToList();
        if (takers.Count > 0)
        {
            // One that takes everything may only queue what is meant for Exchange Online.
            return takers.Find(other => other.IsThere) is { } knows ? Assessment.ExcludedBy("other-mx-takes-it", knows.Target.Seen) : Assessment.Open;
        }

        var reproduced = answers[0].RefusedAs(NotHosted) && answers[1].RefusedAs(NotHosted);
        List<string> missing = [.. Proof.MissingForMx(now)];
        if (!reproduced || !answers[0].Complete || !answers[1].Complete)
        {
            missing.Add("why.not-reproduced");
        }

        if (inside is null)
        {
            missing.Add("why.inside-not-seen");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported,
            [.. new Observation?[] { inside }.OfType<Observation>(), .. answers.SelectMany(answer => answer.Seen), .. Proof.MxSeen(now)])
        {
            Weight = reproduced ? 3 : answers[0].Refused ? 1 : 2,
            Missing = missing,
            Arguments = Proof.Arguments(now, host),
        };
    }
}
