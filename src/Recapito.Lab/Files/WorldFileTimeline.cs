namespace Recapito.Lab;

/// <summary>Reads the key "timeline" of a world file.</summary>
internal static class WorldFileTimeline
{
    private static readonly string[] Kinds = ["zone", "host", "web", "tenant"];

    public static World Read(WorldFileScope scope, YamlNode node, World world) =>
        world with { Timeline = [.. scope.Items(node, "timeline").Select(item => Entry(scope, item, world)).OrderBy(entry => entry.At)] };

    private static TimelineEntry Entry(WorldFileScope scope, YamlNode node, World world)
    {
        var keys = scope.Keys(node, "an entry of the timeline", "at", "zone", "version", "host", "web", "tenant", "is");
        var at = scope.Time(keys.Must("at", "an entry of the timeline"), "at");
        if (Kinds.Count(keys.Has) != 1)
        {
            throw scope.Error(node, "an entry of the timeline names exactly one of zone (with version), host, web or tenant (with is)");
        }

        if (keys["zone"] is { } zone)
        {
            return new(at, Zone: Zone(scope, zone, world), Version: Version(scope, keys.Must("version", "a zone's entry"), zone, world));
        }

        if (keys["host"] is { } host)
        {
            var name = Known(scope, host, "host", world.Hosts.Keys);
            return new(at, Host: name, HostIs: WorldFileHosts.Read(scope, keys.Must("is", "a host's entry"), name));
        }

        if (keys["web"] is { } web)
        {
            var name = Known(scope, web, "web host", world.Web.Keys);
            return new(at, Web: name, WebIs: WorldFileWeb.Read(scope, keys.Must("is", "a web host's entry"), name));
        }

        return new(at, Tenant: Known(scope, keys.Must("tenant", "an entry"), "tenant", world.Tenants.Keys), TenantIs: WorldFileTenants.Read(scope, keys.Must("is", "a tenant's entry")));
    }

    private static string Zone(WorldFileScope scope, YamlNode node, World world)
    {
        var name = WorldFileDns.ZoneName(scope, node);
        return world.Dns.Zones.ContainsKey(name) ? name
            : throw scope.Error(node, $"the zone \"{name}\" has no text; write what it holds before the change under dns.zones");
    }

    private static string Version(WorldFileScope scope, YamlNode node, YamlNode zone, World world)
    {
        var (name, version) = (WorldFileDns.ZoneName(scope, zone), scope.Line(node, "version"));
        var known = world.Dns.Zones.ContainsKey($"{name}@{version}") || (version is "new" && world.Dns.Zones.ContainsKey(name + "@old"));
        return known ? version : throw scope.Error(node, version is "new"
            ? $"there is neither a text \"{name}@new\" nor \"{name}@old\"; write one of them under dns.zones, so that before and after differ"
            : $"there is no text \"{name}@{version}\" under dns.zones; write it there");
    }

    private static string Known(WorldFileScope scope, YamlNode node, string what, IEnumerable<string> known) =>
        scope.Word(node, $"{what} of this world", [.. known]);
}
