namespace Recapito.Core;

/// <summary>What is known of the caches that may still hold an old answer.</summary>
public enum CacheKnowledge
{
    /// <summary>No other answer was seen than the one that holds: nothing is under way.</summary>
    NoChange,

    /// <summary>The moment is computed by which every cache that keeps to the rules has dropped the old answer.</summary>
    Known,

    /// <summary>It cannot be computed; the reasons say why.</summary>
    NotComputable,
}

/// <summary>Why the moment cannot be computed.</summary>
public enum Uncertainty
{
    /// <summary>The watch began after the change, so that the old TTL is no longer to be seen.</summary>
    OldTtlNotSeen,

    /// <summary>A cache has more left of the old answer than the zone gave it during the watch: the TTL was lowered before.</summary>
    TtlWasLarger,

    /// <summary>An authoritative server has not taken the change over; when it will ask its primary cannot be seen.</summary>
    ServerBehind,

    /// <summary>An authoritative server gives another answer than its peers under the same serial or a newer one, so that it will not ask for this one.</summary>
    SerialNotRaised,

    /// <summary>An authoritative server does not answer here, and may give others the old answer.</summary>
    ServerSilent,

    /// <summary>The parent's servers do not all give the new delegation.</summary>
    ParentBehind,

    /// <summary>A resolver goes on with the old answer beyond its TTL (RFC 8767).</summary>
    ServesStale,
}

/// <summary>One reason why a moment cannot be computed.</summary>
/// <param name="Why">The kind of reason.</param>
/// <param name="Who">The server or resolver that it is about; null where it is about none.</param>
/// <param name="AtMost">The latest moment that can be named for it; null where there is none.</param>
/// <param name="Expected">When it is likely to be over, such as a secondary's SOA refresh; null where nothing speaks for a moment.</param>
/// <param name="Rule">What <paramref name="AtMost"/> rests on: "RFC 8767 §4" ….</param>
public sealed record UncertaintyOf(Uncertainty Why, string? Who, TimeSpan? AtMost, TimeSpan? Expected, string? Rule);

/// <summary>When the last cache has dropped the old answer. All times count from the beginning of the watch.</summary>
/// <param name="Knowledge">What is known.</param>
/// <param name="By">For <see cref="CacheKnowledge.Known"/>: the moment.</param>
/// <param name="AtMost">For <see cref="CacheKnowledge.NotComputable"/>: the latest moment that can be named all the same; null where there is none.</param>
/// <param name="Reasons">For <see cref="CacheKnowledge.NotComputable"/>: why.</param>
public sealed record CacheBound(CacheKnowledge Knowledge, TimeSpan? By, TimeSpan? AtMost, IReadOnlyList<UncertaintyOf> Reasons)
{
    /// <summary>The largest TTL of the old answer that was seen, seconds; null where none was.</summary>
    public uint? OldTtl { get; init; }
}
