namespace Recapito.Core;

/// <summary>The names by which Exchange Online is known in the settings of servers, worldwide and in the national clouds.</summary>
internal static class CloudNames
{
    // Microsoft: "Hybrid deployment procedures"; below these lie the domains by which a tenant's mailboxes are reached ("contoso.mail.onmicrosoft.com").
    private static readonly string[] CoexistenceZones = ["mail.onmicrosoft.com", "mail.onmicrosoft.us", "mail.partner.onmschina.cn"];

    private static readonly string[] TenantZones = ["onmicrosoft.com", "onmicrosoft.us", "partner.onmschina.cn"];

    private static readonly string[] EdgeNames =
        [MicrosoftNames.ProtectionZone, "mail.protection.office365.us", "mail.protection.partner.outlook.cn", "mail.protection.outlook.de"];

    /// <summary>True for a domain such as "contoso.mail.onmicrosoft.com", and for the zone above all of them.</summary>
    /// <param name="domain">Canonical name.</param>
    public static bool IsCoexistence(string domain) => CoexistenceZones.Any(zone => IsAtOrUnder(domain, zone));

    /// <summary>True for a domain that Microsoft gives to a tenant.</summary>
    /// <param name="domain">Canonical name.</param>
    public static bool IsOfMicrosoft(string domain) => TenantZones.Any(zone => IsAtOrUnder(domain, zone));

    /// <summary>True for the name that certificates of Exchange Online's edge have, as TlsDomain and TlsDomainCapabilities write it.</summary>
    public static bool IsEdge(string name) => EdgeNames.Contains(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name, StringComparer.OrdinalIgnoreCase);

    private static bool IsAtOrUnder(string domain, string zone) => domain == zone || domain.EndsWith("." + zone, StringComparison.Ordinal);
}
