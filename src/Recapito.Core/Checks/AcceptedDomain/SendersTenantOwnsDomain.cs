namespace Recapito.Core;

/// <summary>
/// The sender's own tenant has the recipient's domain among its accepted domains, so that it never sends the message to where the domain's mail lives, and
/// finds nobody at home (Microsoft: Fix NDR error 550 5.1.10). A domain can be in one tenant only: the one that says "not found" is the one that has it.
/// </summary>
internal static class SendersTenantOwnsDomain
{
    public static readonly Check Check = new("senders-tenant-owns-domain", Assess);

    /// <summary>Exchange Online itself does not know the recipient, and says so of its own accord.</summary>
    public static bool IsSaidByExchangeOnline(Symptom symptom) =>
        symptom is { Meaning: Meanings.RecipientUnknown, RefusingHost: null, ReportingMta: { } reporter } && MicrosoftNames.IsExchangeOnline(reporter);

    private static Assessment Assess(Case now)
    {
        if (!IsSaidByExchangeOnline(now.Symptom) || InsidePlan.SenderDomain(now.Symptom) is not { } sender || now.CurrentHosts.Count == 0 || now.CurrentHosts.Any(host => MicrosoftNames.IsMxShaped(host.Name)))
        {
            return Assessment.Open;
        }

        var tenant = OrganisationView.OfRecipient(now);
        if (tenant.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain) is not { } seen)
        {
            return Assessment.Open;
        }

        var domains = tenant.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain).Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>().ToList();
        if (!domains.Exists(held => held.Holds(sender)))
        {
            return Assessment.ExcludedBy("senders-domain-not-in-that-tenant", seen);
        }

        return domains.Find(held => held.Domain == now.Symptom.Domain) is { } own ? Weigh(now, tenant, own, seen, sender) : Assessment.ExcludedBy("accepted-domain-absent", seen);
    }

    private static Assessment Weigh(Case now, OrganisationView tenant, AcceptedDomain own, Observation seen, string sender)
    {
        var takers = now.Takers;
        var refused = now.UsableHosts.Select(host => now.Rcpt(host, RcptRole.Target)).Where(answer => answer.Refused).SelectMany(answer => answer.Seen).ToList();
        List<string> missing =
        [
            .. Proof.MissingForMx(now),
            .. takers.Count > 0 ? [] : new[] { refused.Count > 0 ? "why.mx-refuses-too" : "why.mx-not-seen-to-accept" },
            .. own.Type is AcceptedDomainType.Authoritative ? [] : new[] { "why.domain-type-not-seen" },
            .. own.WhenCreated is { } created && created <= now.Symptom.At ? [] : new[] { "why.changed-since" },
            // An organisation with servers of its own may rightly have the domain: then an object is missing there, not the domain too much.
            .. tenant.ShowsNoServers ? [] : new[] { "why.servers-not-seen" },
        ];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [seen, .. now.TakersSeen, .. takers.Count > 0 ? [] : refused, .. Proof.MxSeen(now)])
        {
            Weight = takers.Count > 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, takers.Count > 0 ? takers[0] : null)) { ["sender"] = sender, ["variant"] = takers.Count > 0 ? "" : "untaken" },
        };
    }
}
