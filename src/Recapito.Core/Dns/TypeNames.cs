using System.Collections.Frozen;
using System.Globalization;

namespace Recapito.Core;

/// <summary>Record types by number and mnemonic, as records of records (RRSIG, NSEC) name them.</summary>
internal static class TypeNames
{
    /// <summary>What NSEC, NSEC3 and RRSIG records of zones in use name beside the types that are asked for (IANA, "Resource Record (RR) TYPEs").</summary>
    private static readonly (string Name, ushort Number)[] Others =
    [
        ("HINFO", 13), ("RP", 17), ("AFSDB", 18), ("LOC", 29), ("NAPTR", 35), ("CERT", 37), ("APL", 42), ("SSHFP", 44), ("IPSECKEY", 45), ("DHCID", 49),
        ("SMIMEA", 53), ("HIP", 55), ("OPENPGPKEY", 61), ("CSYNC", 62), ("ZONEMD", 63), ("SVCB", 64), ("HTTPS", 65), ("NXNAME", 128),
        ("EUI48", 108), ("EUI64", 109), ("URI", 256),
    ];

    private static readonly FrozenDictionary<string, ushort> Numbers = Enum.GetValues<RrType>().Where(type => type is not RrType.Unknown)
        .Select(type => (Name: type.ToString().ToUpperInvariant(), Number: (ushort)type)).Concat(Others)
        .ToFrozenDictionary(type => type.Name, type => type.Number, StringComparer.Ordinal);

    /// <summary>The number of a mnemonic or of TYPE and digits (RFC 3597 §5); null where the text is neither.</summary>
    public static ushort? NumberOf(string text) =>
        Numbers.TryGetValue(text, out var number) ? number
        : text.StartsWith("TYPE", StringComparison.Ordinal) && ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var plain) ? plain
        : null;

    /// <summary>The mnemonic as people write it.</summary>
    public static string Of(RrType type) => type.ToString().ToUpperInvariant();
}
