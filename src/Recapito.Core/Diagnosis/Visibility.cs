namespace Recapito.Core;

/// <summary>When an old answer has left every cache (RFC 1034 §3.6, RFC 2308; docs/checks/propagation.md).</summary>
internal static class Visibility
{
    /// <summary>
    /// The latest moment at which a cache may still hold the old RRset: the time at which all authoritative servers were seen to agree, plus the old
    /// TTL (the largest TTL seen with the old RRset, at least that of the new one). A server that still serves the old version refreshes its copy
    /// within the SOA's refresh time first. Null where the authoritative servers gave no answer, or the resolver asks others.
    /// </summary>
    public static DateTimeOffset? Of(ZoneView zone)
    {
        if (zone.Newest.Count == 0 || zone.MayAskElsewhere)
        {
            // Who still asks servers that are no longer the zone's gets the old answer anew each time.
            return null;
        }

        var agreedAt = zone.Newest.Max(server => server.Mx!.Source.At);
        var newTtl = zone.Newest.Max(server => Ttl(server.Mx));
        var cached = zone.ResolverDiffers ? Ttl(zone.Resolver) : 0;
        var latest = agreedAt.AddSeconds(Math.Max(newTtl, cached));
        foreach (var server in zone.Lagging)
        {
            var refresh = (server.Soa as Present<RrSet>)?.Value.Soa?.RefreshSeconds ?? 0;
            var gone = server.Mx!.Source.At.AddSeconds(refresh + (double)Math.Max(Ttl(server.Mx), newTtl));
            latest = gone > latest ? gone : latest;
        }

        return latest;
    }

    private static uint Ttl(Observation? seen) => seen is Present<RrSet> set ? set.Value.Ttl : 0;
}
