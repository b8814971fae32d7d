using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What the organisations of a world have configured, as their administrators would list it.</summary>
public static class WorldInventory
{
    // What the timeline does not tell of stands for long enough.
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);

    /// <summary>What is listed of a tenant, at the world's <see cref="World.Now"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="name">The tenant's initial domain.</param>
    public static ExchangeInventory OfTenant(World world, string name)
    {
        ArgumentNullException.ThrowIfNull(world);
        var ages = new ObjectAges<WorldTenant>([.. Versions(world, entry => entry.Tenant == name ? entry.TenantIs : null, world.Tenants.GetValueOrDefault(name))], world.BounceAt - Age);
        var source = new Provenance(name, world.Now);
        return new([.. Enum.GetValues<ExchangeObjectKind>()
            .Where(kind => TenantObjects.IsShown(kind))
            .Select(kind => new ExchangeListing(ExchangeSide.ExchangeOnline, kind, [.. ages.Stamped(tenant => TenantObjects.Of(name, tenant, kind))], source))]);
    }

    /// <summary>What is listed of an Exchange server, at the world's <see cref="World.Now"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="name">The host's canonical name.</param>
    public static ExchangeInventory OfServer(World world, string name)
    {
        ArgumentNullException.ThrowIfNull(world);
        var ages = new ObjectAges<WorldHost>([.. Versions(world, entry => entry.Host == name ? entry.HostIs : null, world.Hosts.GetValueOrDefault(name))], world.BounceAt - Age);
        var source = new Provenance(name, world.Now);
        return new([.. Enum.GetValues<ExchangeObjectKind>()
            .Where(kind => ServerObjects.IsShown(kind) && !(kind is ExchangeObjectKind.Recipient && ages.Newest.Recipients is null))
            .Select(kind => new ExchangeListing(ExchangeSide.ExchangeServer, kind, [.. ages.Stamped(host => ServerObjects.Of(name, host, kind))], source))]);
    }

    /// <summary>The initial domains of the tenants that have a domain, verified or not.</summary>
    public static IEnumerable<string> TenantsWith(World world, string domain)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.Tenants.Where(tenant => TenantObjects.Has(tenant.Key, tenant.Value, domain)).Select(tenant => tenant.Key);
    }

    /// <summary>The Exchange servers that take mail for a domain.</summary>
    public static IEnumerable<string> ServersWith(World world, string domain)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.Hosts.Where(host => host.Value.Is is "exchange-server" && host.Value.Accepts.Any(held => Names.Canonical(held) == domain)).Select(host => host.Key);
    }

    private static IEnumerable<(DateTimeOffset? At, T Is)> Versions<T>(World world, Func<TimelineEntry, T?> of, T? first)
        where T : class
    {
        if (first is not null)
        {
            yield return (null, first);
        }

        foreach (var entry in world.Timeline.Where(entry => entry.At <= world.Now).OrderBy(entry => entry.At))
        {
            if (of(entry) is { } changed)
            {
                yield return (entry.At, changed);
            }
        }
    }
}

/// <summary>Objects with the times of their making and last change, from the versions that a timeline gives.</summary>
/// <param name="versions">In time order; the first without a time.</param>
/// <param name="start">Since when the first one stands.</param>
internal sealed class ObjectAges<T>(IReadOnlyList<(DateTimeOffset? At, T Is)> versions, DateTimeOffset start)
{
    /// <summary>The version that stands.</summary>
    public T Newest => versions[^1].Is;

    /// <summary>The newest objects with their times, where they do not say these themselves.</summary>
    public IEnumerable<ExchangeObject> Stamped(Func<T, IReadOnlyList<ExchangeObject>> of)
    {
        var all = versions.Select(version => (Since: version.At ?? start, Items: of(version.Is))).ToList();
        foreach (var item in all[^1].Items)
        {
            var alike = all.AsEnumerable().Reverse().TakeWhile(version => version.Items.Contains(item)).Last();
            var named = all.AsEnumerable().Reverse().TakeWhile(version => version.Items.Any(other => other.Name == item.Name)).Last();

            // How long a domain has been there matters to a diagnosis; a world that does not say so leaves it open.
            yield return Stamp(item, item.Has("DomainType") && named.Since == start ? item.WhenCreated : item.WhenCreated ?? named.Since, item.WhenChanged ?? item.WhenCreated ?? alike.Since);
        }
    }

    private static ExchangeObject Stamp(ExchangeObject item, DateTimeOffset? created, DateTimeOffset changed) => new(
        item.Names.Where(name => name is not ("WhenCreatedUTC" or "WhenChangedUTC")).Select(name => KeyValuePair.Create(name, item[name]))
            .Concat(created is { } since ? [KeyValuePair.Create("WhenCreatedUTC", Text(since))] : Array.Empty<KeyValuePair<string, IReadOnlyList<string>>>()).Append(KeyValuePair.Create("WhenChangedUTC", Text(changed))));

    private static IReadOnlyList<string> Text(DateTimeOffset at) => [ObjectForms.Time(at)];
}
