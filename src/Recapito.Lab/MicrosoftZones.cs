using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The names of Microsoft's mail service: which MX tokens exist, and the hosts behind them.</summary>
internal static class MicrosoftZones
{
    /// <summary>The zone of nearly all MX tokens.</summary>
    public const string Tokens = "mail.protection.outlook.com";

    /// <summary>Zones that exist in every world; a name that is not in them is NXDOMAIN.</summary>
    public static readonly IReadOnlyList<string> Apexes =
    [
        "outlook.com", "protection.outlook.com", Tokens, "mail.eo.outlook.com", "olc.protection.outlook.com", "mx.microsoft", "onmicrosoft.com",
        "mail.messaging.microsoft.com", "mail.protection.outlook.de", "mail.protection.office365.us", "mail.protection.partner.outlook.cn",
    ];

    /// <summary>The MX token of a domain: dots become hyphens; hyphens are dropped and their places coded behind a zero (seen in public DNS; for several hyphens a conjecture).</summary>
    public static string TokenOf(string domain)
    {
        if (!domain.Contains('-', StringComparison.Ordinal))
        {
            return domain.Replace('.', '-');
        }

        var nibbles = new int[(domain.Length / 4) + 1];
        for (var i = 0; i < domain.Length; i++)
        {
            nibbles[i / 4] |= domain[i] is '-' ? 1 << (i % 4) : 0;
        }

        var token = new StringBuilder(domain.Replace("-", "", StringComparison.Ordinal).Replace('.', '-')).Append('0');
        var zeros = 0;
        foreach (var nibble in nibbles)
        {
            if (nibble == 0)
            {
                zeros++;
                continue;
            }

            token.Append(zeros > 0 ? zeros.ToString(CultureInfo.InvariantCulture) : "").Append((char)('a' + nibble));
            zeros = 0;
        }

        return token.ToString();
    }

    /// <summary>Every host of Microsoft's by name: one for each token, and the control host.</summary>
    public static IEnumerable<KeyValuePair<string, WorldHost>> Edges(World world)
    {
        foreach (var (initial, tenant) in world.Tenants)
        {
            var domains = tenant.Domains.Where(domain => domain.IsVerified && domain.SupportedServices.Contains("Email")).Select(domain => domain.Id);
            var tokens = domains.Append(initial).Select(domain => $"{TokenOf(domain)}.{Tokens}").Concat(tenant.Tokens.Select(FullName));
            foreach (var token in tokens.Distinct(StringComparer.Ordinal))
            {
                yield return new(token, Edge(tenant.Edge));
            }
        }

        yield return new(Inquiry.DefaultControlHost, Edge(new()));
    }

    private static string FullName(string token) => token.Contains('.', StringComparison.Ordinal) ? token : $"{token}.{Tokens}";

    private static WorldHost Edge(WorldEdge edge) =>
        new() { Is = "exchange-online", Edge = edge, Tls = new() { Names = ["mail.protection.outlook.com", "*.mail.protection.outlook.com", "*.mail.eo.outlook.com", "*.olc.protection.outlook.com"] } };
}
