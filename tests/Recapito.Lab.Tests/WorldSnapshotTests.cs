using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public sealed class WorldSnapshotTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_timeline_changes_zones_hosts_and_tenants_at_their_moments()
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);
        WorldSnapshot before = WorldSnapshot.At(world, world.BounceAt), after = WorldSnapshot.At(world);

        Assert.Equal("mx.oldhost.example", before.Resolve("contoso.example", RrType.Mx, "open").Found?.Mx[0].Exchange);
        Assert.Equal("contoso-example.mail.protection.outlook.com", after.Resolve("contoso.example", RrType.Mx, "open").Found?.Mx[0].Exchange);
        Assert.Equal(("postfix", "closed"), (before.Hosts["mx.oldhost.example"].Is, after.Hosts["mx.oldhost.example"].Is));
        Assert.DoesNotContain(before.World.Tenants["contoso.onmicrosoft.example"].Recipients, recipient => recipient.Address == "kim@contoso.example");
        Assert.Contains(after.World.Tenants["contoso.onmicrosoft.example"].Recipients, recipient => recipient.Address == "kim@contoso.example");
    }

    [Theory]
    [InlineData(-30, 4750)]
    [InlineData(0, 2950)]
    [InlineData(49, 10)]
    [InlineData(50, 3600)]
    public void A_cache_empties_with_time(int minutes, int left)
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);

        Assert.Equal((uint)left, WorldSnapshot.At(world, world.Now.AddMinutes(minutes)).Resolve("contoso.example", RrType.Mx).Found?.Ttl);
    }

    [Theory]
    [InlineData("a@new", -1, "mx.plain.example")]
    [InlineData("a@new", 0, "mx.versioned.example")]
    [InlineData("a@old", -1, "mx.versioned.example")]
    [InlineData("a@old", 0, "mx.plain.example")]
    public void Version_new_is_the_text_of_that_name_or_else_the_plain_one_after_the_old(string key, int minutes, string exchange)
    {
        var world = WorldFile.Read("w", $$"""
            timeline: [{ at: 2026-11-23T10:00:00Z, zone: a, version: new }]
            dns: { zones: { a: "@ MX 10 mx.plain.example.", "{{key}}": "@ MX 10 mx.versioned.example." } }
            """);

        Assert.Equal(exchange, WorldSnapshot.At(world, Ten.AddMinutes(minutes)).Resolve("a", RrType.Mx).Found?.Mx[0].Exchange);
    }

    [Fact]
    public void Hosts_have_the_addresses_of_the_zones_then_of_the_file_then_fixed_ones()
    {
        const string Text = """
            dns: { zones: { a.example: "mx A 203.0.113.9\nalias CNAME mx" } }
            hosts: { mx.a.example: {}, alias.a.example: {}, b.a.example: {}, c.other.example: { address: 203.0.113.10 }, d.other.example: {} }
            """;
        WorldSnapshot one = WorldSnapshot.At(WorldFile.Read("w", Text)), two = WorldSnapshot.At(WorldFile.Read("w", Text));

        Assert.Equal(["203.0.113.9"], one.AddressesOf["mx.a.example"]);
        Assert.Equal(["203.0.113.9"], one.AddressesOf["alias.a.example"]);
        Assert.Equal("NXDOMAIN", one.Resolve("b.a.example", RrType.A).Why);
        Assert.Equal("203.0.113.10", one.Resolve("c.other.example", RrType.A).Found?.Addresses[0]);
        Assert.Equal(one.AddressesOf["d.other.example"], one.Resolve("d.other.example", RrType.A).Found!.Addresses);
        Assert.Equal(one.AddressesOf["d.other.example"], two.AddressesOf["d.other.example"]);
        Assert.Equal("d.other.example", one.HostAt(one.AddressesOf["d.other.example"][0]));
    }

    [Fact]
    public void Only_verified_domains_with_mail_and_listed_tokens_exist_at_Microsoft()
    {
        var world = WorldSnapshot.At(WorldFile.Read("w", """
            microsoft365:
              a.onmicrosoft.com:
                domains:
                  - a.example
                  - two-words.example
                  - { id: unverified.example, isVerified: false }
                  - { id: teams.example, supportedServices: [] }
                tokens: [left-over, i-example.i-v1.mx.microsoft]
            """));
        string[] present = ["a-example.mail.protection.outlook.com", "twowords-example0i.mail.protection.outlook.com", "left-over.mail.protection.outlook.com", "i-example.i-v1.mx.microsoft", "a-onmicrosoft-com.mail.protection.outlook.com", Inquiry.DefaultControlHost];
        string[] absent = ["unverified-example.mail.protection.outlook.com", "teams-example.mail.protection.outlook.com", "two-words-example.mail.protection.outlook.com", "a-example.mail.eo.outlook.com"];

        Assert.All(present, name => Assert.Equal(world.AddressesOf[name], world.Resolve(name, RrType.A).Found!.Addresses));
        Assert.All(absent, name => Assert.Equal("NXDOMAIN", world.Resolve(name, RrType.A).Why));
        Assert.Equal("a-onmicrosoft-com.mail.protection.outlook.com", world.Resolve("a.onmicrosoft.com", RrType.Mx).Found?.Mx[0].Exchange);
    }

    // Pairs of domain and token that public DNS shows.
    [Theory]
    [InlineData("contoso.co.uk", "contoso-co-uk")]
    [InlineData("heig-vd.ch", "heigvd-ch01b")]
    [InlineData("pi-hf.com", "pihf-com0e")]
    [InlineData("rolls-roycemotorcars.com", "rollsroycemotorcars-com01c")]
    [InlineData("proline-cleaningsolutions.com", "prolinecleaningsolutions-com01i")]
    [InlineData("wiedemann-augsburg.de", "wiedemannaugsburg-de02c")]
    public void A_token_is_the_domain_with_its_hyphens_coded(string domain, string token) => Assert.Equal(token, MicrosoftZones.TokenOf(domain));

    [Fact]
    public void A_written_parent_keeps_its_word_and_still_reaches_what_is_synthesised()
    {
        var world = WorldSnapshot.At(WorldFile.Read("w", """
            dns:
              servers:
                ns.example: { address: 192.0.2.1, serves: [example, a.example] }
                ns.b.example: { address: 192.0.2.2, serves: [b.example] }
              zones:
                example: "ns A 192.0.2.1\na NS ns"
                a.example: "@ MX 10 mx"
                b.example: "@ MX 10 mx"
            """));

        Assert.NotNull(world.Resolve("a.example", RrType.Mx).Found);
        Assert.Equal("NXDOMAIN", world.Resolve("b.example", RrType.Mx).Why);
        Assert.NotNull(world.Resolve("fabrikam.example", RrType.Mx).Found);
        Assert.NotNull(world.Resolve(Inquiry.DefaultControlHost, RrType.A).Found);
    }

    [Fact]
    public void A_world_with_nothing_in_it_has_a_resolver_and_Microsofts_control_host()
    {
        var world = WorldSnapshot.At(WorldFile.Read("w", "about: nothing\n"));

        Assert.NotNull(world.Resolve(Inquiry.DefaultControlHost, RrType.A).Found);
        Assert.Equal("NXDOMAIN", world.Resolve("contoso.example", RrType.Mx).Why);
    }
}
