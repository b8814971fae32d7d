namespace Recapito.Core;

/// <summary>The record types that are asked for or read, with their numbers (IANA, "Resource Record (RR) TYPEs").</summary>
public enum RrType
{
    /// <summary>A type that has no name here; its data is in the generic form of RFC 3597 §5.</summary>
    Unknown = 0,

    /// <summary>IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>Name server (RFC 1035 §3.3.11).</summary>
    Ns = 2,

    /// <summary>Alias (RFC 1035 §3.3.1).</summary>
    Cname = 5,

    /// <summary>Start of authority (RFC 1035 §3.3.13).</summary>
    Soa = 6,

    /// <summary>Pointer to a name (RFC 1035 §3.3.12).</summary>
#pragma warning disable CA1720 // The field's name for it.
    Ptr = 12,
#pragma warning restore CA1720

    /// <summary>Mail exchanger (RFC 1035 §3.3.9).</summary>
    Mx = 15,

    /// <summary>Text (RFC 1035 §3.3.14).</summary>
    Txt = 16,

    /// <summary>IPv6 address (RFC 3596 §2.1).</summary>
    Aaaa = 28,

    /// <summary>Place of a service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Alias of a whole subtree (RFC 6672).</summary>
    Dname = 39,

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

    /// <summary>TLS certificate association (RFC 6698 §2).</summary>
    Tlsa = 52,

    /// <summary>The child's wish for its DS (RFC 7344 §3.1).</summary>
    Cds = 59,

    /// <summary>The child's wish for its DS, as a key (RFC 7344 §3.2).</summary>
    Cdnskey = 60,

    /// <summary>The SPF type that was given up (RFC 7208 §3.1).</summary>
    Spf = 99,

    /// <summary>Certification authority authorization (RFC 8659 §4).</summary>
    Caa = 257,
}
