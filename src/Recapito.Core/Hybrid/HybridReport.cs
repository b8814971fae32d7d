namespace Recapito.Core;

/// <summary>How the settings of an organisation's servers and of its tenant fit each other.</summary>
/// <param name="Organization">A domain of it; "" where none was seen.</param>
/// <param name="At">The moment of judgement, UTC.</param>
/// <param name="Findings">By subject, the gravest first.</param>
/// <param name="NotSeen">What was not listed or not shown, and is therefore not judged.</param>
/// <param name="Seen">The listings that were judged.</param>
public sealed record HybridReport(
    string Organization, DateTimeOffset At, IReadOnlyList<DomainFinding> Findings, IReadOnlyList<HybridGap> NotSeen, IReadOnlyList<ExchangeListing> Seen)
{
    /// <summary>The gravest severity found; <see cref="Severity.Ok"/> where nothing was found.</summary>
    public Severity Worst => Findings.Count == 0 ? Severity.Ok : Findings.Max(finding => finding.Severity);

    /// <summary>False where a part that every hybrid mail flow rests on was not listed: accepted domains of both sides, and the four kinds of connector.</summary>
    public bool IsDetermined { get; init; }
}
