namespace Recapito.Lab;

/// <summary>What the mail hosts of a world are at one moment: the world with its timeline applied up to then.</summary>
/// <param name="Clock">The moment; the hosts' clock stands still here.</param>
/// <param name="Hosts">SMTP hosts by canonical name.</param>
/// <param name="Tenants">Microsoft 365 tenants by their initial domain.</param>
/// <param name="Observer">Who looks, and who blocks their address.</param>
public sealed record MailView(
    DateTimeOffset Clock,
    IReadOnlyDictionary<string, WorldHost> Hosts,
    IReadOnlyDictionary<string, WorldTenant> Tenants,
    WorldObserver Observer)
{
    /// <summary>IP addresses of the hosts where they are known: what a gateway's next host sees of it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> AddressesOf { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The view that a snapshot has: hosts with those of Microsoft and the sender, and all addresses.</summary>
    public static MailView Of(WorldSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new(snapshot.Moment, snapshot.Hosts, snapshot.World.Tenants, snapshot.World.Observer) { AddressesOf = snapshot.AddressesOf };
    }

    /// <summary>The view of <paramref name="world"/> at <paramref name="moment"/>; changes at exactly that moment count.</summary>
    public static MailView Of(World world, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(world);
        var hosts = new Dictionary<string, WorldHost>(world.Hosts);
        var tenants = new Dictionary<string, WorldTenant>(world.Tenants);
        foreach (var change in world.Timeline.Where(change => change.At <= moment).OrderBy(change => change.At))
        {
            if (change is { Host: { } host, HostIs: { } hostIs })
            {
                hosts[host] = hostIs;
            }

            if (change is { Tenant: { } tenant, TenantIs: { } tenantIs })
            {
                tenants[tenant] = tenantIs;
            }
        }

        return new(moment, hosts, tenants, world.Observer);
    }
}
