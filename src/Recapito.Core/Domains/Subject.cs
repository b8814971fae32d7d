namespace Recapito.Core;

/// <summary>What a finding is about, in the order in which people read them.</summary>
public enum Subject
{
    /// <summary>Parent and child zone, name servers and their addresses.</summary>
    Delegation,

    /// <summary>SOA serials and timers.</summary>
    Soa,

    /// <summary>How the name servers behave (EDNS, TCP, case).</summary>
    NameServer,

    /// <summary>The chain of signatures.</summary>
    Dnssec,

    /// <summary>The mail exchangers.</summary>
    Mx,

    /// <summary>Addresses of the mail hosts and their names (PTR).</summary>
    Address,

    /// <summary>What the mail hosts say.</summary>
    Smtp,

    /// <summary>STARTTLS and certificates.</summary>
    Tls,

    /// <summary>TLSA records of the mail hosts.</summary>
    Dane,

    /// <summary>The policy for senders.</summary>
    MtaSts,

    /// <summary>Where TLS reports go.</summary>
    TlsRpt,

    /// <summary>Which hosts may send.</summary>
    Spf,

    /// <summary>Keys for signatures of mail.</summary>
    Dkim,

    /// <summary>What receivers do with unauthenticated mail.</summary>
    Dmarc,

    /// <summary>The domain's logo.</summary>
    Bimi,

    /// <summary>How mail programs find their server.</summary>
    Autodiscover,

    /// <summary>Block lists.</summary>
    Blocklist,

    /// <summary>The domain at its registrar.</summary>
    Registration,

    /// <summary>The records against those that were wanted.</summary>
    Expected,
}
