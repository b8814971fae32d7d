using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Findings as CSV: one line each, so that a list of domains can be sorted and filtered in a spreadsheet.</summary>
internal static class DomainCsv
{
    /// <summary>The names of the columns; new ones come last.</summary>
    public const string Head = "domain,severity,subject,finding,says,remedy\n";

    /// <summary>One line per finding, and one "ok" or "undetermined" for a domain without any.</summary>
    public static string Lines(DomainReport report, Catalogue catalogue, string language) => report.Findings.Count == 0
        ? Line(report.Domain, report.IsDetermined ? "ok" : "undetermined", null, null, null, null)
        : string.Concat(report.Findings.Select(finding => Line(report.Domain, Kebab.Of(finding.Severity), Kebab.Of(finding.Subject), finding.Id,
            DomainText.Says(finding, catalogue, language), DomainText.Remedy(finding, catalogue, language))));

    private static string Line(params string?[] cells) => string.Join(',', cells.Select(CsvCell.Of)) + "\n";
}
