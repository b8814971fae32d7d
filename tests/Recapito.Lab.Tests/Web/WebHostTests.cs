using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>Where the web hosts of a world are, and what becomes of connections to them.</summary>
public sealed class WebHostTests
{
    private static readonly DateTimeOffset Change = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    // the file, an address, and the fate of connections to its ports 443 and 25
    [Theory]
    [InlineData("web: { w.a.example: { address: 203.0.113.9 } }", "203.0.113.9", RouteFate.Deliver, RouteFate.Refuse)]
    [InlineData("web: { w.a.example: { address: 203.0.113.9, is: silent } }", "203.0.113.9", RouteFate.Drop, RouteFate.Drop)]
    [InlineData("web: { w.a.example: { address: 203.0.113.9, is: closed } }", "203.0.113.9", RouteFate.Refuse, RouteFate.Refuse)]
    [InlineData("web: { w.a.example: { address: 203.0.113.9, is: unreachable } }", "203.0.113.9", RouteFate.Unreachable, RouteFate.Unreachable)]
    [InlineData("hosts: { w.a.example: { address: 203.0.113.9 } }", "203.0.113.9", RouteFate.Refuse, RouteFate.Deliver)]
    [InlineData("hosts: { w.a.example: { address: 203.0.113.9, is: silent } }", "203.0.113.9", RouteFate.Drop, RouteFate.Drop)]
    [InlineData("hosts: { w.a.example: { address: 203.0.113.9, is: silent } }\nweb: { w.a.example: { } }", "203.0.113.9", RouteFate.Deliver, RouteFate.Drop)]
    [InlineData("hosts: { w.a.example: { address: 203.0.113.9 } }\nweb: { v.a.example: { address: 203.0.113.9, is: silent } }", "203.0.113.9", RouteFate.Drop, RouteFate.Deliver)]
    [InlineData("dns: { zones: { a.example: \"@ A 203.0.113.9\" } }", "203.0.113.9", RouteFate.Refuse, RouteFate.Refuse)]
    [InlineData("web: { w.a.example: { address: \"2001:db8::9\" } }", "2001:db8::9", RouteFate.Deliver, RouteFate.Refuse)]
    [InlineData("web: { w.a.example: { address: 203.0.113.9 } }\nobserver: { port25: closed }", "203.0.113.9", RouteFate.Deliver, RouteFate.Drop)]
    public async Task Each_port_has_its_fate(string text, string address, RouteFate web, RouteFate mail)
    {
        await using var lab = LabRun.Start(WorldFile.Read("w", text + "\n"));
        RouteFate At(int port) => lab.Routes.Routes.Single(route => route.Address == address && route.Port == port && route.Protocol is TransportProtocol.Tcp).Fate;

        Assert.Equal((web, mail), (At(443), At(25)));
    }

    // the file, a name, and its addresses; none where the zone that it belongs to gives it none
    [Theory]
    [InlineData("web: { w.a.example: { } }", "w.a.example", "203.0.113.130")]
    [InlineData("web: { data.iana.org: { address: 203.0.113.9 } }", "data.iana.org", "203.0.113.9")]
    [InlineData("web: { w.a.example: { } }\ndns: { zones: { a.example: \"w A 203.0.113.7\" } }", "w.a.example", "203.0.113.7")]
    [InlineData("web: { w.a.example: { } }\ndns: { zones: { a.example: \"mx A 203.0.113.7\" } }", "w.a.example", null)]
    [InlineData("hosts: { w.a.example: { address: 203.0.113.9 } }\nweb: { w.a.example: { address: 203.0.113.8 } }", "w.a.example", "203.0.113.8 203.0.113.9")]
    [InlineData("web: { ns.a.example: { address: 203.0.113.9 } }\ndns: { zones: { a.example: \"@ NS ns\" }, servers: { ns.a.example: { serves: a.example } } }", "9.113.0.203.in-addr.arpa", "ns.a.example")]
    public void A_web_host_has_the_addresses_of_its_name(string text, string name, string? wanted)
    {
        var world = WorldSnapshot.At(WorldFile.Read("w", text + "\n"));
        var found = world.Resolve(name, name.EndsWith(".arpa", StringComparison.Ordinal) ? RrType.Ptr : RrType.A).Found;

        Assert.Equal(wanted, found is null ? null : string.Join(' ', found.Records.Select(record => record.Data.TrimEnd('.')).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_policy_host_that_is_an_alias_is_at_the_address_of_the_other_name()
    {
        var world = WorldSnapshot.At(WorldFile.Read("w", "dns: { zones: { a.example: \"mta-sts CNAME w.b.example.\", b.example: \"w A 203.0.113.7\" } }\nweb: { mta-sts.a.example: { }, w.b.example: { } }\n"));

        Assert.All(["mta-sts.a.example", "w.b.example"], name => Assert.Equal(["203.0.113.7"], world.WebAddressesOf[name]));
    }

    [Fact]
    public void A_web_host_changes_at_its_moment_wholly()
    {
        var world = WorldFile.Read("w", "web: { w.a.example: { address: 203.0.113.9, pages: { /a: one } } }\ntimeline: [{ at: 2026-11-23T10:00:00Z, web: w.a.example, is: { pages: { /b: two } } }]\n");

        Assert.Equal(["/a"], WorldSnapshot.At(world, Change.AddSeconds(-1)).World.Web["w.a.example"].Pages.Keys);
        var after = WorldSnapshot.At(world, Change).World.Web["w.a.example"];
        Assert.Equal(["/b"], after.Pages.Keys);
        Assert.Empty(after.Addresses);
    }

    [Fact]
    public void A_placeholder_stands_for_a_web_hosts_certificate()
    {
        var world = WorldFile.Read("w", "dns:\n  zones:\n    a.example: |\n      _443._tcp.w TLSA 3 1 1 {spki-sha256:w.a.example}\n      w A 203.0.113.9\nweb: { w.a.example: { } }\n");

        Assert.Equal("3 1 1 " + LabCertificates.For(world.Web["w.a.example"].Tls).Fingerprint("spki-sha256"), WorldSnapshot.At(world).Resolve("_443._tcp.w.a.example", RrType.Tlsa).Found!.Records[0].Data);
    }

    [Fact]
    public void Exposing_a_web_host_needs_its_address()
    {
        var e = Assert.Throws<LabException>(() => LabRun.Start(WorldFile.Read("w", "web: { w.a.example: { address: 203.0.113.9 } }\n"), null, new(Expose: true)));

        Assert.Contains("ip address add 203.0.113.9/32 dev lo", e.Message, StringComparison.Ordinal);
    }
}
