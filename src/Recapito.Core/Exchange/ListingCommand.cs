namespace Recapito.Core;

/// <summary>With which command an administrator sees a listing. What Microsoft Graph alone lists has no cmdlet of Exchange.</summary>
public static class ListingCommand
{
    /// <summary>A cmdlet of Exchange's or of Microsoft Graph's PowerShell, without parameters.</summary>
    /// <param name="kind">Of which kind.</param>
    public static string Of(ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.TenantDomain => "Get-MgDomain",
        ExchangeObjectKind.ServiceConfigurationRecord => "Get-MgDomainServiceConfigurationRecord",
        ExchangeObjectKind.VerificationDnsRecord => "Get-MgDomainVerificationDnsRecord",
        ExchangeObjectKind.ServiceIssue => "Get-MgServiceAnnouncementIssue",
        _ => $"Get-{kind}",
    };

    /// <summary>True where no cmdlet of Exchange lists it, so that no export of Exchange can.</summary>
    /// <param name="kind">Of which kind.</param>
    public static bool IsOfGraph(ExchangeObjectKind kind) =>
        kind is ExchangeObjectKind.TenantDomain or ExchangeObjectKind.ServiceConfigurationRecord or ExchangeObjectKind.VerificationDnsRecord or ExchangeObjectKind.ServiceIssue;
}
