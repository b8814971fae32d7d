using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Recapito.Lab;

/// <summary>Which fields the RDATA of each type has, and how they are read from a zone text.</summary>
internal static class RData
{
    private enum Field
    {
        Name,
        Octet,
        Short,
        Seconds,
        Number,
        Ipv4,
        Ipv6,
        Text,
        Word,
        Hex,
    }

    /// <summary>True where a field of a type is a domain name.</summary>
    public static bool IsName(DnsType type, int index) => Shape(type) is var shape && index < shape.Length && shape[index] is Field.Name;

    /// <summary>The fields of a record.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="at">The word that named the type, for errors.</param>
    /// <param name="tokens">The words behind it.</param>
    /// <param name="name">Turns a word into an absolute canonical name.</param>
    /// <exception cref="ZoneFileException">A field is missing, too many or wrong.</exception>
    public static IReadOnlyList<string> Read(DnsType type, ZoneToken at, IReadOnlyList<ZoneToken> tokens, Func<ZoneToken, string> name)
    {
        var shape = Shape(type);
        var open = type is DnsType.Txt || (type is DnsType.Tlsa && tokens.Count > 4);
        if (tokens.Count < shape.Length || (tokens.Count > shape.Length && !open))
        {
            var place = tokens.Count > shape.Length ? tokens[shape.Length] : at;
            throw new ZoneFileException(place.Line, place.Column, $"{at.Text.ToUpperInvariant()} takes {Wanted(type)}, {tokens.Count} given");
        }

        var fields = tokens.Select((token, i) => Value(shape[Math.Min(i, shape.Length - 1)], token, name)).ToList();
        return type is DnsType.Tlsa ? [.. fields.Take(3), string.Concat(fields.Skip(3))] : fields;
    }

    private static Field[] Shape(DnsType type) => type switch
    {
        DnsType.A => [Field.Ipv4],
        DnsType.Aaaa => [Field.Ipv6],
        DnsType.Ns or DnsType.Cname or DnsType.Ptr => [Field.Name],
        DnsType.Mx => [Field.Short, Field.Name],
        DnsType.Soa => [Field.Name, Field.Name, Field.Number, Field.Seconds, Field.Seconds, Field.Seconds, Field.Seconds],
        DnsType.Srv => [Field.Short, Field.Short, Field.Short, Field.Name],
        DnsType.Tlsa => [Field.Octet, Field.Octet, Field.Octet, Field.Hex],
        DnsType.Caa => [Field.Octet, Field.Word, Field.Text],
        _ => [Field.Text],
    };

    private static string Wanted(DnsType type) => type switch
    {
        DnsType.A => "one IPv4 address",
        DnsType.Aaaa => "one IPv6 address",
        DnsType.Mx => "a preference and a host name (10 mx.contoso.example.)",
        DnsType.Soa => "seven values (primary server, mailbox, serial, refresh, retry, expire, minimum)",
        DnsType.Srv => "four values (priority, weight, port, target)",
        DnsType.Tlsa => "four values (usage, selector, matching type, hex)",
        DnsType.Caa => "three values (flags, tag, value)",
        DnsType.Txt => "at least one string",
        _ => "one name",
    };

    private static string Value(Field field, ZoneToken token, Func<ZoneToken, string> name) => field switch
    {
        Field.Name => name(token),
        Field.Octet => Number(token, byte.MaxValue),
        Field.Short => Number(token, ushort.MaxValue),
        Field.Number => Number(token, uint.MaxValue),
        Field.Seconds => ZoneFile.Ttl(token.Text)?.ToString(CultureInfo.InvariantCulture) ?? throw Wrong(token, "a time in seconds (3600) or units (1h30m)"),
        Field.Ipv4 => Address(token, AddressFamily.InterNetwork),
        Field.Ipv6 => Address(token, AddressFamily.InterNetworkV6),
        Field.Hex => token.Text.Length % 2 == 0 && token.Text.All(char.IsAsciiHexDigit) ? token.Text.ToLowerInvariant() : throw Wrong(token, "hexadecimal digits in pairs"),
        _ => token.Text.Length <= 255 && token.Text.All(c => c <= 255) ? token.Text : throw Wrong(token, "a string of at most 255 octets (RFC 1035 §3.3.14); cut it into several quoted strings"),
    };

    private static string Number(ZoneToken token, uint max) =>
        uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= max
            ? value.ToString(CultureInfo.InvariantCulture)
            : throw Wrong(token, $"a number from 0 to {max.ToString(CultureInfo.InvariantCulture)}");

    private static string Address(ZoneToken token, AddressFamily family)
    {
        var good = IPAddress.TryParse(token.Text, out var address) && address.AddressFamily == family
            && (family is AddressFamily.InterNetworkV6 || token.Text.Count(c => c is '.') == 3);
        return good ? address!.ToString() : throw Wrong(token, family is AddressFamily.InterNetwork ? "an IPv4 address (192.0.2.25)" : "an IPv6 address (2001:db8::25)");
    }

    private static ZoneFileException Wrong(ZoneToken token, string wanted) =>
        new(token.Line, token.Column, $"\"{token.Text}\" is not {wanted}");
}
