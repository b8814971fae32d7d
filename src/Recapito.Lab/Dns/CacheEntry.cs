namespace Recapito.Lab;

/// <summary>One RRset, or its absence, in a cache.</summary>
/// <param name="Rcode">NOERROR or NXDOMAIN.</param>
/// <param name="Records">The RRset; empty for an absence.</param>
/// <param name="Soa">For an absence: the SOA record that came with it; null where none did.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record CacheEntry(DnsRcode Rcode, IReadOnlyList<ZoneRecord> Records, ZoneRecord? Soa, DateTimeOffset Expires)
{
    /// <summary>RFC 8767 §4.</summary>
    private const uint StaleTtl = 30;

    /// <summary>The answer with the TTL that is left.</summary>
    public DnsAnswer Answer(DateTimeOffset now)
    {
        var left = Expires > now ? (uint)(Expires - now).TotalSeconds : StaleTtl;
        return new(Rcode) { Answers = [.. Records.Select(record => record with { Ttl = left })], Authority = Soa is null ? [] : [Soa with { Ttl = left }] };
    }
}

/// <summary>A zone cut in a cache: who is asked about what lies below it.</summary>
/// <param name="Zone">Name of the zone.</param>
/// <param name="Servers">Its NS RRset.</param>
/// <param name="Glue">Addresses that came with it.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="FromChild">It is the zone's own NS RRset.</param>
internal sealed record CachedCut(string Zone, IReadOnlyList<string> Servers, IReadOnlyList<ZoneRecord> Glue, DateTimeOffset Expires, bool FromChild);
