namespace Recapito.Core.Tests;

/// <summary>Compares what was found with what must and what must not be found.</summary>
internal static class Findings
{
    /// <param name="report">What was found.</param>
    /// <param name="must">Ids with a blank between them, each of which must be there.</param>
    /// <param name="mustNot">Ids that must not be there; "*" for every other finding of warning or worse.</param>
    /// <param name="within">The subjects that "*" is about; none for all.</param>
    public static void Are(DomainReport report, string must, string mustNot = "*", params Subject[] within)
    {
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var wanted = must.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(wanted, id => Assert.Contains(id, found));
        var forbidden = mustNot == "*"
            ? report.Findings.Where(finding => finding.Severity >= Severity.Warning && (within.Length == 0 || within.Contains(finding.Subject))).Select(finding => finding.Id).Except(wanted)
            : mustNot.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(found.Contains);
        Assert.Empty(forbidden);
    }
}
