namespace Recapito.Lab;

/// <summary>Reads the key "dns" of a world file.</summary>
internal static class WorldFileDns
{
    public static WorldDns Read(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "dns", "servers", "zones", "signing", "delegations", "resolvers", "faults");
        var zones = keys.Or("zones", [], value => Zones(scope, value));
        var servers = keys.Or("servers", [], value => Servers(scope, value, zones));
        var resolvers = keys.Or("resolvers", [], value => Resolvers(scope, value, zones));
        string[] names = [.. servers.Keys, .. resolvers.Select(resolver => resolver.Name)];
        return new()
        {
            Delegations = keys.Or("delegations", [], value => WorldFileDelegations.Read(scope, value)),
            Signing = keys.Or("signing", [], value => WorldFileSigning.Read(scope, value, zones.Keys)),
            Zones = zones, Servers = servers, Resolvers = resolvers,
            Faults = keys.Or<IReadOnlyList<DnsFault>>("faults", [], value => [.. scope.Items(value, "faults").Select(item => Fault(scope, item, names))]),
        };
    }

    /// <summary>Gives a "new" version that has no text of its own the plain text, and the plain name the "old" one, so that later code knows one form only.</summary>
    public static World Settle(World world)
    {
        var zones = new Dictionary<string, string>(world.Dns.Zones);
        foreach (var zone in world.Timeline.Where(entry => entry is { Zone: not null, Version: "new" }).Select(entry => entry.Zone!).Distinct())
        {
            if (!zones.ContainsKey(zone + "@new"))
            {
                (zones[zone + "@new"], zones[zone]) = (zones[zone], zones[zone + "@old"]);
            }
        }

        return world with { Dns = world.Dns with { Zones = zones } };
    }

    private static Dictionary<string, string> Zones(WorldFileScope scope, YamlNode node)
    {
        var zones = scope.ByName(node, "zones", key => ZoneName(scope, key), value => (Node: value, Text: scope.Text(value, "the text of a zone")));
        foreach (var (name, zone) in zones)
        {
            try
            {
                ZoneFile.Parse(name.Split('@')[0], zone.Text);
            }
            catch (ZoneFileException e)
            {
                throw scope.ZoneError((YamlText)zone.Node, e);
            }
        }

        return zones.ToDictionary(zone => zone.Key, zone => zone.Value.Text);
    }

    /// <summary>Each placeholder of a zone text must stand for a certificate, which is known only once the hosts are read.</summary>
    /// <exception cref="WorldFileException">One does not.</exception>
    public static void CheckPlaceholders(WorldFileScope scope, YamlNode? dns, World world)
    {
        var zones = dns is null ? [] : scope.Pairs(dns, "dns").Where(pair => pair.Key.Value is "zones").SelectMany(pair => scope.Pairs(pair.Value, "zones"));
        foreach (var text in zones.Select(zone => zone.Value).OfType<YamlText>())
        {
            foreach (var token in ZoneTokens.Cut(text.Value).SelectMany(entry => entry.Tokens).Where(token => !token.Quoted && Placeholder.IsOne(token.Text)))
            {
                if (Placeholder.Problem(world, token.Text) is { } problem)
                {
                    throw scope.ZoneError(text, new(token.Line, token.Column, problem));
                }
            }
        }
    }

    /// <summary>A "zone" or "zone@version" in canonical form.</summary>
    public static string ZoneName(WorldFileScope scope, YamlNode node)
    {
        var value = scope.Line(node, "zone name");
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var (zone, version) = at < 0 ? (value, "") : (value[..at], value[at..]);
        var name = DnsName.Canonical(zone);
        return name.Length > 0 && DnsName.Problem(name) is null && version is not "@"
            ? name + version
            : throw scope.Error(node, $"\"{value}\" is no zone name; expected one such as contoso.example or contoso.example@old");
    }

    private static Dictionary<string, WorldNameServer> Servers(WorldFileScope scope, YamlNode node, Dictionary<string, string> zones)
    {
        return scope.ByName(node, "servers", key => scope.HostName(key, "name of a name server"), value =>
        {
            var keys = scope.Keys(value, "a name server", "address", "addresses", "serves");
            return new WorldNameServer(
                Addresses(scope, keys),
                keys.Or<IReadOnlyList<string>>("serves", [], list => [.. scope.OneOrMore(list, "serves").Select(item => Served(scope, item, zones))]));
        });
    }

    /// <summary>The addresses under "address" or "addresses".</summary>
    public static IReadOnlyList<string> Addresses(WorldFileScope scope, Keys keys) =>
        keys["addresses", "address"] is { } value ? [.. scope.OneOrMore(value, "addresses").Select(item => scope.IpAddress(item, "address"))] : [];

    private static string Served(WorldFileScope scope, YamlNode node, Dictionary<string, string> zones)
    {
        var name = ZoneName(scope, node);
        return zones.ContainsKey(name) ? name : throw scope.Error(node,
            $"the zone \"{name}\" is served here and has no text; write it under dns.zones" + (zones.Count > 0 ? $" (there are {string.Join(", ", zones.Keys)})" : ""));
    }

    private static List<WorldResolver> Resolvers(WorldFileScope scope, YamlNode node, Dictionary<string, string> zones)
    {
        var resolvers = new List<WorldResolver>();
        foreach (var item in scope.Items(node, "resolvers"))
        {
            var keys = scope.Keys(item, "a resolver", "name", "address", "caches", "serves", "validates");
            var name = scope.Line(keys.Must("name", "a resolver"), "name of a resolver");
            if (resolvers.Exists(other => other.Name == name))
            {
                throw scope.Error(keys["name"]!, $"there is a resolver \"{name}\" already; give this one another name");
            }

            resolvers.Add(new(name, keys["address"] is { } address ? scope.IpAddress(address, "address") : "",
                keys.Or<IReadOnlyList<string>>("caches", [], value => Records(scope, value, "caches")))
            {
                Validates = keys.Or("validates", false, flag => scope.Flag(flag, "validates")),
                Serves = keys.Or<IReadOnlyList<string>>("serves", [], list => [.. scope.OneOrMore(list, "serves").Select(served => Served(scope, served, zones))]),
            });
        }

        return resolvers;
    }

    private static DnsFault Fault(WorldFileScope scope, YamlNode node, string[] servers)
    {
        var keys = scope.Keys(node, "a fault", "server", "on", "name", "do", "ms", "milliseconds", "records");
        var what = scope.Word(keys.Must("do", "a fault"), "misdeed of a name server", DnsFaults.Words);
        if (what is "lie" && keys["records"] is null)
        {
            throw scope.Error(node, "\"lie\" needs \"records\": what the server says instead, such as [\"contoso.example. 300 IN MX 10 mx.wrong.example.\"]");
        }

        return new(
            scope.Word(keys.Must("server", "a fault"), "name server or resolver of this world", servers),
            keys.Or<string?>("on", null, value => Type(scope, value)),
            keys.Or<string?>("name", null, value => scope.HostName(value, "owner name")),
            what,
            keys["ms", "milliseconds"] is { } wait ? scope.Number(wait, "milliseconds", 0, 600_000) : 0,
            keys.Or<IReadOnlyList<string>?>("records", null, value => Records(scope, value, "records")));
    }

    /// <summary>The mnemonic of a record type; null for "*".</summary>
    public static string? Type(WorldFileScope scope, YamlNode node)
    {
        var word = scope.Text(node, "record type");
        return word is "*" ? null
            : DnsTypeName.Parse(word) is { } type ? DnsTypeName.Of(type)
            : scope.Word(node, "record type", [.. DnsTypeName.All, "*"]);
    }

    private static IReadOnlyList<string> Records(WorldFileScope scope, YamlNode node, string what)
    {
        var records = scope.OneOrMore(node, what);
        foreach (var record in records)
        {
            var text = scope.Line(record, what);
            try
            {
                if (ZoneFile.Parse(".", text).Count != 1)
                {
                    throw scope.Error(record, $"one record was expected here, such as \"contoso.example. 2950 IN MX 10 mx.contoso.example.\"");
                }
            }
            catch (ZoneFileException e)
            {
                throw scope.Error(record, $"\"{text}\": {e.Message}");
            }
        }

        return [.. records.Select(record => scope.Text(record, what))];
    }
}
