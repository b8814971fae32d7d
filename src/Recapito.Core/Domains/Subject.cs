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
    /// <summary>What the hybrid configuration wizard was told, and what the tenant knows of the servers.</summary>
    HybridConfiguration,

    /// <summary>From the servers to Exchange Online.</summary>
    SendConnector,

    /// <summary>At the servers, for what Exchange Online sends.</summary>
    ReceiveConnector,

    /// <summary>Certificates that these connectors name.</summary>
    ConnectorCertificate,

    /// <summary>At the tenant, for what the servers send.</summary>
    InboundConnector,

    /// <summary>From the tenant to the servers.</summary>
    OutboundConnector,

    /// <summary>Accepted domains of both sides, and the recipients in them.</summary>
    AcceptedDomain,

    /// <summary>Domains of the other side.</summary>
    RemoteDomain,

    /// <summary>Settings of the whole tenant.</summary>
    OrganizationSettings,
}

/// <summary>Which subjects belong to which examination.</summary>
internal static class Subjects
{
    /// <summary>Those of a mail domain, in their order; the others are those of a hybrid organisation.</summary>
    public static readonly IReadOnlyList<Subject> OfDomain = [.. Enum.GetValues<Subject>().Where(subject => subject <= Subject.Expected)];
}
