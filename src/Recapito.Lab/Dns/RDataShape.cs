namespace Recapito.Lab;

/// <summary>The kinds of fields that RDATA is made of.</summary>
internal enum RDataField
{
    /// <summary>A domain name that may be compressed (only in the types of RFC 1035; RFC 3597 §4).</summary>
    Name,

    /// <summary>A domain name that is written out.</summary>
    WholeName,

    /// <summary>8 bits.</summary>
    Octet,

    /// <summary>16 bits.</summary>
    Short,

    /// <summary>32 bits.</summary>
    Number,

    /// <summary>32 bits, written as seconds or with units.</summary>
    Seconds,

    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>An IPv6 address.</summary>
    Ipv6,

    /// <summary>A character string with its length before it (RFC 1035 §3.3).</summary>
    Text,

    /// <summary>Octets to the end, written as a string.</summary>
    RestAsText,

    /// <summary>Octets to the end, written in hexadecimal digits.</summary>
    Hex,

    /// <summary>Octets to the end, written in base64.</summary>
    Base64,

    /// <summary>A record type's number.</summary>
    Type,

    /// <summary>A moment, 32 bits of seconds since 1970, written as YYYYMMDDHHmmSS (RFC 4034 §3.2).</summary>
    Time,

    /// <summary>Octets with their count before them, in hexadecimal digits, "-" for none (RFC 5155 §3.3).</summary>
    Salt,

    /// <summary>Octets with their count before them, in base32hex (RFC 5155 §3.3).</summary>
    Hash,

    /// <summary>A bit map of record types (RFC 4034 §4.1.2).</summary>
    Types,
}

/// <summary>Which fields the RDATA of each type has.</summary>
internal static class RDataShape
{
    private static readonly RDataField[] Digest = [RDataField.Short, RDataField.Octet, RDataField.Octet, RDataField.Hex];
    private static readonly RDataField[] Key = [RDataField.Short, RDataField.Octet, RDataField.Octet, RDataField.Base64];

    /// <summary>The fields in order; null for a type that is known by its number only.</summary>
    public static IReadOnlyList<RDataField>? Of(DnsType type) => type switch
    {
        DnsType.A => [RDataField.Ipv4],
        DnsType.Aaaa => [RDataField.Ipv6],
        DnsType.Ns or DnsType.Cname or DnsType.Ptr => [RDataField.Name],
        DnsType.Dname => [RDataField.WholeName],
        DnsType.Mx => [RDataField.Short, RDataField.Name],
        DnsType.Soa => [RDataField.Name, RDataField.Name, RDataField.Number, RDataField.Seconds, RDataField.Seconds, RDataField.Seconds, RDataField.Seconds],
        DnsType.Txt or DnsType.Spf => [RDataField.Text],
        DnsType.Srv => [RDataField.Short, RDataField.Short, RDataField.Short, RDataField.WholeName],
        DnsType.Ds or DnsType.Cds => Digest,
        DnsType.Dnskey or DnsType.Cdnskey => Key,
        DnsType.Rrsig => [RDataField.Type, RDataField.Octet, RDataField.Octet, RDataField.Number, RDataField.Time, RDataField.Time, RDataField.Short, RDataField.WholeName, RDataField.Base64],
        DnsType.Nsec => [RDataField.WholeName, RDataField.Types],
        DnsType.Nsec3 => [RDataField.Octet, RDataField.Octet, RDataField.Short, RDataField.Salt, RDataField.Hash, RDataField.Types],
        DnsType.Nsec3Param => [RDataField.Octet, RDataField.Octet, RDataField.Short, RDataField.Salt],
        DnsType.Tlsa => [RDataField.Octet, RDataField.Octet, RDataField.Octet, RDataField.Hex],
        DnsType.Caa => [RDataField.Octet, RDataField.Text, RDataField.RestAsText],
        _ => null,
    };

    /// <summary>What a type takes, in words for errors.</summary>
    public static string InWords(DnsType type) => type switch
    {
        DnsType.A => "one IPv4 address",
        DnsType.Aaaa => "one IPv6 address",
        DnsType.Mx => "a preference and a host name (10 mx.contoso.example.)",
        DnsType.Soa => "seven values (primary server, mailbox, serial, refresh, retry, expire, minimum)",
        DnsType.Srv => "four values (priority, weight, port, target)",
        DnsType.Tlsa => "four values (usage, selector, matching type, hex)",
        DnsType.Caa => "three values (flags, tag, value)",
        DnsType.Txt or DnsType.Spf => "at least one string",
        DnsType.Ds or DnsType.Cds => "four values (key tag, algorithm, digest type, hex)",
        DnsType.Dnskey or DnsType.Cdnskey => "four values (flags, protocol, algorithm, base64)",
        DnsType.Rrsig => "nine values (type covered, algorithm, labels, TTL, expiration, inception, key tag, signer, base64)",
        DnsType.Nsec => "the next name and the types",
        DnsType.Nsec3 => "five values and the types (hash algorithm, flags, iterations, salt, next hash)",
        DnsType.Nsec3Param => "four values (hash algorithm, flags, iterations, salt)",
        _ => RDataShape.Of(type) is null ? "its octets (\\# 3 0a0b0c, RFC 3597 §5)" : "one name",
    };
}
