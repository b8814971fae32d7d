namespace Recapito.Lab;

/// <summary>How a zone is signed.</summary>
public sealed record WorldSigning
{
    /// <summary>5, 7, 8, 10, 13 or 14 (IANA, "DNS Security Algorithm Numbers").</summary>
    public int Algorithm { get; init; } = 13;

    /// <summary>True for one key that signs everything, false for a key-signing and a zone-signing key.</summary>
    public bool SingleKey { get; init; }

    /// <summary>"nsec" or "nsec3".</summary>
    public string Denial { get; init; } = "nsec";

    /// <summary>Further rounds of hashing with NSEC3, 0 to 2500; 0 is right (RFC 9276 §3.1).</summary>
    public int Iterations { get; init; }

    /// <summary>Salt of NSEC3 in hexadecimal digits, "-" for none, which is right (RFC 9276 §3.1).</summary>
    public string Salt { get; init; } = "-";

    /// <summary>NSEC3 with opt-out: delegations without DS have no record (RFC 5155 §6).</summary>
    public bool OptOut { get; init; }

    /// <summary>Digest types of the DS records: 1 (SHA-1), 2 (SHA-256), 4 (SHA-384).</summary>
    public IReadOnlyList<int> Digests { get; init; } = [2];

    /// <summary>CDS and CDNSKEY records: "match" (this key), "other" (a key that is not there), "delete" (RFC 8078 §4); null for none.</summary>
    public string? Cds { get; init; }

    /// <summary>When signatures begin to be valid; null for a week before the world's clock.</summary>
    public DateTimeOffset? Inception { get; init; }

    /// <summary>When they end; null for two weeks after the world's clock.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>What is wrong, as docs/reference/world.md lists it; null for nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>The record type whose signatures a fault of signatures concerns; null for every one.</summary>
    public string? On { get; init; }
}
