using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public sealed class WorldChangesTests
{
    private const string Text = """
        message: { to: [lee@a.example] }
        dns:
          servers:
            ns1.h.example: { address: 192.0.2.1, serves: [a.example] }
            ns2.h.example: { address: 192.0.2.2, serves: [a.example@old] }
          zones:
            a.example: |
              @ SOA ns1.h.example. h 7 7200 3600 1209600 300
              @ NS ns1.h.example.
              @ NS ns2.h.example.
              @ 1800 MX 10 mx.dead.example.
              mx A 203.0.113.9
            a.example@old: |
              @ SOA ns1.h.example. h 6 7200 3600 1209600 300
              @ MX 10 mx.older.example.
          resolvers: [{ name: r, address: 192.0.2.10, caches: ["a.example. 600 MX 10 mx.older.example.", "b.example. 90000 A 192.0.2.3"] }]
        hosts:
          mx.dead.example: { is: silent }
          mx.a.example: { is: postfix, accepts: [a.example], recipients: [kim@a.example] }
        microsoft365:
          b.onmicrosoft.com:
            acceptedDomains: [{ domainName: b.example, matchSubDomains: true }]
            recipients: [kim@b.example, lee@b.example]
            edgeDirectory: { missing: [lee@b.example] }
        """;

    private static readonly World World = WorldFile.Read("w", Text);

    [Fact]
    public void A_new_MX_is_seen_when_the_slow_secondary_has_fetched_it_and_the_TTL_has_run_out()
    {
        var after = Apply(new SetMx("a.example", [], [new(5, "mx.a.example")], 1800))!;

        Assert.Equal(World.Now.AddSeconds(7200 + 1800), after.Now);
        Assert.Equal([new MxRecord(5, "mx.a.example")], WorldSnapshot.At(after).Resolve("a.example", RrType.Mx).Found!.Mx);
        Assert.Equal(8u, WorldSnapshot.At(after).Resolve("a.example", RrType.Soa).Found!.Soa!.Serial);
        Assert.Equal("203.0.113.9", WorldSnapshot.At(after).Resolve("mx.a.example", RrType.A).Found!.Addresses[0]);
        Assert.Equal(["a.example"], after.Dns.Servers["ns2.h.example"].Serves);
        Assert.Equal("b.example. 81000 IN A 192.0.2.3", Assert.Single(after.Dns.Resolvers[0].Caches));
    }

    [Fact]
    public void A_dead_host_takes_mail_for_the_recipients_domain_again()
    {
        var host = Apply(new RestoreHost("mx.dead.example", []))!.Hosts["mx.dead.example"];

        Assert.Equal(("postfix", "a.example"), (host.Is, Assert.Single(host.Accepts)));
    }

    [Theory]
    [InlineData("lee@b.example")]
    [InlineData("new@b.example")]
    [InlineData("new@sub.b.example")]
    public void A_recipient_is_added_to_the_tenant_that_accepts_its_domain_and_its_edge_knows_it(string address)
    {
        var tenant = Apply(new AddRecipient(address))!.Tenants["b.onmicrosoft.com"];

        Assert.Single(tenant.Recipients, recipient => recipient.Address == address);
        Assert.DoesNotContain(address, tenant.MissingAtEdge);
    }

    [Fact]
    public void A_recipient_is_added_to_the_host_that_accepts_its_domain() =>
        Assert.Equal(["kim@a.example", "lee@a.example"], Apply(new AddRecipient("lee@a.example"))!.Hosts["mx.a.example"].Recipients!);

    [Fact]
    public void A_message_goes_to_the_address_that_was_meant_and_nobody_gets_the_other()
    {
        var before = Assert.Single(World.Message.To);
        var after = Apply(new SendToMeant(before, "kim@a.example"))!;

        Assert.Equal(["kim@a.example"], after.Message.To);
        Assert.Equal(World.Hosts["mx.a.example"].Recipients, after.Hosts["mx.a.example"].Recipients);
        Assert.Null(Apply(new SendToMeant("nobody@a.example", "kim@a.example")));
    }

    [Fact]
    public void An_added_domain_gets_its_token()
    {
        var after = WorldSnapshot.At(Apply(new AddAcceptedDomain("a.example"))!);

        Assert.NotNull(after.Resolve("a-example.mail.protection.outlook.com", RrType.A).Found);
        Assert.Contains(after.World.Tenants["b.onmicrosoft.com"].AcceptedDomains, accepted => accepted is { Domain: "a.example", Type: AcceptedDomainType.Authoritative });
    }

    [Fact]
    public void Without_any_tenant_one_is_made_that_has_the_recipient()
    {
        var after = WorldChanges.Apply(World with { Tenants = new Dictionary<string, WorldTenant>() }, [new AddAcceptedDomain("a.example")], World.Now)!;

        Assert.Equal("lee@a.example", Assert.Single(Assert.Single(after.Tenants).Value.Recipients).Address);
    }

    [Theory]
    [InlineData(100, "a.example@old", 500, 2)]
    [InlineData(601, "a.example@old", 0, 1)]
    [InlineData(7200, "a.example", 0, 1)]
    public void With_time_caches_empty_and_secondaries_catch_up(int seconds, string serves, int left, int entries)
    {
        var after = Apply(new LetTimePass(World.Now.AddSeconds(seconds)))!;

        Assert.Equal(World.Now.AddSeconds(seconds), after.Now);
        Assert.Equal([serves], after.Dns.Servers["ns2.h.example"].Serves);
        Assert.Equal(entries, after.Dns.Resolvers[0].Caches.Count);
        Assert.Equal(left > 0 ? (uint)left : 1800u, WorldSnapshot.At(after).Resolve("a.example", RrType.Mx).Found!.Ttl);
    }

    [Fact]
    public void A_wait_without_end_is_two_days()
    {
        var after = Apply(new LetTimePass(null))!;

        Assert.Equal(World.Now.AddDays(2), after.Now);
        Assert.Empty(after.Dns.Resolvers[0].Caches);
    }

    [Fact]
    public void What_cannot_be_carried_out_changes_nothing()
    {
        Assert.Null(Apply());
        Assert.Null(Apply(new SetMx("nobody.example", [], [new(5, "mx.a.example")], 60)));
        Assert.Null(Apply(new SetMx("a.example", [], [new(10, "mx.dead.example")], 60)));
        Assert.Null(Apply(new RestoreHost("mx.a.example", ["203.0.113.9"])));
        Assert.Null(Apply(new AddRecipient("kim@b.example")));
        Assert.Null(Apply(new AddRecipient("lee@nobody.example")));
        Assert.Null(Apply(new AddAcceptedDomain("b.example")));
    }

    [Fact]
    public void A_change_after_the_timeline_stands_on_what_the_timeline_made()
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);
        var after = WorldChanges.Apply(world, [new RestoreHost("mx.oldhost.example", [])], world.Now)!;

        Assert.Equal("postfix", WorldSnapshot.At(after).Hosts["mx.oldhost.example"].Is);
        Assert.Contains(after.Tenants["contoso.onmicrosoft.example"].Recipients, recipient => recipient.Address == "kim@contoso.example");
        Assert.Equal("contoso-example.mail.protection.outlook.com", WorldSnapshot.At(after).Resolve("contoso.example", RrType.Mx, "open").Found!.Mx[0].Exchange);
    }

    private static World? Apply(params WorldChange[] changes) => WorldChanges.Apply(World, changes, World.Now);
}
