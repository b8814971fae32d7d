using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>What the examination of one domain of a world found.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Report">The report with all that the observer may use.</param>
/// <param name="Problems">Everything that is not as expected.</param>
internal sealed record DomainProof(string Domain, DomainReport Report, IReadOnlyList<string> Problems);

/// <summary>Examines a domain of a world over sockets and compares; then again with each single answer missing, which must accuse nobody, and with the answers coming in other orders, of which none may say too much too early.</summary>
internal sealed class DomainTrial(World world, string domain, WorldCheck want)
{
    private static readonly int[] Orders = [1, 2];

    public async Task<DomainProof> RunAsync(CancellationToken cancel)
    {
        var lab = LabRun.Start(world);
        await using var closing = lab.ConfigureAwait(false);
        var inquiry = LabRun.InquiryOf(world, lab) with { Own = true };
        var run = new DomainRun(new ProbeOptions { LabRoutes = lab.Routes, Limits = ProbeLimits.ForCheckInLab }, inquiry, new Dictionary<string, Severity>());
        var report = await run.ExamineAsync(domain, null, cancel).ConfigureAwait(false);
        return new(domain, report, [.. Compare(report), .. WithGaps(report, inquiry), .. Orders.SelectMany(seed => new GrowingTrial(report, inquiry).Run(seed)).Distinct()]);
    }

    private IEnumerable<string> Compare(DomainReport report)
    {
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var problem in ExpectedFindings.Compare(found, want.Must, want.MustNot))
        {
            yield return problem;
        }

        if (want.Worst is { } worst && report.Worst != worst)
        {
            yield return $"the gravest is {Kebab.Of(report.Worst)} ({string.Join(", ", report.Findings.Where(finding => finding.Severity == report.Worst).Select(finding => finding.Id))}), expected {Kebab.Of(worst)}";
        }
    }

    private static IEnumerable<string> WithGaps(DomainReport report, DomainInquiry inquiry)
    {
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var seen in report.Evidence.All.Where(seen => seen.Outcome is not Outcome.Unavailable))
        {
            var gap = seen.Request.Unanswered("taken away", seen.Source);
            var less = DomainExamination.Judge(report.Domain, report.Evidence.Without(seen.Request).With(gap), inquiry, report.At, Catalogue.Default);
            foreach (var accused in less.Findings.Where(finding => finding.Severity >= Severity.Warning && !found.Contains(finding.Id)).Select(finding => finding.Id).Distinct())
            {
                yield return $"{accused} is found where this has no answer: {seen.Request.Question}";
            }
        }
    }
}
