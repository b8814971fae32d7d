namespace Recapito.Core;

/// <summary>Looks at a domain without a bounce: which questions it raises, and what the answers show.</summary>
public static class DomainExamination
{
    /// <summary>The questions that can be asked now and were not asked yet; empty when there is nothing left to ask.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What may be asked.</param>
    /// <param name="now">The moment, UTC.</param>
    public static IReadOnlyList<Request> Next(string domain, EvidenceSet evidence, DomainInquiry inquiry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        var view = new DomainView(domain, evidence, inquiry, now, Catalogue.Default);
        return [.. DomainChecks.All.SelectMany(check => check.Asks(view)).Where(request => !evidence.Has(request)).Distinct()];
    }

    /// <summary>What the evidence shows.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What could be asked.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="catalogue">Whose severities hold.</param>
    /// <param name="profile">Severities that the user wants otherwise, by id of the finding; null for none.</param>
    public static DomainReport Judge(
        string domain, EvidenceSet evidence, DomainInquiry inquiry, DateTimeOffset now, Catalogue catalogue, IReadOnlyDictionary<string, Severity>? profile = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        ArgumentNullException.ThrowIfNull(catalogue);
        var view = new DomainView(domain, evidence, inquiry, now, catalogue);
        var found = DomainChecks.All.SelectMany(check => check.Finds(view)).Select(finding => finding.Under(profile));
        return new(
            domain,
            now,
            [.. found.OrderBy(finding => finding.Subject).ThenByDescending(finding => finding.Severity)],
            [.. evidence.All.Where(seen => seen.Outcome is Outcome.Unavailable)],
            evidence)
        {
            IsDetermined = view.Zone.CurrentMx is not null && view.Zone.IsNoName == view.Zone.IsProvenNoName && (view.Hosts.Count == 0 || view.Hosts.Any(host => IsKnown(view, host))),
            IsHeard = view.Hosts.SelectMany(host => Sessions(view, host)).Any(session => session is Present<SmtpSession>),
            TakesNoMail = view.Zone.TakesNoMail,
        };
    }

    /// <summary>How far the examination has come: what is said of a settled subject stays, whatever is answered next.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What may be asked.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="profile">Severities that the user wants otherwise, by id of the finding; null for none.</param>
    public static IReadOnlyList<SubjectStanding> Standing(
        string domain, EvidenceSet evidence, DomainInquiry inquiry, DateTimeOffset now, IReadOnlyDictionary<string, Severity>? profile = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        return new Standings(domain, inquiry, now).Of(evidence, finding => finding.Under(profile));
    }

    // A host without an address is known to take nothing; of one with addresses, the DNS alone says too little.
    private static bool IsKnown(DomainView view, MxHost host) =>
        (host.HasNoAddress && IsConfirmed(view, host)) || (host.Addresses.Count > 0 && (!view.Inquiry.Smtp || Sessions(view, host).Any(session => session is Present<SmtpSession> or Absent<SmtpSession>)
            || IsOutOfReach(view, host)));

    // Silence beside a control host that answers is an answer, and so is an address that nobody can be at.
    private static bool IsOutOfReach(DomainView view, MxHost host) =>
        host.Addresses.All(address => (SpecialAddresses.KindOf(address, view.Inquiry.InLab) is not null && IsConfirmed(view, host))
            || view.Evidence.Asked<ReachabilityRequest>().Any(request => request.Host == host.Name && request.Address == address && view.Evidence.Find(request) is Present<Reachability>));

    // The host's own zone does not say that it can be reached after all, nor might it behind a gap.
    private static bool IsConfirmed(DomainView view, MxHost host) => OwnAddresses.Of(view, host.Name) is var own
        && (own.AreKnown || !OwnServers.AreHidden(view, host.Name)) && own.All.All(address => SpecialAddresses.KindOf(address, view.Inquiry.InLab) is not null);

    private static IEnumerable<Observation<SmtpSession>?> Sessions(DomainView view, MxHost host) =>
        host.Addresses.Select(address => view.Evidence.Find(new SmtpSessionRequest(host.Name, address)));
}
