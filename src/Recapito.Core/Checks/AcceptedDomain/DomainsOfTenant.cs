namespace Recapito.Core;

/// <summary>The tenant has the domain and its verification is still to come (Microsoft: Verify your domain).</summary>
internal static class DomainUnverified
{
    public static readonly Check Check = new("domain-unverified", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusingHost is not { IsCurrent: true } host || TenantDomains.Seen(now) is not { } seen)
        {
            return Assessment.Open;
        }

        return TenantDomains.Find(seen, now.Symptom.Domain) is not { } listed ? Assessment.ExcludedBy("domain-not-in-tenant", seen)
            : listed.Flag("isVerified") switch
            {
                true => Assessment.ExcludedBy("domain-verified", seen),
                false => TenantDomains.Weigh(now, host, [seen]),
                null => Assessment.Open,
            };
    }
}

/// <summary>The address is in a subdomain that is no accepted domain of its own, and its parent does not include subdomains (Microsoft: Enable mail flow for subdomains).</summary>
internal static class SubdomainNotAccepted
{
    public static readonly Check Check = new("subdomain-not-accepted", Assess);

    private static Assessment Assess(Case now)
    {
        var accepted = OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain);
        if (now.RefusingHost is not { IsCurrent: true } host || accepted is not Present<ExchangeObjects> listed)
        {
            // Above a name of two labels is a top level, which nobody's accepted domain can be.
            return now.Symptom.Domain.Count(c => c is '.') < 2 ? Assessment.ExcludedBy("domain-is-no-subdomain") : Assessment.Open;
        }

        var domains = listed.Value.Items.Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>().ToList();
        if (domains.Exists(domain => domain.Holds(now.Symptom.Domain)))
        {
            return Assessment.ExcludedBy("accepted-domain-present", accepted);
        }

        if (listed.Value.Items.Any(item => AcceptedDomainReader.MayHold(item, now.Symptom.Domain)))
        {
            return Assessment.Open;
        }

        var parent = domains.Find(domain => now.Symptom.Domain.EndsWith("." + domain.Domain, StringComparison.Ordinal));
        return parent is null ? Assessment.ExcludedBy("no-parent-domain-accepted", accepted)
            : Weigh(now, TenantDomains.Weigh(now, host, [accepted], ("parent", parent.Domain)), parent);
    }

    /// <summary>A parent that was added or changed after the bounce may have been another organisation's then, or have included its subdomains.</summary>
    private static Assessment Weigh(Case now, Assessment judged, AcceptedDomain parent) =>
        judged.Standing is Standing.Excluded || OrganisationView.OfRecipient(now).StoodThen(parent) ? judged
            : judged with { Standing = Standing.Supported, Missing = [.. judged.Missing, "why.changed-since"] };
}

/// <summary>The tenant's domains, as Microsoft Graph lists them, and what rests on them.</summary>
internal static class TenantDomains
{
    private static readonly string[] NotHosted = [Meanings.TenantAttribution, Meanings.RelayDenied];

    public static Present<ExchangeObjects>? Seen(Case now) => OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain) as Present<ExchangeObjects>;

    public static ExchangeObject? Find(Present<ExchangeObjects> listed, string domain) => listed.Value.Items.FirstOrDefault(item => Names.Canonical(item.Text("id") ?? "") == domain);

    /// <summary>Weighs a cause by which the edge attributes the domain to nobody: every address of it is refused alike.</summary>
    public static Assessment Weigh(Case now, MailHost host, IReadOnlyList<Observation> seen, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var target = now.Rcpt(host, RcptRole.Target);
        var control = now.Rcpt(host, RcptRole.Control);
        if (target.Accepted || control.Accepted || target.Refusals.Contains(Meanings.EdgeRecipientRejected))
        {
            return Assessment.ExcludedBy("domain-is-attributed", target.Seen);
        }

        var reproduced = target.RefusedAs(NotHosted) && control.RefusedAs(NotHosted) && target.Complete && control.Complete;
        List<string> missing = [.. Proof.MissingForMx(now), .. reproduced ? [] : new[] { "why.not-reproduced" }];
        var words = Proof.Arguments(now, host);
        foreach (var (name, value) in more)
        {
            words[name] = value;
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. seen, .. target.Seen, .. control.Seen, .. Proof.MxSeen(now)])
        {
            Weight = reproduced ? 3 : 2,
            Missing = missing,
            Arguments = words,
        };
    }
}
