using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The zones of a world with everything that the file leaves out: SOA and NS records, servers, parents up to the root, reverse zones, Microsoft's zones.</summary>
internal sealed partial class ZoneSynthesis
{
    private const uint Ttl = 3600;
    private const string RootServer = "a.root-servers.example";
    private const string TldServer = "a.tld-servers.example";
    private const string MicrosoftServer = "ns1.microsoft-dns.example";
    private const string HostingServer = "ns1.dns-hosting.example";

    private readonly WorldAddresses world;
    private readonly Dictionary<string, string> synthesised = new(StringComparer.Ordinal);
    private readonly HashSet<string> writtenApexes;
    private readonly Dictionary<string, IReadOnlyList<string>> serverAddresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> serves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Zone> zones = new(StringComparer.Ordinal);

    private readonly DateTimeOffset moment;

    private ZoneSynthesis(WorldAddresses world, DateTimeOffset moment)
    {
        (this.world, this.moment) = (world, moment);
        writtenApexes = [.. world.Written.Select(zone => zone.Apex)];
    }

    /// <summary>Every zone that is served.</summary>
    public IReadOnlyList<Zone> All => [.. zones.Values];

    /// <summary>A written zone by "zone" or "zone@version", complete.</summary>
    public Zone Served(string key) => zones[key];

    /// <summary>The root's NS RRset.</summary>
    public IReadOnlyList<ZoneRecord> RootServers => [.. zones["."].Of(".", DnsType.Ns)];

    /// <summary>Data of the root's DS records; empty where nothing is signed.</summary>
    public IReadOnlyList<string> TrustAnchors { get; private set; } = [];

    public static ZoneSynthesis Complete(WorldAddresses world, DateTimeOffset moment)
    {
        var synthesis = new ZoneSynthesis(world, moment);
        synthesis.SettleServers();
        synthesis.ChooseApexes();
        synthesis.WriteZones();
        return synthesis;
    }

    /// <summary>The servers, each with what it serves.</summary>
    public IReadOnlyList<LabNameServer> Servers(DnsFaults faults) =>
        [.. serves.Select(server => new LabNameServer(server.Key, serverAddresses[server.Key], [.. server.Value.Select(zone => zones[zone])], faults))];

    // Who serves the written zones: the file's servers, or for a zone that none of them serves the names in its NS RRset.
    private void SettleServers()
    {
        foreach (var (name, server) in world.World.Dns.Servers)
        {
            serves[name] = [.. server.Serves];
        }

        // A version that only a resolver serves is not for the public; where the zone has no other one, the public has no such zone.
        var served = serves.Values.SelectMany(list => list).Select(zone => zone.Split('@')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var zone in world.Written.Where(zone => !served.Contains(zone.Apex) && !OnlyInside(zone.Apex)))
        {
            var key = world.Versions.ContainsKey(zone.Apex) ? zone.Apex : world.Versions.Keys.First(version => version.Split('@')[0] == zone.Apex);
            var names = zone.Of(zone.Apex, DnsType.Ns).Select(record => record.Fields[0]).Distinct().Where(name => !world.World.Dns.Servers.ContainsKey(name)).ToList();
            foreach (var name in names.Count > 0 ? names : [HostingServer])
            {
                Serve(name, key);
            }
        }
    }

    private bool OnlyInside(string apex)
    {
        var inside = world.Resolvers.SelectMany(resolver => resolver.Serves).ToHashSet(StringComparer.Ordinal);
        return world.Versions.Keys.Where(key => key.Split('@')[0] == apex).All(inside.Contains);
    }

    private void Serve(string server, string zone)
    {
        if (!serves.TryGetValue(server, out var list))
        {
            serves[server] = list = [];
        }

        list.Add(zone);
    }

    private void ChooseApexes()
    {
        Add(".", RootServer);
        foreach (var apex in MicrosoftZones.Apexes)
        {
            Add(apex, MicrosoftServer);
        }

        Add("in-addr.arpa", TldServer);
        Add("ip6.arpa", TldServer);
        foreach (var initial in world.World.Tenants.Keys)
        {
            Add(initial, MicrosoftServer);
        }

        Add(Names.DomainOf(world.World.Message.From) ?? "fabrikam.example", HostingServer);
        foreach (var name in world.Hosts.Keys.Concat(world.ByWebHost.Keys).Concat(serves.Keys).Concat([RootServer, TldServer, MicrosoftServer, HostingServer]).ToList())
        {
            if (!InKnownZone(name))
            {
                Add(RegisteredDomain(name), HostingServer);
            }
        }

        foreach (var apex in writtenApexes.Concat(synthesised.Keys).ToList())
        {
            Add(apex is "." ? "." : apex[(apex.LastIndexOf('.') + 1)..], apex is "." ? RootServer : TldServer);
        }
    }

    // A name two labels below a TLD or deeper belongs to the zone that is already there, or to its registered domain, here always two labels.
    private bool InKnownZone(string name) =>
        writtenApexes.Concat(synthesised.Keys).Any(apex => apex.Length > 1 && apex.Contains('.', StringComparison.Ordinal) && DnsName.IsWithin(name, apex));

    private static string RegisteredDomain(string name) => string.Join('.', name.Split('.')[^Math.Min(2, name.Split('.').Length)..]);

    private void Add(string apex, string server)
    {
        if (!writtenApexes.Contains(apex) && synthesised.TryAdd(apex, server))
        {
            Serve(server, apex);
        }
    }

    private void WriteZones()
    {
        foreach (var server in serves.Keys)
        {
            serverAddresses[server] = world.OfServer(server);
        }

        var records = synthesised.Keys.ToDictionary(apex => apex, apex => new List<ZoneRecord>(Head(apex, [synthesised[apex]])), StringComparer.Ordinal);
        foreach (var apex in writtenApexes.Concat(synthesised.Keys))
        {
            Delegate(apex, records);
        }

        AddHosts(records);
        AddMail(records);
        AddReverse(records);
        var signing = new SignedZones(world.World.Dns.Signing, apex => Closest(DnsName.Parent(apex)), synthesised.ContainsKey, moment);
        TrustAnchors = signing.TrustAnchors;
        var signers = signing.Apexes.Where(apex => apex is not ".").ToLookup(apex => Closest(DnsName.Parent(apex))!);
        foreach (var (apex, list) in records)
        {
            IEnumerable<ZoneRecord> all = [.. list, .. signers[apex].SelectMany(signing.InParent)];
            zones[apex] = new(apex, signing.Sign(apex, [.. all.DistinctBy(record => (record.Name, record.Type, record.Text))]));
        }

        foreach (var (key, zone) in world.Versions)
        {
            // A written parent may say itself which keys it vouches for.
            var missing = signers[zone.Apex].Where(child => zone.Of(child, DnsType.Ns).Any() && !zone.Of(child, DnsType.Ds).Any()).SelectMany(signing.InParent);
            zones[key] = new(zone.Apex, signing.Sign(key, [.. Heads(zone), .. zone.Records, .. MissingDelegations(zone), .. missing]));
        }
    }

    // A written zone says itself which written zones it delegates; of the synthesised ones its author knows nothing.
    private IEnumerable<ZoneRecord> MissingDelegations(Zone zone) =>
        from child in synthesised
        where child.Key is not "." && Closest(DnsName.Parent(child.Key)) == zone.Apex && !zone.Of(child.Key, DnsType.Ns).Any()
        from record in AddressRecords(child.Value, serverAddresses[child.Value]).Where(_ => DnsName.IsWithin(child.Value, zone.Apex))
            .Prepend(new(child.Key, DnsType.Ns, Ttl, [child.Value]))
        select record;

    private IEnumerable<ZoneRecord> Heads(Zone zone)
    {
        var servers = serves.Where(server => server.Value.Any(served => served.Split('@')[0] == zone.Apex)).Select(server => server.Key).ToList();
        return Head(zone.Apex, servers).Where(record => !zone.Of(zone.Apex, record.Type).Any());
    }

    private static IEnumerable<ZoneRecord> Head(string apex, List<string> servers) =>
    [
        new(apex, DnsType.Soa, Ttl, [servers.Count > 0 ? servers[0] : HostingServer, DnsName.Join("hostmaster", apex), "1", "7200", "3600", "1209600", "300"]),
        .. servers.Select(server => new ZoneRecord(apex, DnsType.Ns, Ttl, [server])),
    ];

    // The parent's NS RRset is the child's own where that names a server of the file, else the servers that really serve the child.
    private void Delegate(string apex, Dictionary<string, List<ZoneRecord>> records)
    {
        var parent = Closest(DnsName.Parent(apex));
        if (parent is null || !records.TryGetValue(parent, out var list))
        {
            return;
        }

        var own = world.Written.FirstOrDefault(zone => zone.Apex == apex)?.Of(apex, DnsType.Ns).Select(record => record.Fields[0]).ToList() ?? [];
        var serving = serves.Where(server => server.Value.Any(zone => zone.Split('@')[0] == apex)).Select(server => server.Key).ToList();
        var said = world.World.Dns.Delegations.GetValueOrDefault(apex);
        foreach (var server in said?.Servers ?? (own.Exists(serves.ContainsKey) ? own : serving))
        {
            list.Add(new(apex, DnsType.Ns, Ttl, [server]));
            if (DnsName.IsWithin(server, parent))
            {
                list.AddRange(AddressRecords(server, said?.Glue.GetValueOrDefault(server) ?? serverAddresses.GetValueOrDefault(server) ?? world.InZones(server)));
            }
        }

        list.AddRange((said?.Ds ?? []).SelectMany(data => ZoneFile.Parse(apex, $"@ {Ttl} DS {data}")));
    }

    private string? Closest(string? name)
    {
        while (name is not null && !writtenApexes.Contains(name) && !synthesised.ContainsKey(name))
        {
            name = DnsName.Parent(name);
        }

        return name;
    }
}
