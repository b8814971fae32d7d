using Recapito.Core;

namespace Recapito.Lab;

/// <summary>
/// A world at one moment: the timeline is applied, everything that the file leaves out (addresses, root, TLDs, Microsoft's zones, reverse
/// zones, a resolver) is filled in, the same way each time. Immutable.
/// </summary>
public sealed class WorldSnapshot
{
    private readonly IReadOnlyList<LabResolver> resolvers;

    private WorldSnapshot(World world, DateTimeOffset moment, WorldAddresses addresses)
    {
        (World, Told, Moment) = (world, world, moment);
        Hosts = addresses.Hosts;
        (AddressesOf, WebAddressesOf) = (addresses.ByHost, addresses.ByWebHost);
        SendingHost = addresses.SendingHost;
        var zones = ZoneSynthesis.Complete(addresses, moment);
        var internet = new Internet();
        NameServers = zones.Servers(new DnsFaults(world.Dns.Faults, zones.RootServers));
        internet.Settle(NameServers);
        Zones = zones.All;
        TrustAnchors = zones.TrustAnchors;
        resolvers = [.. addresses.Resolvers.Select(resolver => new LabResolver(
            resolver.Name, resolver.Address, CacheOf(resolver, world.Now - moment), internet, new DnsFaults(world.Dns.Faults, zones.RootServers))
        {
            Own = [.. resolver.Serves.Select(zones.Served)],
            Validation = resolver.Validates ? new(zones.TrustAnchors, moment) : null,
        })];
    }

    /// <summary>The world with hosts and tenants as they are at <see cref="Moment"/>.</summary>
    public World World { get; }

    /// <summary>The world as its file tells it, with "now" at <see cref="Moment"/>: what its organisations know of their own past.</summary>
    internal World Told { get; private init; }

    /// <summary>The moment; the clock of a lab that runs this.</summary>
    public DateTimeOffset Moment { get; }

    /// <summary>Every SMTP host by canonical name: the world's, one for each MX token at Microsoft, the control host and the sending host.</summary>
    public IReadOnlyDictionary<string, WorldHost> Hosts { get; }

    /// <summary>IP addresses of each host of <see cref="Hosts"/> in text; never empty.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> AddressesOf { get; }

    /// <summary>IP addresses of each host of <see cref="World.Web"/> in text; never empty.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> WebAddressesOf { get; }

    /// <summary>Canonical name of the host from which the world's message is sent.</summary>
    public string SendingHost { get; }

    /// <summary>The address of the resolver that the observer uses.</summary>
    public string ResolverAddress => Observers.Addresses[0];

    /// <summary>Data of the root's DS records, to which the world's signatures lead; empty where nothing is signed.</summary>
    public IReadOnlyList<string> TrustAnchors { get; }

    internal IReadOnlyList<LabNameServer> NameServers { get; }

    internal IReadOnlyList<LabResolver> Resolvers => resolvers;

    /// <summary>Every zone, the written versions that are served and the synthesised ones.</summary>
    internal IReadOnlyList<Zone> Zones { get; }

    private LabResolver Observers => World.Observer.Resolver is { } name && resolvers.FirstOrDefault(resolver => resolver.Name == name) is { } own ? own : resolvers[0];

    /// <summary>The world as it stands at a moment.</summary>
    /// <param name="world">The world.</param>
    /// <param name="moment">The moment; null for the world's <see cref="World.Now"/>.</param>
    public static WorldSnapshot At(World world, DateTimeOffset? moment = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        var at = moment ?? world.Now;
        var settled = Placeholder.Fill(MicrosoftHosts.With(Settled(world, at)));
        return new(settled, at, new WorldAddresses(settled)) { Told = world with { Now = at } };
    }

    /// <summary>The SMTP host that has an address, or null.</summary>
    public string? HostAt(string address) => At(AddressesOf, address);

    /// <summary>The first web host that has an address, or null.</summary>
    internal string? WebHostAt(string address) => At(WebAddressesOf, address);

    /// <summary>What a resolver of this world answers, without sockets: an RRset with the aliases before it, or null with the reason ("NXDOMAIN", "NODATA", "SERVFAIL" …).</summary>
    /// <param name="name">Canonical owner name.</param>
    /// <param name="type">Record type.</param>
    /// <param name="resolver">Name of the resolver; null for the observer's.</param>
    public (RrSet? Found, string? Why) Resolve(string name, RrType type, string? resolver = null)
    {
        var asked = resolver is null ? Observers : resolvers.First(other => other.Name == resolver);
        var served = asked.Serve(new(name, Enum.Parse<DnsType>(type.ToString())));
        if (served.Answer is not { Rcode: DnsRcode.NoError } answer)
        {
            return (null, served.Answer is null ? "timeout" : served.Answer.Rcode.ToString().ToUpperInvariant());
        }

        var records = answer.Answers.Select(Convert).OfType<DnsRecord>().ToList();
        return records.Exists(record => record.Type == type) ? (new(records, false), null) : (null, "NODATA");
    }

    private static string? At(IReadOnlyDictionary<string, IReadOnlyList<string>> addresses, string address) =>
        addresses.Where(host => host.Value.Contains(address, StringComparer.Ordinal)).Select(host => host.Key).FirstOrDefault();

    private static DnsRecord? Convert(ZoneRecord record) =>
        Enum.TryParse<RrType>(record.Type.ToString(), out var type) ? new(record.Name, type, record.Ttl, ZoneFile.Data(record)) : null;

    // Hosts and tenants as the timeline has them; the plain name of a zone stands for the version of the moment.
    internal static World Settled(World world, DateTimeOffset at)
    {
        var hosts = new Dictionary<string, WorldHost>(world.Hosts);
        var web = new Dictionary<string, WorldWebHost>(world.Web);
        var tenants = new Dictionary<string, WorldTenant>(world.Tenants);
        var zones = new Dictionary<string, string>(world.Dns.Zones);
        foreach (var entry in world.Timeline.Where(entry => entry.At <= at).OrderBy(entry => entry.At))
        {
            if (entry is { Zone: { } zone, Version: { } version } && zones.TryGetValue($"{zone}@{version}", out var text))
            {
                zones[zone] = text;
            }
            else if (entry is { Host: { } host, HostIs: { } hostIs })
            {
                hosts[host] = hostIs;
            }
            else if (entry is { Web: { } site, WebIs: { } webIs })
            {
                web[site] = webIs;
            }
            else if (entry is { Tenant: { } tenant, TenantIs: { } tenantIs })
            {
                tenants[tenant] = tenantIs;
            }
        }

        return world with { Hosts = hosts, Web = web, Tenants = tenants, Dns = world.Dns with { Zones = zones } };
    }

    // The file says what is left at "now"; earlier that much more was left, later less, and nothing at the end.
    private static List<ZoneRecord> CacheOf(WorldResolver resolver, TimeSpan untilNow) =>
        [.. resolver.Caches.SelectMany(record => ZoneFile.Parse(".", record))
            .Select(record => (Record: record, Left: record.Ttl + (long)untilNow.TotalSeconds))
            .Where(entry => entry.Left > 0)
            .Select(entry => entry.Record with { Ttl = (uint)Math.Min(entry.Left, int.MaxValue) })];
}
