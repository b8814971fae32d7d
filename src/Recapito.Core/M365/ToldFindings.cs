namespace Recapito.Core;

/// <summary>
/// Findings of <c>recapito check</c> that a record's row says already, and with the very record that Microsoft wants: told a second time they would only
/// repeat it, or advise another record.
/// </summary>
internal static class ToldFindings
{
    private static readonly string[] Mx =
    [
        "mx-found", "mx-read", "mx-none", "no-mx-address-record-used", "null-mx", "mx-exchange-online", "mx-provider", "mx-gateway", "mx-token-of-other-domain", "mx-verification-leftover",
        "mx-beside-exchange-online",
    ];

    private static readonly string[] Spf = ["spf-found", "spf-read", "spf-missing", "spf-null-mx-without-deny", "spf-several-records", "spf-without-exchange-online"];

    private static readonly string[] Dkim = ["dkim-microsoft-missing", "dkim-microsoft-not-enabled", "dkim-microsoft-other-domain", "dkim-none-found", "dkim-no-keys"];

    private static readonly string[] Autodiscover = ["autodiscover-found", "autodiscover-exchange-online", "autodiscover-missing", "autodiscover-not-microsoft", "autodiscover-undetermined"];

    /// <summary>That the domain is not there at all: the first line says it.</summary>
    public const string NoName = "domain-does-not-exist";

    /// <summary>What no row says.</summary>
    public static IReadOnlyList<DomainFinding> Others(TenantDomainReport report)
    {
        var rows = report.Records.Where(row => row.Standing is not RecordStanding.NotSeen).ToList();
        HashSet<string> told =
        [
            .. rows.Any(row => row.Use is RecordUse.MailExchanger) ? Mx : [],
            .. rows.Any(row => row.Use is RecordUse.Spf && row.Name == report.Domain) ? Spf : [],
            .. rows.Count(row => row.Use is RecordUse.Dkim) >= DkimSelectors.Microsoft.Count ? Dkim : [],
            .. rows.Any(row => row.Use is RecordUse.Service && row.Name == "autodiscover." + report.Domain) ? Autodiscover : [],
            .. report.Reasons.Any(reason => reason.Id is TenantDomainJudgement.NoName) ? [NoName] : Array.Empty<string>(),
        ];
        return [.. report.Check.Findings.Where(finding => !told.Contains(finding.Id))];
    }
}
