using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Changes of the configuration of tenants and Exchange servers in a world. Each gives null where there is nothing to change.</summary>
internal static class WorldExchangeChanges
{
    public static World? Set(World world, SetExchangeProperty change) => change.Side is ExchangeSide.ExchangeOnline
        ? InTenant(world, change.Domain, tenant => Changed(tenant.Configuration, change) is { } configuration ? tenant with { Configuration = configuration } : null)
        : OnServers(world, host => Changed(host.Configuration, change) is { } configuration ? host with { Configuration = configuration } : null);

    public static World? Add(World world, AddExchangeObject change) => change.Side is ExchangeSide.ExchangeOnline
        ? InTenant(world, change.Domain, tenant => tenant with { Configuration = With(tenant.Configuration, change.Objects, [.. tenant.Configuration.GetValueOrDefault(change.Objects, []), change.Added]) })
        : null;

    public static World? Resync(World world, string domain) => InTenant(world, domain, tenant => tenant.MissingAtEdge.Any(address => Names.DomainOf(address) == domain)
        ? tenant with { MissingAtEdge = [.. tenant.MissingAtEdge.Where(address => Names.DomainOf(address) != domain)] }
        : null);

    public static World? EnableMail(World world, string domain) => InTenant(world, domain, tenant => tenant with
    {
        Domains = [.. tenant.Domains.Where(listed => listed.Id != domain), new(domain, true, ["Email"])],
        AcceptedDomains = tenant.AcceptedDomains.Any(accepted => accepted.Domain == domain) ? tenant.AcceptedDomains : [.. tenant.AcceptedDomains, new(domain, AcceptedDomainType.Authoritative, false)],
    });

    public static World? GiveUp(World world, RemoveAcceptedDomain change) => InTenant(world, change.Organisation, tenant => Holds(tenant, change.Domain)
        ? tenant with
        {
            Domains = [.. tenant.Domains.Where(listed => listed.Id != change.Domain)],
            AcceptedDomains = [.. tenant.AcceptedDomains.Where(accepted => accepted.Domain != change.Domain)],
            Recipients = [.. tenant.Recipients.Where(recipient => Names.DomainOf(recipient.Address) != change.Domain)],
        }
        : null);

    /// <summary>The host's own certificate becomes that one, and its receive connectors show the host's own and offer TLS.</summary>
    public static World? Show(World world, ShowCertificate change) => world.Hosts.TryGetValue(change.Host, out var host)
        ? world with
        {
            Hosts = new Dictionary<string, WorldHost>(world.Hosts)
            {
                [change.Host] = host with
                {
                    Tls = new() { Names = change.Names },
                    Misdeed = null,
                    Is = host.Is is "hostile" ? "postfix" : host.Is,
                    Configuration = ServerReceiving.IsDescribed(host)
                        ? With(host.Configuration, ExchangeObjectKind.ReceiveConnector, [.. host.Configuration[ExchangeObjectKind.ReceiveConnector].Select(Offering)])
                        : host.Configuration,
                },
            },
        }
        : null;

    private static ExchangeObject Offering(ExchangeObject connector)
    {
        var named = Changed(connector, "TlsCertificateName", []);
        var mechanisms = connector.Text("AuthMechanism");
        return mechanisms is null || mechanisms.Contains("Tls", StringComparison.OrdinalIgnoreCase) ? named : Changed(named, "AuthMechanism", ["Tls, " + mechanisms]);
    }

    private static World? InTenant(World world, string domain, Func<WorldTenant, WorldTenant?> change)
    {
        var name = world.Tenants.Where(tenant => tenant.Key == domain || Holds(tenant.Value, domain)).Select(tenant => tenant.Key).FirstOrDefault();
        return name is not null && change(world.Tenants[name]) is { } changed ? world with { Tenants = new Dictionary<string, WorldTenant>(world.Tenants) { [name] = changed } } : null;
    }

    private static bool Holds(WorldTenant tenant, string domain) => tenant.Domains.Any(listed => listed.Id == domain) || tenant.AcceptedDomains.Any(accepted => accepted.Domain == domain);

    // Servers of one organisation have one configuration.
    private static World? OnServers(World world, Func<WorldHost, WorldHost?> change)
    {
        var changed = world.Hosts.ToDictionary(host => host.Key, host => host.Value.Is is "exchange-server" ? change(host.Value) : null);
        return changed.Values.All(host => host is null) ? null : world with { Hosts = world.Hosts.ToDictionary(host => host.Key, host => changed[host.Key] ?? host.Value) };
    }

    private static Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>? Changed(IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, SetExchangeProperty change) =>
        all.GetValueOrDefault(change.Objects, []) is var objects && objects.Any(item => item.Name == change.Identity)
            ? With(all, change.Objects, [.. objects.Select(item => item.Name == change.Identity ? Changed(item, change.Property, change.After) : item)])
            : null;

    private static ExchangeObject Changed(ExchangeObject item, string property, IReadOnlyList<string> after) => new(
        item.Names.Where(name => !name.Equals(property, StringComparison.OrdinalIgnoreCase)).Select(name => KeyValuePair.Create(name, item[name])).Append(KeyValuePair.Create(property, after)));

    private static Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> With(
        IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, ExchangeObjectKind kind, IReadOnlyList<ExchangeObject> objects) =>
        new(all) { [kind] = objects };
}
