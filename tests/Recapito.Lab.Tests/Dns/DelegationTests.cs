using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>What different askers are told: by parents that differ from their children, inside an organisation, in a network that intercepts port 53.</summary>
public sealed class DelegationTests
{
    private const int A = 1, Ns = 2, Soa = 6, Mx = 15, Ds = 43;

    private const string World = """
        dns:
          servers: { ns1.contoso.example: { address: 192.0.2.53, serves: [contoso.example] } }
          zones:
            contoso.example: |
              @ NS ns1
              @ MX 10 mx
              ns1 A 192.0.2.53
              mx A 203.0.113.25
            contoso.example@inside: |
              @ MX 5 mx.inside
              mx.inside A 203.0.113.26
            contoso.local: |
              @ MX 5 mx
          delegations:
            contoso.example: { servers: [ns1.contoso.example, ns9.contoso.example], glue: { ns1.contoso.example: 192.0.2.99, ns9.contoso.example: [] }, ds: "12345 13 2 ab" }
          resolvers:
            - { name: public, address: 192.0.2.10 }
            - { name: office, address: 192.0.2.11, serves: [contoso.example@inside, contoso.local] }
        observer: { resolver: office }
        """;

    [Fact]
    public async Task A_parent_may_name_other_servers_and_addresses_than_the_child()
    {
        await using var lab = Start(World);
        var tld = lab.World.NameServers.Single(server => server.Name == "a.tld-servers.example").Addresses[0];

        Assert.Equal("0 []  / contoso.example 3600 NS ns1.contoso.example, contoso.example 3600 NS ns9.contoso.example / ns1.contoso.example 3600 A 192.0.2.99",
            (await Asking.Ask(lab.Routes, tld, "contoso.example", Mx))?.ToString());
        Assert.Equal("contoso.example 3600 43 5", (await Asking.Ask(lab.Routes, tld, "contoso.example", Ds))?.Sections[0].Single());
    }

    [Theory]
    [InlineData("192.0.2.10", "contoso.example", Mx, "2 [ra]  /  / ")]                      // the parent's address leads nowhere
    [InlineData("192.0.2.10", "contoso.local", Mx, "3 [ra]  / local 300 SOA a.tld-servers.example / ")]
    [InlineData("192.0.2.11", "contoso.example", Mx, "0 [aa ra] contoso.example 3600 MX 5 mx.inside.contoso.example /  / ")]
    [InlineData("192.0.2.11", "contoso.local", Mx, "0 [aa ra] contoso.local 3600 MX 5 mx.contoso.local /  / ")]
    [InlineData("192.0.2.11", "fabrikam.example", Mx, "0 [ra] fabrikam.example 3600 MX 10 mail.fabrikam.example /  / ")]
    public async Task Inside_an_organisation_its_own_zones_are_answered(string resolver, string name, int type, string wanted)
    {
        await using var lab = Start(World);

        Assert.Equal(wanted, (await Asking.Ask(lab.Routes, resolver, name, type))?.ToString());
    }

    [Fact]
    public async Task Where_port_53_is_intercepted_the_resolver_answers_at_every_address()
    {
        await using var lab = Start(World.Replace("observer: { resolver: office }", "observer: { resolver: public, port53: intercepted }", StringComparison.Ordinal)
            .Replace("ns1.contoso.example: 192.0.2.99", "ns1.contoso.example: 192.0.2.53", StringComparison.Ordinal));

        foreach (var address in new[] { "192.0.2.53", "203.0.113.25", "192.0.2.11" })
        {
            Assert.Equal("0 [ra] contoso.example 3600 MX 10 mx.contoso.example /  / ", (await Asking.Ask(lab.Routes, address, "contoso.example", Mx))?.ToString());
        }

        var query = Asking.Query("contoso.example", Soa, 0);
        Assert.NotNull(await Asking.Exchange(lab.Routes.InterceptedDnsPort!.Value, query, tcp: false, Asking.Patience));
        Assert.NotNull(await Asking.Exchange(lab.Routes.InterceptedDnsPort!.Value, query, tcp: true, Asking.Patience));
    }

    [Fact]
    public async Task Elsewhere_it_is_not_intercepted()
    {
        await using var lab = Start(World);

        Assert.Null(lab.Routes.InterceptedDnsPort);
        Assert.Equal("aa", (await Asking.Ask(lab.Routes, "192.0.2.53", "contoso.example", Ns))?.Flags);
        Assert.Equal(RouteFate.Refuse, lab.Routes.Routes.Single(route => route is { Address: "203.0.113.25", Port: 53, Protocol: TransportProtocol.Udp }).Fate);
    }

    [Theory]
    [InlineData("lose.example", A)]
    [InlineData("chain1.lose.example", A)]
    public async Task Chains_and_loops_of_aliases_end(string name, int type)
    {
        var links = string.Concat(Enumerable.Range(1, 40).Select(i => $"      chain{i} CNAME chain{i + 1}\n"));
        await using var lab = Start($"dns:\n  zones:\n    lose.example: |\n      @ CNAME a.find.example.\n{links}    find.example: |\n      a CNAME lose.example.\n");

        Assert.Equal(2, (await Asking.Ask(lab.Routes, lab.Routes.Resolver, name, type))?.Rcode);
    }

    [Fact]
    public async Task A_written_reverse_zone_stands_as_it_is_and_the_others_name_every_host()
    {
        await using var lab = Start("""
            dns:
              zones:
                contoso.example: "mx A 203.0.113.25"
                113.0.203.in-addr.arpa: |
                  25 PTR host25.dial.example.
                  26 PTR one.example.
                  26 PTR two.example.
            hosts:
              mx.contoso.example: { }
              mx.fabrikam.example: { address: 198.51.100.9 }
              mx2.fabrikam.example: { address: 198.51.100.10, ptr: [] }
              mx3.fabrikam.example: { address: [198.51.100.11], ptr: [a.dial.example, b.dial.example] }
            """);

        Assert.Equal("0 [ra]", await Reverse("25.113.0.203.in-addr.arpa"));
        Assert.Equal(2, (await Asking.Ask(lab.Routes, lab.Routes.Resolver, "26.113.0.203.in-addr.arpa", 12))?.Sections[0].Count);
        Assert.Equal("3 [ra]", await Reverse("27.113.0.203.in-addr.arpa"));
        Assert.Equal("0 [ra]", await Reverse("9.100.51.198.in-addr.arpa"));
        Assert.Equal("3 [ra]", await Reverse("10.100.51.198.in-addr.arpa"));
        Assert.Equal(["a.dial.example", "b.dial.example"], lab.World.Resolve("11.100.51.198.in-addr.arpa", RrType.Ptr).Found!.Records.Select(record => record.Data));
        Assert.Equal("mx.fabrikam.example", lab.World.Resolve("9.100.51.198.in-addr.arpa", RrType.Ptr).Found?.Records[0].Data);

        async Task<string> Reverse(string name) => (await Asking.Ask(lab.Routes, lab.Routes.Resolver, name, 12))!.ToString()[..6];
    }

    private static RunningLab Start(string text) => RunningLab.Start(WorldSnapshot.At(WorldFile.Read("w", text)), (_, _, _) => null);
}
