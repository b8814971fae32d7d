namespace Recapito.Core;

/// <summary>Tells who wrote a report.</summary>
internal static class ReportingSystem
{
    // The address that every Exchange organisation gives its own mails (Set-OrganizationConfig, MicrosoftExchangeRecipientPrimarySmtpAddress).
    private const string OwnAddress = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@";

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

    private static bool IsFromExchange(ReportMail mail) => mail.Field(HeaderName.From)?.Contains(OwnAddress, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The domain of the Exchange organisation that wrote the report; null where another system did.</summary>
    public static string? OrganisationOf(ReportMail mail) =>
        mail.Field(HeaderName.From) is { } from && from.Contains(OwnAddress, StringComparison.OrdinalIgnoreCase) ? Names.DomainOf(FieldValues.Address(from)) : null;

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
