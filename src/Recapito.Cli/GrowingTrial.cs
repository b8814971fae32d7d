using Recapito.Core;

namespace Recapito.Cli;

/// <summary>
/// Lets the answers of an examination come one by one in an order of its own and compares each moment with the end: what was called settled must be
/// as it was, and a fault that was shown must have stayed.
/// </summary>
/// <param name="report">The examination at its end.</param>
/// <param name="inquiry">What could be asked.</param>
internal sealed class GrowingTrial(DomainReport report, DomainInquiry inquiry)
{
    private readonly HashSet<string> problems = [];
    private EvidenceSet known = EvidenceSet.Empty;

    /// <summary>What was said too early; empty where nothing was.</summary>
    /// <param name="seed">Decides the order.</param>
    public IReadOnlySet<string> Run(int seed)
    {
        var order = new Random(seed);
        var end = Standing(report.Evidence);
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        while (DomainExamination.Next(report.Domain, known, inquiry, report.At).Where(report.Evidence.Has).ToList() is { Count: > 0 } open)
        {
            known = report.Evidence.History(open[order.Next(open.Count)]).Aggregate(known, (all, seen) => all.With(seen));
            foreach (var now in Standing(known).Values)
            {
                Compare(now, end[now.Subject], found);
            }
        }

        return problems;
    }

    private void Compare(SubjectStanding now, SubjectStanding end, HashSet<string> found)
    {
        if (now.IsSettled && (now.Gravest?.Id != end.Gravest?.Id || now.Gravest?.Severity != end.Gravest?.Severity))
        {
            problems.Add($"{Kebab.Of(now.Subject)} is called settled with {now.Gravest?.Id ?? "nothing"} and ends with {end.Gravest?.Id ?? "nothing"}");
        }

        if (now.Gravest is { } fault && !found.Contains(fault.Id))
        {
            problems.Add($"{fault.Id} is shown while answers come and is not there at the end");
        }
    }

    private Dictionary<Subject, SubjectStanding> Standing(EvidenceSet evidence) =>
        DomainExamination.Standing(report.Domain, evidence, inquiry, report.At).ToDictionary(standing => standing.Subject);
}
