namespace Recapito.Core;

/// <summary>How a domain stands as a receiver (and sender) of mail.</summary>
/// <param name="Domain">Canonical name.</param>
/// <param name="At">The moment of judgement, UTC.</param>
/// <param name="Findings">By subject, the gravest first.</param>
/// <param name="Gaps">Questions without an answer, which neither clear nor accuse.</param>
/// <param name="Evidence">All that was seen.</param>
public sealed record DomainReport(
    string Domain, DateTimeOffset At, IReadOnlyList<DomainFinding> Findings, IReadOnlyList<Observation> Gaps, EvidenceSet Evidence)
{
    /// <summary>The gravest severity found; <see cref="Severity.Ok"/> where nothing was found.</summary>
    public Severity Worst => Findings.Count == 0 ? Severity.Ok : Findings.Max(finding => finding.Severity);

    /// <summary>False where what the domain's mail rests on could not be seen: its MX, any address of its hosts, or, where they were to be talked to, any of the hosts.</summary>
    public bool IsDetermined { get; init; }

    /// <summary>A mail host of the domain was heard: only then can it be said that mail can be handed over.</summary>
    public bool IsHeard { get; init; }

    /// <summary>The domain states that it takes no mail (RFC 7505).</summary>
    public bool TakesNoMail { get; init; }

    /// <summary>How long the answers took in all; null where that is not known.</summary>
    public TimeSpan? Elapsed { get; init; }
}
