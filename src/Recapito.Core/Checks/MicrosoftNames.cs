using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>How Microsoft 365 names its mail hosts, and who else puts hosts before it.</summary>
internal static class MicrosoftNames
{
    /// <summary>The zone of the MX names that Microsoft gives out worldwide.</summary>
    public const string ProtectionZone = "mail.protection.outlook.com";

    // Microsoft: "External DNS records required for Microsoft 365"; the same for 21Vianet, GCC High and the DNSSEC names.
    private static readonly string[] MxZones =
    [
        ProtectionZone, "mail.eo.outlook.com", "mail.messaging.microsoft.com", "mail.protection.office365.us",
        "mail.protection.partner.outlook.cn", "mail.protection.outlook.de", "mx.microsoft",
    ];

    // Names under which the servers of Exchange Online give themselves in replies and Received fields.
    private static readonly string[] ServerZones = ["protection.outlook.com", "prod.outlook.com", "protection.partner.outlook.cn", "protection.office365.us"];

    private static readonly string[] AutodiscoverZones = ["outlook.com", "office365.us", "partner.outlook.cn", "office.com"];

    // outlook.com, hotmail.com and live.com: another service, whose replies follow other rules.
    private const string ConsumerZone = "olc.protection.outlook.com";

    private static readonly string[] GatewayZones =
    [
        "pphosted.com", "ppe-hosted.com", "mimecast.com", "barracudanetworks.com", "iphmx.com", "messagelabs.com",
        "trendmicro.com", "trendmicro.eu", "sophos.com", "hornetsecurity.com", "mailspamprotection.com",
    ];

    /// <summary>True for an MX target written like those that Microsoft gives to tenants, whether it exists or not.</summary>
    public static bool IsMxShaped(string host) => MxZones.Any(zone => IsUnder(host, zone)) && !IsUnder(host, ConsumerZone);

    /// <summary>True for an MX name or a server name of Exchange Online.</summary>
    public static bool IsExchangeOnline(string host) =>
        IsMxShaped(host) || (ServerZones.Any(zone => IsUnder(host, zone)) && !IsUnder(host, ConsumerZone));

    /// <summary>
    /// True for an MX name that belongs to one domain, such as "contoso-com.mail.protection.outlook.com"; the machines behind it give themselves names in the same
    /// zone ("AM0PEPF000145D2.mail.protection.outlook.com"), which have no hyphen.
    /// </summary>
    public static bool IsTenantsName(string host) => IsMxShaped(host) && host.Split('.')[0].Contains('-', StringComparison.Ordinal);

    /// <summary>
    /// True for "ms########.msv1.invalid", which stood in the MX to show that the domain is the asker's (Microsoft: "Add DNS records to connect your
    /// domain"); no mail can go there.
    /// </summary>
    public static bool IsVerification(string host) => IsUnder(host, "msv1.invalid");

    /// <summary>True for where Autodiscover of Exchange Online is, worldwide, at 21Vianet and in GCC High (Microsoft: External Domain Name System records).</summary>
    public static bool IsAutodiscover(string host) => AutodiscoverZones.Any(zone => IsUnder(host, zone));

    /// <summary>True for MX names in signed zones, which Microsoft gives to domains that turn on DNSSEC (Microsoft: Enable-DnssecForVerifiedDomain).</summary>
    public static bool IsDnssecMx(string host) => IsUnder(host, "mx.microsoft");

    /// <summary>True for MX names that Microsoft gave out before 2014; they work, and new domains get none.</summary>
    public static bool IsLegacyMx(string host) => IsUnder(host, "mail.eo.outlook.com") || IsUnder(host, "mail.messaging.microsoft.com");

    /// <summary>True for the hosts of well-known filtering services, which rightly stand before Microsoft 365.</summary>
    public static bool IsGateway(string host) => GatewayZones.Any(zone => IsUnder(host, zone));

    /// <summary>
    /// The MX name that Microsoft would give to a domain. For names without a hyphen this is documented; for one hyphen it fits all public pairs
    /// known; for more it is a guess. It therefore only suggests: whether the name exists, the DNS says.
    /// </summary>
    public static string SuggestedMx(string domain) => $"{Token(domain)}.{ProtectionZone}";

    /// <summary>Dots become hyphens; hyphens are dropped and their places encoded in a suffix, four places to a letter ('b' is 1).</summary>
    internal static string Token(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var plain = domain.Replace("-", "", StringComparison.Ordinal).Replace('.', '-');
        return domain.Contains('-', StringComparison.Ordinal) ? plain + "0" + HyphenCode(domain) : plain;
    }

    private static string HyphenCode(string domain)
    {
        var code = new StringBuilder();
        var zeros = 0;
        for (var start = 0; start < domain.Length; start += 4)
        {
            var places = 0;
            for (var bit = 0; bit < 4 && start + bit < domain.Length; bit++)
            {
                places |= domain[start + bit] == '-' ? 1 << bit : 0;
            }

            if (places == 0)
            {
                zeros++;
                continue;
            }

            code.Append(zeros > 0 ? zeros.ToString(CultureInfo.InvariantCulture) : "").Append((char)('a' + places));
            zeros = 0;
        }

        return code.ToString();
    }

    private static bool IsUnder(string host, string zone) =>
        host.Length > zone.Length && host.EndsWith(zone, StringComparison.OrdinalIgnoreCase) && host[^(zone.Length + 1)] == '.';
}
