using Recapito.Core;

namespace Recapito.Probes;

/// <summary>How the world is asked.</summary>
public sealed record ProbeOptions
{
    /// <summary>IP address of the recursive resolver; null for the system's (or the lab's).</summary>
    public string? Resolver { get; init; }

    /// <summary>The name for EHLO, which must be true (RFC 5321 §4.1.1.1); null for this machine's, else its address literal.</summary>
    public string? EhloName { get; init; }

    /// <summary>Canonical name or IP address of a host known to take connections on port 25; null for the one that each request names.</summary>
    public string? ControlHost { get; init; }

    /// <summary>The limits; null for those of the real world or of a lab.</summary>
    public ProbeLimits? Limits { get; init; }

    /// <summary>True to connect to private and other special-purpose addresses too (RFC 6890).</summary>
    public bool AllowSpecialAddresses { get; init; }

    /// <summary>
    /// True to learn nothing of inner networks from the resolver, which may know their names and addresses: it is not asked about special-use names, an answer that holds
    /// a special-purpose address is a gap, and its own address is not told. For whoever is not of this network.
    /// </summary>
    public bool PublicNamesOnly { get; init; }

    /// <summary>The lab to look into; null for the real world.</summary>
    public LabRoutes? LabRoutes { get; init; }

    /// <summary>How often recipients may be asked for; null for a budget that lasts as long as the collector.</summary>
    public ProbeBudget? Budget { get; init; }

    /// <summary>True where the user asked for one test message to an address of theirs; only then is DATA ever sent.</summary>
    public bool MaySendTestMessage { get; init; }

    /// <summary>Answers that other domains got and still hold; null to ask everything anew.</summary>
    public EvidenceCache? Cache { get; init; }

    /// <summary>The clock of provenance; null for the system's, or the lab's, which stands still.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Draws the local part of a random recipient; null for "recapito-probe-" and twelve random letters.</summary>
    public Func<string>? ControlLocalPart { get; init; }
}
