using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Gives every mail host, web host, name server and resolver of a world its addresses: those of the zones, those of the file, or fixed ones of RFC 5737 that nothing else uses.</summary>
internal sealed class WorldAddresses
{
    private const int FirstFree = 129;
    private readonly HashSet<string> used;
    private readonly Dictionary<string, int> next = [];
    private readonly Dictionary<string, WorldHost> hosts;
    private readonly Dictionary<string, IReadOnlyList<string>> byHost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> byWebHost = new(StringComparer.Ordinal);

    public WorldAddresses(World world)
    {
        World = world;
        Written = [.. world.Dns.Zones.Where(zone => !zone.Key.Contains('@', StringComparison.Ordinal) || !world.Dns.Zones.ContainsKey(zone.Key.Split('@')[0]))
            .Select(zone => new Zone(zone.Key.Split('@')[0], ZoneFile.Parse(zone.Key.Split('@')[0], zone.Value))).DistinctBy(zone => zone.Apex)];
        Versions = world.Dns.Zones.ToDictionary(zone => zone.Key, zone => new Zone(zone.Key.Split('@')[0], ZoneFile.Parse(zone.Key.Split('@')[0], zone.Value)));
        used = [.. Versions.Values.SelectMany(zone => zone.Records).Where(record => record.Type is DnsType.A or DnsType.Aaaa).Select(record => record.Fields[0]),
            .. world.Dns.Servers.Values.SelectMany(server => server.Addresses), .. world.Dns.Resolvers.Select(resolver => resolver.Address),
            .. world.Hosts.Values.SelectMany(host => host.Addresses), .. world.Web.Values.SelectMany(host => host.Addresses), world.Observer.Address];
        hosts = new(world.Hosts, StringComparer.Ordinal);
        var sender = Names.DomainOf(world.Message.From) ?? "fabrikam.example";
        SendingHost = world.Message.SendingHost ?? "mail." + sender;
        hosts.TryAdd(SendingHost, new() { Is = "postfix", Accepts = [sender] });
        foreach (var (name, host) in MicrosoftZones.Edges(world))
        {
            hosts.TryAdd(name, host);
        }

        foreach (var (name, host) in hosts)
        {
            byHost[name] = HostAddresses(name, host.Addresses, host.Is is "exchange-online" ? "198.51.100." : "203.0.113.");
        }

        // A name that serves mail and web is one machine.
        foreach (var (name, host) in world.Web)
        {
            byWebHost[name] = HostAddresses(name, [.. byHost.GetValueOrDefault(name, []), .. host.Addresses], "203.0.113.");
        }

        Resolvers = [.. world.Dns.Resolvers.Select(resolver => resolver.Address.Length > 0 ? resolver : resolver with { Address = Allot("192.0.2.") })];
        Resolvers = Resolvers.Count > 0 ? Resolvers : [new("resolver", Allot("192.0.2."), [])];
    }

    /// <summary>The world, its timeline applied.</summary>
    public World World { get; }

    /// <summary>The written zones, each in the version of its plain name (or its only one).</summary>
    public IReadOnlyList<Zone> Written { get; }

    /// <summary>Every zone text by "zone" or "zone@version".</summary>
    public IReadOnlyDictionary<string, Zone> Versions { get; }

    /// <summary>Every SMTP host.</summary>
    public IReadOnlyDictionary<string, WorldHost> Hosts => hosts;

    /// <summary>The addresses of every SMTP host.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByHost => byHost;

    /// <summary>The addresses of every web host.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByWebHost => byWebHost;

    /// <summary>The resolvers, each with an address.</summary>
    public IReadOnlyList<WorldResolver> Resolvers { get; }

    /// <summary>The host that sends the world's message.</summary>
    public string SendingHost { get; }

    /// <summary>The addresses of a name server: the file's, the zones', or fixed ones.</summary>
    public IReadOnlyList<string> OfServer(string name)
    {
        var given = World.Dns.Servers.TryGetValue(name, out var server) ? server.Addresses : [];
        var found = given.Count > 0 ? given : byHost.GetValueOrDefault(name) ?? byWebHost.GetValueOrDefault(name) ?? InZones(name);
        return found.Count > 0 ? found : [Allot("192.0.2.")];
    }

    /// <summary>The addresses that the written zones give a name.</summary>
    public IReadOnlyList<string> InZones(string name) => InZones(name, 0);

    private List<string> InZones(string name, int link)
    {
        // Only the zone that the name belongs to can say so; an alias leads on.
        var zone = Written.Where(zone => DnsName.IsWithin(name, zone.Apex)).MaxBy(zone => zone.Apex.Length);
        var records = zone?.Answer(new(name, DnsType.A)) is { } a ? a.Answers.Concat(zone.Answer(new(name, DnsType.Aaaa)).Answers).ToList() : [];
        var found = records.Where(record => record.Type is DnsType.A or DnsType.Aaaa).Select(record => record.Fields[0]).Distinct().ToList();
        var alias = found.Count == 0 ? records.LastOrDefault(record => record.Type is DnsType.Cname) : null;
        return alias is not null && link < 8 ? InZones(alias.Fields[0], link + 1) : found;
    }

    private List<string> HostAddresses(string name, IReadOnlyList<string> own, string prefix)
    {
        // Every version of a zone counts: a host keeps its addresses while the name moves elsewhere.
        var versions = Versions.Values.Where(zone => DnsName.IsWithin(name, zone.Apex)).SelectMany(zone => zone.AddressesOf(name)).Select(record => record.Fields[0]);
        List<string> all = [.. InZones(name).Concat(versions).Concat(own).Distinct()];
        return all.Count > 0 ? all : [Allot(prefix)];
    }

    private string Allot(string prefix)
    {
        for (var last = next.GetValueOrDefault(prefix, FirstFree); last < 255; last++)
        {
            var address = prefix + last.ToString(CultureInfo.InvariantCulture);
            next[prefix] = last + 1;
            if (used.Add(address))
            {
                return address;
            }
        }

        // RFC 3849: the IPv4 ranges are full.
        for (var last = 1; ; last++)
        {
            var address = "2001:db8:ffff::" + last.ToString("x", CultureInfo.InvariantCulture);
            if (used.Add(address))
            {
                return address;
            }
        }
    }
}
