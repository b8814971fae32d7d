namespace Recapito.Core.Tests;

public class DelegationTests
{
    private static readonly string[] Everybody = ["resolver", ZoneWorld.Ns1, ZoneWorld.Ns2, ZoneWorld.Parent];
    private static readonly string[] Both = [ZoneWorld.Ns1, ZoneWorld.Ns2];
    private static readonly string[] Known = ["resolver", ZoneWorld.Parent];

    private static readonly DnsMessage Intercepted = new("NOERROR", false, [new("contoso.example", RrType.Soa, 3600, "ns1.dnshost.example hostmaster.contoso.example 7 7200 3600 1209600 3600")], [], [])
    {
        RecursionAvailable = true,
    };

    private static readonly Dictionary<string, Action<ZoneWorld>> Worlds = new(StringComparer.Ordinal)
    {
        ["in order"] = _ => { },
        ["not at the parent"] = world => world.Change(Known, "contoso.example ").Change(["resolver"], "mx.contoso"),
        ["only the resolver says NXDOMAIN"] = world => world.Change(["resolver"], "contoso.example ").Change(["resolver"], "mx.contoso"),
        ["one refuses"] = world => world.Say(At(ZoneWorld.Ns2), _ => new("REFUSED", false, [], [], [])),
        ["one fails"] = world => world.Say(At(ZoneWorld.Ns2), _ => new("SERVFAIL", false, [], [], [])),
        ["one points upwards"] = world => world.Say(At(ZoneWorld.Ns2), _ => new("NOERROR", false, [], [new(".", RrType.Ns, 3600, "a.root.example")], [])),
        ["one is an open resolver"] = world => world.Say(At(ZoneWorld.Ns2), honest => honest with { Authoritative = false, RecursionAvailable = true }),
        ["all refuse"] = world => world.Say(OfChild, _ => new("REFUSED", false, [], [], [])).Change(["resolver"], "contoso.example MX", "contoso.example MX ?SERVFAIL").Change(["resolver"], "contoso.example SOA", "contoso.example SOA ?SERVFAIL"),
        ["all refuse and the resolver remembers"] = world => world.Say(OfChild, _ => new("REFUSED", false, [], [], [])),
        ["all are silent and the resolver fails"] = world => world.Silent(OfChild).Change(["resolver"], "contoso.example MX", "contoso.example MX ?SERVFAIL").Change(["resolver"], "contoso.example SOA", "contoso.example SOA ?SERVFAIL"),
        ["all are silent and the resolver works"] = world => world.Silent(OfChild),
        ["nobody at all answers"] = world => world.Silent(_ => true),
        ["one is silent"] = world => world.Silent(At(ZoneWorld.Ns2)),
        ["one is silent over UDP"] = world => world.Silent(asked => At(ZoneWorld.Ns2)(asked) && asked.Form is not QueryForm.Tcp),
        ["one is silent over TCP"] = world => world.Silent(asked => At(ZoneWorld.Ns2)(asked) && asked.Form is QueryForm.Tcp),
        ["all are silent over TCP"] = world => world.Silent(asked => OfChild(asked) && asked.Form is QueryForm.Tcp),
        ["nobody is heard over TCP"] = world => world.Silent(asked => asked.Form is QueryForm.Tcp),
        ["one answers sometimes"] = world => world.Silent(asked => At(ZoneWorld.Ns2)(asked) && asked.Type is RrType.Mx or RrType.Dnskey),
        ["NS without address"] = world => world.Change(["resolver"], "ns2.dnshost", "ns2.dnshost.example TXT \"x\""),
        ["NS address times out"] = world => world.Change(["resolver"], "ns2.dnshost", "ns2.dnshost.example A ?timeout after 2 s"),
        ["NS is an alias"] = world => world.Change(["resolver"], "ns2.dnshost", "ns2.dnshost.example CNAME real.dnshost.example", "real.dnshost.example A 198.51.100.53"),
        ["NS with an address for a name"] = world => world.Change(["resolver", .. Both], "", "contoso.example NS http://ns.contoso.example/"),
        ["one server"] = world => world.Change(Everybody, "contoso.example NS ns2"),
        ["one address"] = world => world.Change(Known, "ns2.dnshost", "ns2.dnshost.example A 192.0.2.53"),
        ["one network"] = world => world.Change(Known, "ns2.dnshost", "ns2.dnshost.example A 192.0.2.77").Serve("192.0.2.77", "contoso.example"),
        ["one network of each version"] = world => world.Change(Known, "ns2.dnshost", "ns2.dnshost.example A 192.0.2.77", "ns1.dnshost.example AAAA 2001:db8::1", "ns2.dnshost.example AAAA 2001:db8::2").Serve("192.0.2.77", "contoso.example").Serve("2001:db8::1", "contoso.example").Serve("2001:db8::2", "contoso.example"),
        ["IPv6 in another network"] = world => world.Change(Known, "", "ns1.dnshost.example AAAA 2001:db8::1", "ns2.dnshost.example AAAA 2001:db8:1::2").Serve("2001:db8::1", "contoso.example").Serve("2001:db8:1::2", "contoso.example"),
        ["no IPv6 here"] = world => world.Change(Known, "", "ns1.dnshost.example AAAA 2001:db8::1", "ns2.dnshost.example AAAA 2001:db8:1::2"),
        ["one of two silent over IPv6"] = world => world.Change(Known, "", "ns1.dnshost.example AAAA 2001:db8::1", "ns2.dnshost.example AAAA 2001:db8:1::2").Serve("2001:db8::1", "contoso.example"),
        ["lame over IPv6"] = world => world.Change(Known, "", "ns1.dnshost.example AAAA 2001:db8::1").Serve("2001:db8::1", "fabrikam.example", "fabrikam.example SOA a b 1 2 3 4 5"),
        ["private address"] = world => world.Change(Known, "ns2.dnshost", "ns2.dnshost.example A 10.1.2.3"),
        ["servers over IPv6 alone, and no IPv6 here"] = world => world.Change(Known, "ns1.dnshost", "ns1.dnshost.example AAAA 2001:db8::1").Change(Known, "ns2.dnshost", "ns2.dnshost.example AAAA 2001:db8:1::2"),
        ["private address at the resolver alone"] = world => world.Change(["resolver"], "ns2.dnshost", "ns2.dnshost.example A 10.1.2.3"),
        ["private address of a server in the zone"] = world => world.Change(Everybody, "", "contoso.example NS ns3.contoso.example").Change(["resolver", .. Both], "", "ns3.contoso.example A 10.1.2.3"),
        ["private address in an inner view of the zone"] = world => world.Change(Everybody, "", "contoso.example NS ns3.contoso.example").Change(["resolver"], "", "ns3.contoso.example A 10.1.2.3").Change(Both, "", "ns3.contoso.example A 203.0.113.53"),
        ["IPv6 made by the resolver"] = world => world.Change(["resolver"], "", "ns1.dnshost.example AAAA 64:ff9b::c000:235", "ns2.dnshost.example AAAA 64:ff9b::c633:6435"),
        ["other set in the zone"] = world => world.Change(["resolver", .. Both], "contoso.example NS", "contoso.example NS a.fabrikam.example", "a.fabrikam.example A 203.0.113.99").Serve("203.0.113.99", "contoso.example", ZoneWorld.Soa, "contoso.example NS a.fabrikam.example", "contoso.example MX 10 mx.contoso.example"),
        ["forgotten at the registrar"] = world => world.Change(["resolver", .. Both], "", "contoso.example NS ns3.dnshost.example").Change(["resolver"], "", "ns3.dnshost.example A 203.0.113.53").Serve("203.0.113.53", "contoso.example"),
        ["left at the registrar"] = world => world.Change(Known, "", "ns3.dnshost.example A 203.0.113.53").Change([ZoneWorld.Parent], "", "contoso.example NS ns3.dnshost.example").Serve("203.0.113.53", "contoso.example"),
        ["left at the registrar and gone"] = world => world.Change([ZoneWorld.Parent], "", "contoso.example NS ns3.dnshost.example", "ns3.dnshost.example A 203.0.113.53"),
        ["servers differ"] = world => world.Change([ZoneWorld.Ns2], "contoso.example NS ns1", "contoso.example NS ns3.dnshost.example"),
        ["glue is old"] = world => world.Change([ZoneWorld.Parent], "ns2.dnshost", "ns2.dnshost.example A 198.51.100.99"),
        ["own servers without glue"] = world => world.Change(Everybody, "contoso.example NS", "contoso.example NS ns1.contoso.example").Change(["resolver", .. Both], "", "ns1.contoso.example A 192.0.2.53"),
        ["own servers with glue"] = world => world.Change(Everybody, "contoso.example NS", "contoso.example NS ns1.contoso.example", "contoso.example NS ns2.contoso.example", "ns1.contoso.example A 192.0.2.53", "ns2.contoso.example A 198.51.100.53"),
        ["many long names"] = world => world.Change(Everybody, "", [.. Enumerable.Range(1, 9).Select(i => $"contoso.example NS ns{i}.a-rather-long-name-of-a-host-number-{i}.example")]).Change(["resolver"], "", [.. Enumerable.Range(1, 9).Select(i => $"ns{i}.a-rather-long-name-of-a-host-number-{i}.example A 203.0.{i}.53")]),
        ["a view of its own"] = world => world.Change(["resolver"], "contoso.example SOA", "contoso.example SOA dc1.contoso.example hostmaster.contoso.example 7 7200 3600 1209600 3600").Change(["resolver"], "contoso.example MX", "contoso.example MX 5 inside.contoso.example", "inside.contoso.example A 203.0.113.26"),
        ["an old copy at the resolver"] = world => world.Change(["resolver"], "contoso.example SOA", "contoso.example SOA ns1.dnshost.example hostmaster.contoso.example 6 7200 3600 1209600 3600").Change(["resolver"], "contoso.example MX", "contoso.example MX 5 old.contoso.example", "old.contoso.example A 203.0.113.26"),
        ["port 53 intercepted"] = world => world.Say(asked => asked.From.Kind is VantageKind.NameServer, _ => Intercepted),
        ["intercepted but for TEST-NET"] = world => world.Say(asked => asked.From.Kind is VantageKind.NameServer && asked.From.Address != Interception.Address, _ => Intercepted),
    };

    [Theory]
    [InlineData("in order", "delegation-found soa-serials-agree name-servers-behave dnssec-unsigned")]
    [InlineData("not at the parent", "not-delegated domain-does-not-exist")]
    [InlineData("only the resolver says NXDOMAIN", "domain-missing-at-resolver mx-found delegation-found", "not-delegated domain-does-not-exist mx-none mx-no-usable-host")]
    [InlineData("one refuses", "server-refuses delegation-found")]
    [InlineData("one fails", "server-lame delegation-found")]
    [InlineData("one points upwards", "server-lame delegation-found")]
    [InlineData("one is an open resolver", "server-lame delegation-found")]
    [InlineData("all refuse", "server-refuses no-server-answers")]
    [InlineData("all refuse and the resolver remembers", "server-refuses works-at-resolver-only")]
    [InlineData("all are silent and the resolver fails", "server-silent no-server-answers")]
    [InlineData("all are silent and the resolver works", "server-silent works-at-resolver-only")]
    [InlineData("nobody at all answers", "")]
    [InlineData("one is silent", "server-silent delegation-found")]
    [InlineData("one is silent over UDP", "udp-unanswered")]
    [InlineData("one is silent over TCP", "tcp-unanswered")]
    [InlineData("all are silent over TCP", "tcp-unanswered")]
    [InlineData("nobody is heard over TCP", "delegation-found")]
    [InlineData("one answers sometimes", "delegation-found")]
    [InlineData("NS without address", "ns-without-address")]
    [InlineData("NS address times out", "delegation-found")]
    [InlineData("NS is an alias", "ns-is-alias")]
    [InlineData("NS with an address for a name", "ns-invalid-name")]
    [InlineData("one server", "one-name-server", "same-network")]
    [InlineData("one address", "shared-ns-address", "same-network one-name-server")]
    [InlineData("one network", "same-network")]
    [InlineData("one network of each version", "same-network")]
    [InlineData("IPv6 in another network", "delegation-found", "same-network server-silent")]
    [InlineData("no IPv6 here", "delegation-found")]
    [InlineData("one of two silent over IPv6", "server-silent")]
    [InlineData("lame over IPv6", "server-refuses")]
    [InlineData("servers over IPv6 alone, and no IPv6 here", "mx-found", "works-at-resolver-only no-server-answers server-silent server-refuses not-delegated")]
    [InlineData("private address", "ns-special-address", "server-silent")]
    [InlineData("private address at the resolver alone", "ns-special-address-here delegation-found", "ns-special-address server-silent")]
    [InlineData("private address of a server in the zone", "ns-special-address", "ns-special-address-here server-silent")]
    [InlineData("private address in an inner view of the zone", "ns-special-address-here", "ns-special-address server-silent")]
    [InlineData("IPv6 made by the resolver", "delegation-found", "ns-special-address ns-special-address-here server-silent")]
    [InlineData("other set in the zone", "ns-sets-disjoint")]
    [InlineData("forgotten at the registrar", "ns-only-in-zone", "ns-only-at-parent")]
    [InlineData("left at the registrar", "ns-only-at-parent", "ns-only-in-zone")]
    [InlineData("left at the registrar and gone", "ns-only-at-parent server-silent ns-without-address")]
    [InlineData("servers differ", "ns-differs-between-servers ns-only-in-zone")]
    [InlineData("glue is old", "glue-differs")]
    [InlineData("own servers without glue", "glue-missing one-name-server")]
    [InlineData("own servers with glue", "delegation-found", "glue-missing glue-differs")]
    [InlineData("many long names", "referral-too-big server-silent")]
    [InlineData("a view of its own", "split-horizon")]
    [InlineData("an old copy at the resolver", "delegation-found", "split-horizon")]
    [InlineData("port 53 intercepted", "port-53-intercepted")]
    [InlineData("intercepted but for TEST-NET", "port-53-intercepted")]
    public void Delegations_are_judged_right(string world, string must, string mustNot = "*")
    {
        var report = Of(world).Examine();
        Findings.Are(report, must, mustNot, Subject.Delegation, Subject.Soa, Subject.NameServer, Subject.Dnssec, Subject.Mx);
    }

    [Theory]
    [InlineData("lists.contoso.example", 0)]
    [InlineData("lists.eu.prod.corp.contoso.example", 0)]
    [InlineData("a.b.c.d.e.f.g.h.contoso.example", 0)]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.contoso.example", 0)]
    [InlineData("lists.eu.prod.corp.contoso.example", 1)]
    [InlineData("lists.eu.prod.corp.contoso.example", 2)]
    public void A_name_deep_inside_a_zone_is_no_lost_delegation(string name, int gap)
    {
        var world = new ZoneWorld().Change(["resolver", .. Both], "", $"{name} MX 10 mx.contoso.example");
        if (gap > 0)
        {
            world.Change(["resolver"], "", $"{DnsName.Upwards(name).ElementAt(gap - 1)} NS ?timeout after 2 s");
        }

        var report = world.Examine(name);
        Findings.Are(report, gap > 0 || name.Length > 40 ? "mx-found" : "mx-found delegation-found", "*", Subject.Delegation, Subject.Mx);
    }

    [Fact]
    public void A_top_level_that_holds_the_name_itself_has_lost_no_delegation()
    {
        var world = new ZoneWorld().Change(Known, "contoso.example NS").Change(Known, "contoso.example SOA").Change([ZoneWorld.Parent], "", "contoso.example MX 10 mx.contoso.example");
        Findings.Are(world.Examine(), "mx-found", "*", Subject.Delegation, Subject.Mx);
    }

    [Fact]
    public void The_question_to_nobody_is_asked_only_where_a_server_answers_like_a_resolver()
    {
        Assert.False(Of("in order").Examine().Evidence.Has(Interception.Question(DomainScene.Domain)));
        Assert.True(Of("one is an open resolver").Examine().Evidence.Has(Interception.Question(DomainScene.Domain)));
    }

    [Fact]
    public void What_an_intercepting_network_says_is_no_view_of_the_zone()
    {
        var report = Of("port 53 intercepted").Examine();
        var zone = new ZoneView(DomainScene.Domain, report.Evidence);
        Assert.Empty(zone.Answering);
        Assert.All(zone.Servers, server => Assert.IsType<Unavailable<RrSet>>(server.Soa));
    }

    [Fact]
    public void A_whole_message_serves_the_view_of_the_zone_too()
    {
        var zone = new ZoneView(DomainScene.Domain, Of("in order").Examine().Evidence);
        Assert.Equal(2, zone.Newest.Count);
        Assert.True(zone.IsComplete);
    }

    [Theory]
    [InlineData("in order", 110)]
    [InlineData("no IPv6 here", 114)]
    [InlineData("many long names", 300)]
    public void A_domain_costs_a_bounded_number_of_questions(string world, int most)
    {
        var asked = Of(world).Examine().Evidence;
        Assert.InRange(asked.Asked<DnsRequest>().Count() + asked.Asked<DnsMessageRequest>().Count(), 20, most);
    }

    [Fact]
    public void Of_fifty_name_servers_thirteen_are_asked()
    {
        var names = Enumerable.Range(0, 50).Select(i => $"ns{i}.dnshost.example").ToList();
        var world = new ZoneWorld().Change(Everybody, "contoso.example NS", [.. names.Select(name => $"contoso.example NS {name}")])
            .Change(["resolver"], "ns", [.. names.SelectMany((name, i) => new[] { $"{name} A 192.0.{i}.1", $"{name} A 192.0.{i}.2", $"{name} A 192.0.{i}.3", $"{name} AAAA 2001:db8:{i}::1" })]);
        var asked = world.Examine().Evidence.Asked<DnsMessageRequest>().Where(request => request.From.Kind is VantageKind.NameServer && request.From.Address != ZoneWorld.Parent).ToList();
        Assert.Equal(13, asked.Select(request => request.From.Name).Distinct().Count());
        Assert.Equal(3 * 13, asked.Select(request => request.From.Address).Distinct().Count());
        Assert.True(asked.Count < 400, $"{asked.Count} questions");
    }

    private static ZoneWorld Of(string name)
    {
        var world = new ZoneWorld();
        Worlds[name](world);
        return world;
    }

    private static Func<DnsMessageRequest, bool> At(string address) => asked => asked.From.Address == address;

    private static bool OfChild(DnsMessageRequest asked) => asked.From.Address is ZoneWorld.Ns1 or ZoneWorld.Ns2;
}
