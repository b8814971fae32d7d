namespace Recapito.Lab;

/// <summary>Record types that a lab's zones may hold or be asked for, with their numbers (IANA, "Resource Record (RR) TYPEs").</summary>
internal enum DnsType
{
    /// <summary>No type: an unset value.</summary>
    None = 0,

    /// <summary>IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>Name server (RFC 1035 §3.3.11).</summary>
    Ns = 2,

    /// <summary>Alias (RFC 1035 §3.3.1).</summary>
    Cname = 5,

    /// <summary>Start of authority (RFC 1035 §3.3.13).</summary>
    Soa = 6,

    /// <summary>Pointer (RFC 1035 §3.3.12).</summary>
    Ptr = 12,

    /// <summary>Mail exchanger (RFC 1035 §3.3.9).</summary>
    Mx = 15,

    /// <summary>Text (RFC 1035 §3.3.14).</summary>
    Txt = 16,

    /// <summary>IPv6 address (RFC 3596 §2.1).</summary>
    Aaaa = 28,

    /// <summary>Place of a service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Alias of everything below a name (RFC 6672 §2).</summary>
    Dname = 39,

    /// <summary>The EDNS pseudo record (RFC 6891 §6.1).</summary>
    Opt = 41,

    /// <summary>Delegation signer (RFC 4034 §5).</summary>
    Ds = 43,

    /// <summary>Signature of an RRset (RFC 4034 §3).</summary>
    Rrsig = 46,

    /// <summary>Denial of existence (RFC 4034 §4).</summary>
    Nsec = 47,

    /// <summary>Key of a zone (RFC 4034 §2).</summary>
    Dnskey = 48,

    /// <summary>Hashed denial of existence (RFC 5155 §3).</summary>
    Nsec3 = 50,

    /// <summary>Parameters of hashed denial (RFC 5155 §4).</summary>
    Nsec3Param = 51,

    /// <summary>TLS certificate association (RFC 6698 §2.1).</summary>
    Tlsa = 52,

    /// <summary>The child's wish for its DS (RFC 7344 §3.1).</summary>
    Cds = 59,

    /// <summary>The child's wish for its DS, as a key (RFC 7344 §3.2).</summary>
    Cdnskey = 60,

    /// <summary>The SPF type that was given up (RFC 7208 §3.1).</summary>
    Spf = 99,

    /// <summary>Every type at once; only in questions (RFC 1035 §3.2.3).</summary>
    Any = 255,

    /// <summary>Certification authority authorization (RFC 8659 §4.1).</summary>
    Caa = 257,
}

/// <summary>A record of a lab's zone.</summary>
/// <param name="Name">Canonical owner name, "." for the root.</param>
/// <param name="Type">Its type.</param>
/// <param name="Ttl">Seconds, 0 to 2147483647 (RFC 2181 §8).</param>
/// <param name="Fields">The fields of the RDATA in order, names canonical: for MX the preference and the exchange; for TXT its strings.</param>
internal sealed record ZoneRecord(string Name, DnsType Type, uint Ttl, IReadOnlyList<string> Fields)
{
    /// <summary>The RDATA's fields with a blank between them.</summary>
    public string Text => string.Join(' ', Fields);

    /// <summary>True where the data are octets in the generic form of RFC 3597 §5, whatever the type.</summary>
    public bool IsGeneric => Fields is [RData.Generic, ..];
}

/// <summary>Response codes (RFC 1035 §4.1.1).</summary>
internal enum DnsRcode
{
    /// <summary>No error.</summary>
    NoError = 0,

    /// <summary>The question cannot be read.</summary>
    FormErr = 1,

    /// <summary>The server could not answer.</summary>
    ServFail = 2,

    /// <summary>The name does not exist.</summary>
    NxDomain = 3,

    /// <summary>This kind of query is not supported.</summary>
    NotImp = 4,

    /// <summary>The server refuses to answer.</summary>
    Refused = 5,

    /// <summary>A DNAME makes the name too long (RFC 6672 §2.2).</summary>
    YxDomain = 6,

    /// <summary>The EDNS version is not known (RFC 6891 §9); its upper bits stand in the OPT record.</summary>
    BadVers = 16,
}
