namespace Recapito.Core.Tests;

/// <summary>The resolver's word about mail hosts beside that of the zone's own servers.</summary>
public class OwnServersTests
{
    private const string New = "new.contoso.example";

    private static readonly string[] Both = [ZoneWorld.Ns1, ZoneWorld.Ns2];
    private static readonly string[] Everybody = ["resolver", .. Both];

    private static readonly Dictionary<string, Action<ZoneWorld>> Worlds = new(StringComparer.Ordinal)
    {
        ["in order"] = _ => { },
        ["an inner view of the address"] = world => world.Change(["resolver"], "mx.contoso", "mx.contoso.example A 10.0.0.5"),
        ["an inner address beside the other"] = world => world.Change(["resolver"], "", "mx.contoso.example A 10.0.0.5"),
        ["an inner view of IPv6"] = world => world.Change(["resolver"], "mx.contoso", "mx.contoso.example AAAA fd00::5"),
        ["private everywhere"] = world => world.Change(Everybody, "mx.contoso", "mx.contoso.example A 10.0.0.5"),
        ["loopback everywhere, another inside"] = world => world.Change(Both, "mx.contoso", "mx.contoso.example A 127.0.0.1").Change(["resolver"], "mx.contoso", "mx.contoso.example A 10.0.0.5"),
        ["partly private everywhere"] = world => world.Change(Everybody, "", "mx.contoso.example A 10.0.0.5"),
        ["private inside, nothing outside"] = world => world.Change(Both, "mx.contoso").Change(["resolver"], "mx.contoso", "mx.contoso.example A 10.0.0.5"),
        ["private, and the servers are silent"] = world => world.Change(["resolver"], "mx.contoso", "mx.contoso.example A 10.0.0.5").Silent(asked => Both.Contains(asked.From.Address)),
        ["private, and one server is silent"] = world => world.Change(Everybody, "mx.contoso", "mx.contoso.example A 10.0.0.5").Silent(asked => asked.From.Address is ZoneWorld.Ns1),
        ["private in another zone"] = world => world.Change(Everybody, "contoso.example MX", "contoso.example MX 10 mx.fabrikam.example").Change(["resolver"], "", "mx.fabrikam.example A 10.0.0.5"),
        ["an alias to another zone that is not there"] = world => world.Change(Everybody, "mx.contoso", "mx.contoso.example CNAME mx.fabrikam.example"),
        ["in a child zone that is not there"] = world => world.Change(Everybody, "contoso.example MX", "contoso.example MX 10 mx.sub.contoso.example").Change(Both, "", "sub.contoso.example NS ns1.fabrikam.example"),
        ["an old absence of the host"] = world => world.Change(["resolver"], "mx.contoso"),
        ["no address anywhere"] = world => world.Change(Everybody, "mx.contoso"),
        ["no address, and the servers are silent"] = world => world.Change(["resolver"], "mx.contoso").Silent(asked => Both.Contains(asked.From.Address)),
        ["IPv6 made by the resolver"] = world => world.Change(["resolver"], "", "mx.contoso.example AAAA 64:ff9b::cb00:7119"),
        ["an old MX"] = world => world.Change(["resolver"], "contoso.example MX", "contoso.example MX 10 old.contoso.example"),
        ["an old MX, and no NS"] = world => world.Change(["resolver"], "contoso.example MX", "contoso.example MX 10 old.contoso.example").Change(["resolver"], "contoso.example NS", "contoso.example NS ?timeout after 2 s"),
        ["an old MX, and nobody who serves"] = world => world.Change(["resolver"], "contoso.example MX", "contoso.example MX 10 old.contoso.example").Change(["resolver"], "contoso.example NS", "contoso.example NS ?timeout after 2 s").Silent(asked => asked.From.Address is ZoneWorld.Parent),
    };

    public static TheoryData<string> Names => [.. Worlds.Keys];

    /// <summary>What is shown while answers come rests on this: a check that names a question which it said it never would could change what was called settled.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_check_asks_nothing_that_it_says_it_never_asks(string name)
    {
        var world = new ZoneWorld();
        Worlds[name](world);
        var scene = world.Scene();
        var end = scene.Examine();
        var known = EvidenceSet.Empty;
        while (DomainExamination.Next(DomainScene.Domain, known, scene.Inquiry, DomainScene.Now) is { Count: > 0 } open)
        {
            var view = new DomainView(DomainScene.Domain, known, scene.Inquiry, DomainScene.Now, Catalogue.Default);
            Assert.All(DomainChecks.All, check => Assert.All(check.Asks(view), asked => Assert.True(check.MayAsk(asked), $"{check.GetType().Name}: {asked.Question}")));
            known = open.SelectMany(end.Evidence.History).Aggregate(known, (all, seen) => all.With(seen));
        }
    }

    [Theory]
    [InlineData("in order", "mx-found")]
    [InlineData("an inner view of the address", "mx-found mx-target-differs-here")]
    [InlineData("an inner address beside the other", "mx-found mx-target-differs-here")]
    [InlineData("an inner view of IPv6", "mx-found mx-target-differs-here")]
    [InlineData("private everywhere", "mx-target-not-public mx-no-usable-host")]
    [InlineData("loopback everywhere, another inside", "mx-target-not-public mx-no-usable-host")]
    [InlineData("partly private everywhere", "mx-found mx-target-partly-not-public")]
    [InlineData("private inside, nothing outside", "mx-target-has-no-address mx-no-usable-host")]
    [InlineData("private, and the servers are silent", "mx-found")]
    [InlineData("private, and one server is silent", "mx-target-not-public mx-no-usable-host")]
    [InlineData("private in another zone", "mx-target-not-public-here")]
    [InlineData("an alias to another zone that is not there", "mx-is-alias mx-target-has-no-address mx-no-usable-host")]
    [InlineData("in a child zone that is not there", "mx-target-has-no-address mx-no-usable-host")]
    [InlineData("an old absence of the host", "mx-found mx-target-differs-here")]
    [InlineData("no address anywhere", "mx-target-has-no-address mx-no-usable-host")]
    [InlineData("no address, and the servers are silent", "mx-found")]
    [InlineData("IPv6 made by the resolver", "mx-found")]
    [InlineData("an old MX", "mx-found mx-resolver-differs")]
    [InlineData("an old MX, and no NS", "mx-found mx-resolver-differs")]
    [InlineData("an old MX, and nobody who serves", "mx-found")]
    public void A_host_is_accused_only_where_its_own_zone_does_not_say_otherwise(string name, string must)
    {
        var world = new ZoneWorld();
        Worlds[name](world);
        Findings.Are(world.Examine(), must, "*", Subject.Mx);
    }

    [Theory]
    [InlineData("new.contoso.example A 203.0.113.26", "", "domain-missing-at-resolver no-mx-address-record-used mx-target-differs-here")]
    [InlineData("new.contoso.example MX 10 mx.contoso.example", "", "domain-missing-at-resolver mx-found mx-resolver-differs")]
    [InlineData("new.contoso.example TXT \"x\"", "", "domain-missing-at-resolver mx-none")]
    [InlineData("other.contoso.example A 203.0.113.26", "", "domain-does-not-exist")]
    [InlineData("new.contoso.example A 203.0.113.26", "new.contoso.example NS ?timeout after 2 s", "domain-missing-at-resolver no-mx-address-record-used mx-target-differs-here")]
    [InlineData("new.contoso.example A 203.0.113.26", "contoso.example NS ?timeout after 2 s", "")]
    [InlineData("other.contoso.example A 203.0.113.26", "contoso.example NS ?timeout after 2 s", "")]
    public void A_name_that_the_resolver_denies_is_missing_only_where_no_server_knows_it(string atServers, string atResolver, string must)
    {
        var world = new ZoneWorld().Change(Both, "", atServers);
        if (atResolver.Length > 0)
        {
            world.Change(["resolver"], atResolver.Split('?')[0].TrimEnd(), atResolver, $"{New} MX !NXDOMAIN");
        }

        Findings.Are(world.Examine(New), must, "*", Subject.Mx);
    }

    [Theory]
    [InlineData("private, and the servers are silent")]
    [InlineData("no address, and the servers are silent")]
    [InlineData("an old MX, and nobody who serves")]
    public void What_a_gap_hides_leaves_the_domain_undetermined(string name)
    {
        var world = new ZoneWorld();
        Worlds[name](world);
        Assert.False(world.Examine().IsDetermined);
    }

    [Fact]
    public void A_denied_name_whose_servers_are_silent_is_undetermined()
    {
        var report = new ZoneWorld().Silent(asked => Both.Contains(asked.From.Address)).Examine(New);
        Findings.Are(report, "", "*", Subject.Mx);
        Assert.False(report.IsDetermined);
    }

    [Fact]
    public void The_servers_are_asked_for_a_host_only_where_the_resolver_accuses_it()
    {
        Assert.DoesNotContain(new ZoneWorld().Examine().Evidence.Asked<DnsMessageRequest>(), asked => asked.Name == "mx.contoso.example");
        Assert.Equal(4, new ZoneWorld().Change(["resolver"], "mx.contoso").Examine().Evidence.Asked<DnsMessageRequest>().Count(asked => asked.Name == "mx.contoso.example"));
    }
}
