namespace Recapito.Core.Tests;

/// <summary>Compares what was found with what must and what must not be found.</summary>
internal static class Findings
{
    /// <param name="report">What was found.</param>
    /// <param name="must">Ids with a blank between them, each of which must be there.</param>
    /// <param name="mustNot">Ids that must not be there; "*" for every other finding of warning or worse on the subjects of those that must be there.</param>
    public static void Are(DomainReport report, string must, string mustNot = "*")
    {
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var wanted = must.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(wanted, id => Assert.Contains(id, found));

        // A scene about its MX says nothing of SPF or DMARC, whose checks rightly miss their records in it.
        var subjects = wanted.Select(id => Catalogue.Default.Findings[id].Subject).ToHashSet();
        var forbidden = mustNot == "*"
            ? report.Findings.Where(finding => finding.Severity >= Severity.Warning && (subjects.Count == 0 || subjects.Contains(finding.Subject))).Select(finding => finding.Id).Except(wanted)
            : mustNot.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(found.Contains);
        Assert.Empty(forbidden);
    }
}
