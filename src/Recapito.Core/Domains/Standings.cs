namespace Recapito.Core;

/// <summary>
/// Which subjects an examination is done with. A check is done where it waits for no answer of its own and has looked for nothing that may still be
/// answered: what is asked now, or what a check that waits may ask then.
/// </summary>
/// <param name="domain">Canonical name.</param>
/// <param name="inquiry">What may be asked.</param>
/// <param name="now">The moment, UTC.</param>
internal sealed class Standings(string domain, DomainInquiry inquiry, DateTimeOffset now)
{
    /// <summary>Every subject, in the order of <see cref="Subject"/>.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="profile">Gives a finding the severity that the user wants.</param>
    public IReadOnlyList<SubjectStanding> Of(EvidenceSet evidence, Func<DomainFinding, DomainFinding> profile)
    {
        var checks = DomainChecks.All.Select(check => Run(check, evidence)).ToList();
        var open = new Open(checks);
        var unsettled = checks.Where(one => open.MayChange(one)).SelectMany(one => one.Check.Findings).Select(id => Catalogue.Default.Findings[id].Subject).ToHashSet();
        var found = checks.SelectMany(one => one.Findings).Select(profile).ToLookup(finding => finding.Subject);
        return [.. Subjects.OfDomain.Select(subject => new SubjectStanding(
            subject,
            found[subject].Where(finding => finding.Severity >= Severity.Warning || !unsettled.Contains(subject)).MaxBy(finding => finding.Severity),
            !unsettled.Contains(subject)))];
    }

    // Each gets views of its own: what a view has read once, it does not read again.
    private Reading Run(DomainCheck check, EvidenceSet evidence)
    {
        HashSet<Request?> before = [], missed = [];
        Request[] asks = [.. check.Asks(View(evidence, before)).Where(request => !evidence.Has(request))];
        DomainFinding[] findings = [.. check.Finds(View(evidence, missed))];
        missed.UnionWith(before);
        return new(check, asks, before, missed, findings);
    }

    private DomainView View(EvidenceSet evidence, HashSet<Request?> missed) =>
        new(domain, evidence.Telling(request => missed.Add(request)), inquiry, now, Catalogue.Default);

    /// <summary>What a check read.</summary>
    /// <param name="Check">The check.</param>
    /// <param name="Asks">What it waits for.</param>
    /// <param name="Before">What it looked for in vain to know what to ask; null stands for everything.</param>
    /// <param name="Missed">What it looked for in vain at all.</param>
    /// <param name="Findings">What it found.</param>
    private sealed record Reading(
        DomainCheck Check, IReadOnlyList<Request> Asks, IReadOnlySet<Request?> Before, IReadOnlySet<Request?> Missed, IReadOnlyList<DomainFinding> Findings);

    /// <summary>The questions that may still be answered.</summary>
    private sealed class Open
    {
        private readonly HashSet<Request> asked;
        private readonly HashSet<DomainCheck> active = [];

        public Open(List<Reading> checks)
        {
            asked = [.. checks.SelectMany(one => one.Asks)];
            while (checks.Where(one => !active.Contains(one.Check) && one.Before.Any(MayCome)).Select(one => one.Check).ToList() is { Count: > 0 } more)
            {
                active.UnionWith(more);
            }
        }

        public bool MayChange(Reading check) => check.Asks.Count > 0 || check.Missed.Any(MayCome);

        private bool MayCome(Request? request) =>
            request is null ? asked.Count > 0 : asked.Contains(request) || active.Any(check => check.MayAsk(request));
    }
}
