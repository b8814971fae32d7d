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
        var found = DomainChecks.All.SelectMany(check => check.Finds(view))
            .Select(finding => profile?.TryGetValue(finding.Id, out var wanted) ?? false ? finding with { Severity = wanted } : finding);
        return new(
            domain,
            now,
            [.. found.OrderBy(finding => finding.Subject).ThenByDescending(finding => finding.Severity)],
            [.. evidence.All.Where(seen => seen.Outcome is Outcome.Unavailable)],
            evidence)
        {
            IsDetermined = view.Zone.CurrentMx is not null && !view.Hosts.All(host => host.Addresses.Count == 0 && !host.HasNoAddress),
        };
    }
}
