namespace Recapito.Core;

/// <summary>
/// The tenant that has the domain has no subscription with mail, or none for this domain (4.4.4 ATTR5). The reply says so; from outside it is likely, the
/// tenant's own list of domains and the same reply now prove it.
/// </summary>
internal static class DomainWithoutMailService
{
    public static readonly Check Check = new("domain-without-mail-service", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-not-microsoft");
        }

        if (now.RefusingEdge is not { IsCurrent: true } host)
        {
            return Assessment.Open;
        }

        var target = now.Rcpt(host, RcptRole.Target);
        var control = now.Rcpt(host, RcptRole.Control);
        if (target.Accepted || control.Accepted)
        {
            return Assessment.ExcludedBy("target-accepted", target.Seen);
        }

        var isSaid = now.Symptom.Meaning is Meanings.NoMailSubscription;
        var reproduced = target.RefusedAs(Meanings.NoMailSubscription) && control.RefusedAs(Meanings.NoMailSubscription) && target.Complete && control.Complete;
        if (!isSaid && !reproduced)
        {
            return Assessment.Open;
        }

        var domains = OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain) as Present<ExchangeObjects>;
        var listed = domains?.Value.Items.FirstOrDefault(item => Names.Canonical(item.Text("id") ?? "") == now.Symptom.Domain);
        List<string> missing = [.. Proof.MissingForMx(now), .. reproduced ? [] : new[] { "why.not-reproduced" }, .. isSaid ? [] : new[] { "why.report-tells-no-reason" }];
        if (listed is null)
        {
            missing.Add("why.inside-not-seen");
        }
        else if (!listed.Has("supportedServices"))
        {
            missing.Add("why.property-not-shown");
        }
        else if (listed.Flag("isVerified") is not true || listed.List("supportedServices").Any(service => service.StartsWith("Email", StringComparison.OrdinalIgnoreCase)))
        {
            missing.Add("why.mail-service-there-now");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. new[] { domains }.OfType<Observation>(), .. target.Seen, .. control.Seen, .. Proof.MxSeen(now)])
        {
            Weight = reproduced ? 3 : 1,
            Missing = missing,
            Arguments = Proof.Arguments(now, host),
        };
    }
}
