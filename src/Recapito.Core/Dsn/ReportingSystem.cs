namespace Recapito.Core;

/// <summary>Tells who wrote a report.</summary>
internal static class ReportingSystem
{
    private static readonly string[] MicrosoftSuffixes = [".outlook.com", ".outlook.cn", ".office365.us"];

    /// <summary>Hosts whose reports have words of their own only where a customer chose them.</summary>
    private static readonly (string Suffix, string System)[] Hosts =
    [
        (".amazonses.com", "amazon-ses"), (".amazonaws.com", "amazon-ses"), ("googlemail.com", "gmail"), (".messagelabs.com", "symantec-cloud"),
        (".mimecast.com", "mimecast"), (".pphosted.com", "proofpoint"), (".ppe-hosted.com", "proofpoint"), (".iphmx.com", "ironport"),
    ];

    internal static string Of(ReportMail mail, DeliveryStatus? status, ReportText text, string? reporter)
    {
        if (status is { IsOfPostfix: true })
        {
            return "postfix";
        }

        return IsExchangeOnline(reporter) ? "exchange-online"
            : text.System is not ("exchange" or "unknown") ? text.System
            : text.System == "exchange" || mail.Has(HeaderName.IsNdr) || IsFromExchange(mail) ? "exchange"
            : SystemOf(reporter);
    }

    /// <summary>The name of a host of Microsoft's, as those of Exchange Online call themselves.</summary>
    internal static bool IsExchangeOnline(ReadOnlySpan<char> host)
    {
        foreach (var suffix in MicrosoftSuffixes)
        {
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The address that every Exchange organisation gives its own mails (Set-OrganizationConfig, MicrosoftExchangeRecipientPrimarySmtpAddress).</summary>
    private static bool IsFromExchange(ReportMail mail) =>
        mail.Field(HeaderName.From)?.Contains("MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@", StringComparison.OrdinalIgnoreCase) == true;

    private static string SystemOf(string? reporter)
    {
        foreach (var (suffix, system) in Hosts)
        {
            if (reporter is not null && reporter.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return system;
            }
        }

        return "unknown";
    }
}
