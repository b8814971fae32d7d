namespace Recapito.Core;

/// <summary>Which side of an organisation, and whose, objects are, by what they say of themselves.</summary>
internal static class ExportSides
{
    private const string Hosted = "Microsoft Exchange Hosted Organizations/";

    // Where Exchange Online keeps its directory; the other two are those of its separate clouds.
    private static readonly string[] Clouds = [".prod.outlook.com", ".prod.partner.outlook.cn", ".prod.office365.us", "DC=PROD,DC=OUTLOOK,DC=COM"];

    private static readonly string[] Places = ["OriginatingServer", "OrganizationId", "OrganizationalUnitRoot", "OrganizationalUnit", "DistinguishedName", "ObjectCategory", "Identity", "Id"];

    // Microsoft: Set-AcceptedDomain, Set-OrganizationConfig, "This parameter is available only in the cloud-based service".
    private static readonly string[] OnlineOnly = ["SendingFromDomainDisabled", "SendingToDomainDisabled", "SmtpDaneStatus", "MailFlowRegion", "CanHaveCloudCache", "RejectDirectSend"];

    // Microsoft: Get-RemoteMailbox, Set-AcceptedDomain -AddressBookEnabled: "available only in on-premises Exchange"; the cloud shows it too, so it is no mark.
    private static readonly string[] ServerOnly = ["RemoteRoutingAddress", "RemoteRecipientType"];

    /// <summary>The side of an object; null where nothing tells.</summary>
    public static ExchangeSide? Of(ExchangeObject item)
    {
        var places = Places.SelectMany(name => item[name]).ToList();
        return places.Exists(place => Clouds.Any(cloud => place.Contains(cloud, StringComparison.OrdinalIgnoreCase)) || place.Contains(Hosted, StringComparison.OrdinalIgnoreCase)) ? ExchangeSide.ExchangeOnline
            : OnlineOnly.Any(item.Has) ? ExchangeSide.ExchangeOnline
            : item.Text("OriginatingServer") is { } server && Names.IsHostName(Names.Canonical(server)) && !server.Contains("outlook", StringComparison.OrdinalIgnoreCase) && !server.Contains("office365", StringComparison.OrdinalIgnoreCase) ? ExchangeSide.ExchangeServer
            : ServerOnly.Any(name => item.Text(name) is not null) ? ExchangeSide.ExchangeServer
            : null;
    }

    /// <summary>The side of all these; null where nothing tells, or where they are of both.</summary>
    public static ExchangeSide? Of(IEnumerable<ExchangeObject> items) => items.Select(Of).OfType<ExchangeSide>().Distinct().ToList() is [var one] ? one : null;

    /// <summary>The tenant's name in an object's OrganizationId ("…/contoso.onmicrosoft.com - …") or distinguished name; null where it tells none.</summary>
    public static string? Organization(ExchangeObject item)
    {
        foreach (var place in Places.SelectMany(name => item[name]))
        {
            var start = place.IndexOf(Hosted, StringComparison.OrdinalIgnoreCase);
            var name = start < 0 ? null : place[(start + Hosted.Length)..].Split('/', ' ')[0];
            name ??= CertificateName.Of(place[(place.IndexOf("CN=Configuration,", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at + "CN=Configuration,".Length : place.Length)..], "CN");
            if (name is not null && name.Contains('.', StringComparison.Ordinal) && Names.IsHostName(Names.Canonical(name)))
            {
                return Names.Canonical(name);
            }
        }

        return null;
    }
}
