using System.Globalization;

namespace Recapito.Lab;

/// <summary>The mnemonics of record types, and TYPEnnn for those without one (RFC 3597 §5).</summary>
internal static class DnsTypeName
{
    private const string Prefix = "TYPE";

    private static readonly Dictionary<string, DnsType> Types = Enum.GetValues<DnsType>()
        .Where(type => type is not (DnsType.None or DnsType.Opt or DnsType.Any))
        .ToDictionary(type => type.ToString().ToUpperInvariant(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The mnemonics that a zone text may hold.</summary>
    public static IEnumerable<string> All => Types.Keys;

    /// <summary>The type of a mnemonic or TYPEnnn in any case; null for anything else.</summary>
    public static DnsType? Parse(string name)
    {
        if (Types.TryGetValue(name, out var type))
        {
            return type;
        }

        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (DnsType)number
            : null;
    }

    /// <summary>The mnemonic, or TYPEnnn.</summary>
    public static string Of(DnsType type) =>
        Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : Prefix + ((int)type).ToString(CultureInfo.InvariantCulture);
}
