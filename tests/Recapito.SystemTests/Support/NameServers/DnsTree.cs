using Recapito.Core;

namespace Recapito.SystemTests;

/// <summary>The zones of the tests as real servers serve them, from a signed root on, with two resolvers that validate.</summary>
public sealed class DnsTree : IAsyncLifetime
{
    private static readonly string[] Mail =
        ["@ MX 10 mx1", "@ MX 20 mx2", "mx1 A 203.0.113.25", "mx2 A 198.51.100.25", "@ TXT \"v=spf1 mx -all\"", "_dmarc TXT \"v=DMARC1; p=reject\""];

    private readonly string folder = Directory.CreateTempSubdirectory("recapito-zones-").FullName;
    private readonly Dictionary<string, DnsProcess> servers = [];
    private readonly Dictionary<string, DnsProcess> resolvers = [];
    private readonly int closed = Ports.Unused();
    private ZoneFiles? files;

    /// <summary>Addresses of the hosts. The name says the software; nobody listens at "closed", and nothing comes back from "silent".</summary>
    public static IReadOnlyDictionary<string, string> Hosts { get; } = new Dictionary<string, string>
    {
        ["top-knot"] = "203.0.113.1", ["top-nsd"] = "198.51.100.1", ["top-bind"] = "192.0.2.1",
        ["knot"] = "203.0.113.53", ["nsd"] = "198.51.100.53", ["bind"] = "192.0.2.53",
        ["two-knot"] = "198.51.100.54", ["closed"] = "203.0.113.99", ["silent"] = "198.51.100.99",
    };

    /// <summary>All zones.</summary>
    public static IReadOnlyList<ServedZone> Zones { get; } =
    [
        new(".", "top-knot", "top-nsd", "top-bind"),
        new("example", "top-knot", "top-nsd", "top-bind"),
        new("knot-nsd.example", "knot", "nsd") { More = Mail },
        new("nsd-bind.example", "nsd", "bind") { More = Mail },
        new("bind-knot.example", "bind", "knot") { More = Mail },
        new("unsigned.example", "knot", "bind") { More = Mail, Algorithm = null },
        new("hashed.example", "knot", "bind") { More = Mail, Signing = ["-3", "-"] },
        new("salted.example", "nsd", "knot") { More = Mail, Signing = ["-3", "AABBCCDD", "-H", "10"] },
        new("optout.example", "bind", "nsd") { More = Mail, Signing = ["-3", "-", "-A"] },
        new("child.optout.example", "bind", "nsd") { More = Mail, Algorithm = null },
        new("child.knot-nsd.example", "nsd", "knot") { More = Mail },
        new("ed25519.example", "knot", "nsd") { More = Mail, Algorithm = "ED25519" },
        new("rsa.example", "nsd", "bind") { More = Mail, Algorithm = "RSASHA256" },
        new("live.example", "knot", "two-knot") { More = Mail, Live = "dnssec-signing: on\n    dnssec-policy: kept" },
        new("online.example", "knot", "two-knot") { More = [.. Mail, "*.any MX 10 mx1", "*.any TXT \"v=spf1 mx -all\""], Live = "module: mod-onlinesign/kept" },
        new("wildcard.example", "knot", "nsd", "bind") { More = [.. Mail, "*.any MX 10 mx1", "*.any TXT \"v=spf1 mx -all\"", "alias CNAME www.any"] },
        new("hashed-wildcard.example", "knot", "nsd", "bind") { More = [.. Mail, "*.any MX 10 mx1", "*.any TXT \"v=spf1 mx -all\"", "alias CNAME www.any"], Signing = ["-3", "-"] },
        new("expired.example", "knot", "bind") { More = Mail, Signing = ["-P", "-s", "20200101000000", "-e", "20200201000000"] },
        new("mx-expired.example", "nsd", "knot") { More = Mail, Signing = ["-P", "-s", "20200101000000", "-e", "20200201000000", "-X", "20500101000000"] },
        new("wrong-ds.example", "nsd", "knot") { More = Mail, Ds = ds => [.. ds.Select(OtherDigest)] },
        new("keyless.example", "bind", "nsd") { More = Mail, Algorithm = null, Ds = _ => [$"keyless.example. DS 4711 13 2 {new string('A', 64)}"] },
        new("mx-unsigned.example", "knot", "nsd") { More = Mail, Keeps = line => !line.Contains("RRSIG\tMX ", StringComparison.Ordinal) },
        new("unproven.example", "nsd", "knot") { More = Mail, Keeps = line => !line.Contains("\tNSEC\t", StringComparison.Ordinal) && !line.Contains("RRSIG\tNSEC ", StringComparison.Ordinal) },
        new("unproven-at-bind.example", "bind", "knot") { More = Mail, Keeps = line => !line.Contains("\tNSEC\t", StringComparison.Ordinal) && !line.Contains("RRSIG\tNSEC ", StringComparison.Ordinal) },
        new("behind.example", "knot", "bind") { More = Mail, Behind = "bind" },
        new("lame-knot.example", "nsd", "knot") { More = Mail, Lame = "knot" },
        new("lame-nsd.example", "bind", "nsd") { More = Mail, Lame = "nsd" },
        new("lame-bind.example", "knot", "bind") { More = Mail, Lame = "bind" },
        new("closed.example", "nsd", "closed") { More = Mail },
        new("silent.example", "bind", "silent") { More = Mail },
    ];

    /// <summary>Why there is no tree here; null where there is.</summary>
    public string? Missing { get; } = DnsPrograms.Missing;

    public string Anchor => files!.Anchor;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        files = new ZoneFiles(folder, Zones);
        await files.WriteAsync();
        foreach (var host in Hosts.Keys.Where(host => Zones.Any(zone => zone.IsAt(host) && host is not ("closed" or "silent"))))
        {
            servers[host] = await DnsPrograms.ServeAsync(host.Split('-')[^1], Zones.Where(zone => zone.IsAt(host)).ToDictionary(zone => zone, zone => files.PathOf(zone, host)), files.LiveKeys);
        }

        var ports = Zones.ToDictionary(zone => zone.Name, IReadOnlyList<int> (zone) => [.. zone.Hosts.Select(PortOf)]);
        foreach (var kind in new[] { "Unbound", "BIND" })
        {
            resolvers[kind] = await DnsPrograms.ResolveAsync(kind, Anchor, ports, "knot-nsd.example");
        }
    }

    /// <summary>The way from the addresses to the ports.</summary>
    /// <param name="resolver">"Unbound" or "BIND".</param>
    public LabRoutes RoutesWith(string resolver)
    {
        const string address = "192.0.2.10";
        var routes = Hosts.SelectMany(host => Both(host.Value, host.Key is "silent" ? RouteFate.Drop : RouteFate.Deliver, PortOf(host.Key)))
            .Concat(Both(address, RouteFate.Deliver, resolvers[resolver].Port));
        return new([.. routes], address, [], DateTimeOffset.UtcNow) { TrustAnchors = [Anchor] };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in resolvers.Values.Concat(servers.Values))
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<LabRoute> Both(string address, RouteFate fate, int port) =>
        [new(address, 53, TransportProtocol.Udp, fate, port), new(address, 53, TransportProtocol.Tcp, fate, port)];

    private static string OtherDigest(string ds) => ds[..^1] + (ds[^1] == '0' ? '1' : '0');

    private int PortOf(string host) => servers.TryGetValue(host, out var server) ? server.Port : closed;
}
