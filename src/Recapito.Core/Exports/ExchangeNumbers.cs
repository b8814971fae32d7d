using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The numbers that ConvertTo-Json writes for enumerations of Exchange's own types (on a server, without a remote session between). Those of connectors, domains
/// and groups are not in Microsoft's published reference of the cmdlets; they were compared in several public programs that hold the same tables. Those of
/// recipients are the values of the attribute msExchRecipientTypeDetails.
/// </summary>
internal static class ExchangeNumbers
{
    private static readonly Dictionary<string, (long Number, string Name)[]> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DomainType"] = [(0, "Authoritative"), (1, "ExternalRelay"), (2, "InternalRelay")],
        ["ConnectorType"] = [(1, "OnPremises"), (2, "Partner")],
        ["TlsAuthLevel"] = [(1, "EncryptionOnly"), (2, "CertificateValidation"), (4, "DomainValidation")],
        ["TlsSettings"] = [(1, "EncryptionOnly"), (2, "CertificateValidation"), (4, "DomainValidation")],
        ["RecipientTypeDetails"] =
        [
            (0x1, "UserMailbox"), (0x2, "LinkedMailbox"), (0x4, "SharedMailbox"), (0x8, "LegacyMailbox"), (0x10, "RoomMailbox"), (0x20, "EquipmentMailbox"),
            (0x40, "MailContact"), (0x80, "MailUser"), (0x100, "MailUniversalDistributionGroup"), (0x200, "MailNonUniversalGroup"), (0x400, "MailUniversalSecurityGroup"),
            (0x800, "DynamicDistributionGroup"), (0x1000, "PublicFolder"), (0x8000, "MailForestContact"), (0x1000_0000, "RoomList"), (0x8000_0000, "RemoteUserMailbox"),
            (0x2_0000_0000, "RemoteRoomMailbox"), (0x4_0000_0000, "RemoteEquipmentMailbox"), (0x8_0000_0000, "RemoteSharedMailbox"), (0x10_0000_0000, "PublicFolderMailbox"),
            (0x20_0000_0000, "TeamMailbox"), (0x100_0000_0000, "GroupMailbox"),
        ],
    };

    private static readonly Dictionary<string, (long Number, string Name)[]> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PermissionGroups"] = [(1, "AnonymousUsers"), (2, "ExchangeUsers"), (4, "ExchangeServers"), (8, "ExchangeLegacyServers"), (16, "Partners"), (32, "Custom")],
        ["AuthMechanism"] = [(1, "Tls"), (2, "Integrated"), (4, "BasicAuth"), (8, "BasicAuthRequireTLS"), (16, "ExchangeServer"), (32, "ExternalAuthoritative")],
    };

    // Enumerations whose numbers are not known well enough: a number there is an unknown value.
    private static readonly HashSet<string> Unsure = new(StringComparer.OrdinalIgnoreCase) { "Features", "TransportRole", "RecipientType", "Services", "Status", "DirectoryBasedEdgeBlockMode" };

    /// <summary>The names for numbers of an enumeration; other values as they came; null where a number has no known name.</summary>
    public static IReadOnlyList<string>? Spell(string property, IReadOnlyList<string> values)
    {
        if (!values.Any(IsNumber) || !(Names.ContainsKey(property) || Flags.ContainsKey(property) || Unsure.Contains(property)))
        {
            return values;
        }

        var names = values.Select(value => IsNumber(value) ? NamesOf(property, long.Parse(value, CultureInfo.InvariantCulture)) : [value]).ToList();
        return names.Contains(null) ? null : [.. names.SelectMany(list => list!)];
    }

    private static bool IsNumber(string value) => value.Length is > 0 and < 18 && value.All(char.IsAsciiDigit);

    private static string[]? NamesOf(string property, long number)
    {
        if (Names.TryGetValue(property, out var names))
        {
            return names.FirstOrDefault(entry => entry.Number == number).Name is { } name ? [name] : null;
        }

        if (!Flags.TryGetValue(property, out var flags) || number >= 2 * flags[^1].Number)
        {
            return null;
        }

        return number == 0 ? ["None"] : [.. flags.Where(flag => (number & flag.Number) != 0).Select(flag => flag.Name)];
    }
}
