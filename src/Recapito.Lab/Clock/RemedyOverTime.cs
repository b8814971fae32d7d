using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A change of MX records as it happens: a world in which the remedy is entered some minutes after a watch began, and caches still hold the old answer.</summary>
public static class RemedyOverTime
{
    private static readonly TimeSpan UntilEntered = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CachedFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterTheOld = TimeSpan.FromHours(2);

    /// <summary>The world to be watched; null where the zone of the record is not told apart by the change.</summary>
    /// <param name="before">The world as it is.</param>
    /// <param name="after">The same once the remedy is carried out and seen.</param>
    /// <param name="change">The remedy.</param>
    public static World? Of(World before, World after, SetMx change)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(change);
        var zone = before.Dns.Zones.Keys.Where(key => !key.Contains('@', StringComparison.Ordinal) && DnsName.IsWithin(change.Domain, key)).MaxBy(key => key.Length);
        if (zone is null || before.Dns.Zones.ContainsKey(zone + "@new") || after.Dns.Zones.GetValueOrDefault(zone) is not { } entered || entered == before.Dns.Zones[zone])
        {
            return null;
        }

        var resolvers = before.Dns.Resolvers.Count > 0 ? before.Dns.Resolvers : [new("office", "192.0.2.10", []), new("open", "192.0.2.11", [])];
        return before with
        {
            Dns = before.Dns with
            {
                Zones = new Dictionary<string, string>(before.Dns.Zones) { [zone + "@new"] = entered },
                Resolvers = [.. resolvers.Select(resolver => resolver with { Caches = [] })],
            },
            Hosts = after.Hosts,
            Tenants = after.Tenants,
            Timeline = [new(before.Now + UntilEntered, Zone: zone, Version: "new")],
            Watch = new()
            {
                Begins = before.Now,
                Domain = change.Domain,
                Record = "MX",
                Expect = change.AfterText,
                For = TimeSpan.FromSeconds(change.TtlSeconds) + AfterTheOld,
                Resolvers = resolvers.ToDictionary(resolver => resolver.Name, _ => new WatchedCache { Asked = [before.Now - CachedFor] }),
            },
        };
    }
}
