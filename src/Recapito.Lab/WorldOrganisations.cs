using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The organisations of a world that its observer can ask from inside: those of the recipient and of the sender.</summary>
internal static class WorldOrganisations
{
    /// <summary>What each of them answers.</summary>
    /// <param name="world">The world with its timeline.</param>
    /// <param name="settled">The same as it stands now.</param>
    /// <param name="symptom">Whose recipient and sender count.</param>
    public static IReadOnlyList<InventoryAnswers> Of(World world, World settled, Symptom symptom)
    {
        var sender = SendersDomain(symptom);
        var senders = Senders(settled, symptom);
        var opened = Opened(settled, senders);
        var holders = Holders(settled, symptom).ToList();
        var tenants = holders.Concat(senders).Distinct().ToList();
        var all = tenants.ConvertAll(name => new InventoryAnswers(Whole(world, settled, WorldInventory.OfTenant(world, name)), []));
        all.AddRange(Servers(world, settled, tenants, [symptom.Domain, sender]));

        // Where no tenant has the recipient's domain, the one that should have it answers; not the sender's.
        var stranger = opened.FirstOrDefault() ?? settled.Tenants.Keys.FirstOrDefault(name => !senders.Contains(name));
        if (holders.Count == 0 && stranger is not null)
        {
            all.Add(new(WorldInventory.OfTenant(world, stranger), [symptom.Domain]));
        }

        return all;
    }

    /// <summary>The tenants that have the recipient's domain and can be asked.</summary>
    public static IEnumerable<string> Holders(World settled, Symptom symptom)
    {
        var senders = Senders(settled, symptom);
        var opened = Opened(settled, senders);
        return WorldInventory.TenantsWith(settled, symptom.Domain).Where(name => opened.Count == 0 || opened.Contains(name) || senders.Contains(name));
    }

    private static string? SendersDomain(Symptom symptom) => symptom.Sender is { } from ? Names.DomainOf(from) : null;

    private static List<string> Senders(World settled, Symptom symptom) => SendersDomain(symptom) is { } sender ? [.. WorldInventory.TenantsWith(settled, sender)] : [];

    // Where the recipient's side has given an application access, it sees the organisation that gave it, and no other.
    private static List<string> Opened(World settled, List<string> senders) =>
        [.. settled.Tenants.Where(tenant => tenant.Value.App is not null && !senders.Contains(tenant.Key)).Select(tenant => tenant.Key)];

    /// <summary>A tenant together with the organisation's own servers, which share a domain with it.</summary>
    private static ExchangeInventory Whole(World world, World settled, ExchangeInventory tenant) => !SeesServers(world) ? tenant
        : settled.Hosts.Where(host => host.Value.Is is "exchange-server" && host.Value.Accepts.Any(domain => tenant.Holds(Names.Canonical(domain))))
            .Aggregate(tenant, (whole, host) => whole.With(WorldInventory.OfServer(world, host.Key).Listings));

    private static IEnumerable<InventoryAnswers> Servers(World world, World settled, List<string> tenants, IEnumerable<string?> domains) => !SeesServers(world) ? []
        : domains.OfType<string>().SelectMany(domain => WorldInventory.ServersWith(settled, domain)).Distinct()
            .Where(name => !settled.Hosts[name].Accepts.Any(domain => tenants.Exists(tenant => TenantObjects.Has(tenant, settled.Tenants[tenant], Names.Canonical(domain)))))
            .Select(name => new InventoryAnswers(WorldInventory.OfServer(world, name), []));

    // Microsoft's services know nothing of an organisation's own servers; only its administrators' exports do.
    private static bool SeesServers(World world) => world.Observer.Access.Contains("export");
}
