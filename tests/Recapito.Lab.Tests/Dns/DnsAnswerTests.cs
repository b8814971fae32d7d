using System.Diagnostics;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public sealed class DnsAnswerTests(DnsAnswerTests.Lab lab) : IClassFixture<DnsAnswerTests.Lab>
{
    private const string World = """
        dns:
          servers:
            ns1.host.example: { address: 192.0.2.53, serves: [a.example, sub.a.example, host.example] }
            ns2.host.example: { address: 192.0.2.54, serves: [a.example@old] }
            ns3.host.example: { address: 192.0.2.55, serves: [bad.example] }
          zones:
            a.example: |
              $TTL 600
              @ SOA ns1.host.example. h 2 7200 3600 1209600 120
              @ NS ns1.host.example.
              @ NS ns2.host.example.
              @ MX 10 mx
              @ MX 20 mx.elsewhere.example.
              mx A 192.0.2.25
              mx AAAA 2001:db8::25
              alias CNAME other
              other CNAME mx
              loop1 CNAME loop2
              loop2 CNAME loop1
              away CNAME www.gone.example.
              broken CNAME nothing
              x.y.deep A 192.0.2.26
              *.wild A 192.0.2.27
              sub NS ns1.host.example.
              lost NS ns.lost
              ns.lost A 192.0.2.66
              big TXT "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
              big TXT "1123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
              big TXT "2123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
              big TXT "3123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
              big TXT "4123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
            a.example@old: |
              @ MX 5 mx.old.example.
            sub.a.example: |
              @ A 192.0.2.30
            host.example: |
              @ NS ns1
              ns1 A 192.0.2.53
              ns2 A 192.0.2.54
              ns3 A 192.0.2.55
            bad.example: |
              @ NS ns3.host.example.
              @ MX 10 mx
              tc MX 10 mx
              dead MX 10 mx
            lonely.example: |
              @ MX 10 mx
              mx A 203.0.113.77
          resolvers:
            - { name: r, address: 192.0.2.10, caches: ["a.example. 42 IN MX 5 mx.old.example."] }
            - { name: fresh, address: 192.0.2.11 }
          faults:
            - { server: ns3.host.example, on: TXT, do: drop }
            - { server: ns3.host.example, name: servfail.bad.example, do: servfail }
            - { server: ns3.host.example, name: refuse.bad.example, do: refuse }
            - { server: ns3.host.example, name: nxdomain.bad.example, do: nxdomain }
            - { server: ns3.host.example, on: AAAA, name: bad.example, do: nodata }
            - { server: ns3.host.example, on: MX, name: tc.bad.example, do: truncate }
            - { server: ns3.host.example, on: MX, name: dead.bad.example, do: truncate-dead }
            - { server: ns3.host.example, name: lame.bad.example, do: lame }
            - { server: ns3.host.example, name: bad.example, on: MX, do: no-aa }
            - { server: ns3.host.example, name: lie.bad.example, do: lie, records: ["lie.bad.example. 9 A 192.0.2.99"] }
            - { server: fresh, name: hidden.a.example, do: servfail }
        """;

    private const int A = 1, Ns = 2, Cname = 5, Soa = 6, Mx = 15, Txt = 16, Aaaa = 28;
    private const string Ns1 = "192.0.2.53", Ns2 = "192.0.2.54", Ns3 = "192.0.2.55", Cached = "192.0.2.10", Fresh = "192.0.2.11";
    private const string ASoa = "a.example 120 SOA ns1.host.example";

    public static TheoryData<string, string, string, int, string> Questions => new()
    {
        { "an RRset with addresses beside", Ns1, "a.example", Mx, "0 [aa] a.example 600 MX 10 mx.a.example, a.example 600 MX 20 mx.elsewhere.example /  / mx.a.example 600 A 192.0.2.25, mx.a.example 600 AAAA 2001:db8::25" },
        { "a chain of aliases inside the zone", Ns1, "alias.a.example", A, "0 [aa] alias.a.example 600 CNAME other.a.example, other.a.example 600 CNAME mx.a.example, mx.a.example 600 A 192.0.2.25 /  / " },
        { "the alias itself", Ns1, "alias.a.example", Cname, "0 [aa] alias.a.example 600 CNAME other.a.example /  / " },
        { "a loop of aliases ends", Ns1, "loop1.a.example", A, "0 [aa] loop1.a.example 600 CNAME loop2.a.example, loop2.a.example 600 CNAME loop1.a.example /  / " },
        { "an alias out of the zone", Ns1, "away.a.example", A, "0 [aa] away.a.example 600 CNAME www.gone.example /  / " },
        { "an alias to nothing (RFC 6604)", Ns1, "broken.a.example", A, $"3 [aa] broken.a.example 600 CNAME nothing.a.example / {ASoa} / " },
        { "NXDOMAIN with the negative TTL", Ns1, "none.a.example", A, $"3 [aa]  / {ASoa} / " },
        { "NODATA", Ns1, "mx.a.example", Txt, $"0 [aa]  / {ASoa} / " },
        { "an empty non-terminal exists", Ns1, "deep.a.example", A, $"0 [aa]  / {ASoa} / " },
        { "a wildcard", Ns1, "p.q.wild.a.example", A, "0 [aa] p.q.wild.a.example 600 A 192.0.2.27 /  / " },
        { "a wildcard without that type", Ns1, "p.wild.a.example", Mx, $"0 [aa]  / {ASoa} / " },
        { "a child zone at the same server", Ns1, "sub.a.example", A, "0 [aa] sub.a.example 3600 A 192.0.2.30 /  / " },
        { "a referral with glue", Ns1, "www.lost.a.example", A, "0 []  / lost.a.example 600 NS ns.lost.a.example / ns.lost.a.example 600 A 192.0.2.66" },
        { "a zone that it does not serve", Ns1, "example.org", A, "5 []  /  / " },
        { "another case, echoed", Ns1, "MX.A.Example", A, "0 [aa] MX.A.Example 600 A 192.0.2.25 /  / " },
        { "a lagging secondary", Ns2, "a.example", Mx, "0 [aa] a.example 3600 MX 5 mx.old.example /  / " },
        { "SOA and NS that the text leaves out", Ns2, "a.example", Ns, "0 [aa] a.example 3600 NS ns1.host.example, a.example 3600 NS ns2.host.example /  / " },
        { "servfail", Ns3, "servfail.bad.example", A, "2 []  /  / " },
        { "refuse", Ns3, "refuse.bad.example", A, "5 []  /  / " },
        { "a false NXDOMAIN", Ns3, "nxdomain.bad.example", Mx, "3 [aa]  / bad.example 300 SOA ns3.host.example / " },
        { "no AA", Ns3, "bad.example", Mx, "0 [] bad.example 3600 MX 10 mx.bad.example /  / " },
        { "lame", Ns3, "lame.bad.example", Mx, "0 []  / . 3600 NS a.root-servers.example / " },
        { "a lie", Ns3, "lie.bad.example", A, "0 [aa] lie.bad.example 9 A 192.0.2.99 /  / " },
        { "truncation", Ns3, "tc.bad.example", Mx, "0 [aa tc]  /  / " },
        { "a resolver that recurses", Fresh, "a.example", Mx, "0 [ra] a.example 600 MX 10 mx.a.example, a.example 600 MX 20 mx.elsewhere.example /  / " },
        { "a resolver with a cache", Cached, "a.example", Mx, "0 [ra] a.example 42 MX 5 mx.old.example /  / " },
        { "a cache holds one type only", Cached, "mx.a.example", A, "0 [ra] mx.a.example 600 A 192.0.2.25 /  / " },
        { "aliases across zones", Fresh, "away.a.example", A, "3 [ra] away.a.example 600 CNAME www.gone.example / example 300 SOA a.tld-servers.example / " },
        { "a loop of aliases at a resolver", Fresh, "loop1.a.example", A, "2 [ra]  /  / " },
        { "dead servers", Fresh, "lost.a.example", A, "2 [ra]  /  / " },
        { "a lame server is no answer", Fresh, "lame.bad.example", Mx, "2 [ra]  /  / " },
        { "a truncated answer is fetched over TCP", Fresh, "tc.bad.example", Mx, "0 [ra] tc.bad.example 3600 MX 10 mx.bad.example /  / " },
        { "a truncated answer without TCP", Fresh, "dead.bad.example", Mx, "2 [ra]  /  / " },
        { "a silent server is no answer", Fresh, "bad.example", Txt, "2 [ra]  /  / " },
        { "a refusing server is no answer", Fresh, "refuse.bad.example", A, "2 [ra]  /  / " },
        { "a fault of the resolver's own", Fresh, "hidden.a.example", A, "2 [ra]  /  / " },
        { "a zone without servers is served all the same", Fresh, "lonely.example", Mx, "0 [ra] lonely.example 3600 MX 10 mx.lonely.example /  / " },
        { "reverse", Fresh, "77.113.0.203.in-addr.arpa", 12, "3 [ra]  / in-addr.arpa 300 SOA a.tld-servers.example / " },
        { "an unknown token of Microsoft's", Fresh, "b-example.mail.protection.outlook.com", A, "3 [ra]  / mail.protection.outlook.com 300 SOA ns1.microsoft-dns.example / " },
        { "the sender's domain", Fresh, "fabrikam.example", Mx, "0 [ra] fabrikam.example 3600 MX 10 mail.fabrikam.example /  / " },
        { "the root", Fresh, ".", Ns, "0 [ra] . 3600 NS a.root-servers.example /  / " },
    };

    [Theory, MemberData(nameof(Questions))]
    public async Task A_question_has_this_answer_over_UDP_and_TCP(string what, string server, string name, int type, string wanted)
    {
        var udp = await Asking.Ask(lab.Routes, server, name, type);
        Assert.True(wanted == udp?.ToString(), $"{what}: {udp}");

        var tcp = await Asking.Ask(lab.Routes, server, name, type, tcp: true, edns: 1232);
        Assert.True(wanted.Contains(" tc]", StringComparison.Ordinal) ? tcp is { Flags: "aa" } : wanted == tcp?.ToString(), $"{what} over TCP: {tcp}");
    }

    [Theory]
    [InlineData("bad.example", Txt, false)]
    [InlineData("bad.example", Txt, true)]
    [InlineData("dead.bad.example", Mx, true)]
    public async Task Silence_is_silence(string name, int type, bool tcp) =>
        Assert.Null(await Asking.Ask(lab.Routes, Ns3, name, type, tcp, patience: TimeSpan.FromMilliseconds(200)));

    [Fact]
    public async Task What_does_not_fit_is_truncated_and_comes_whole_over_TCP_or_with_EDNS()
    {
        Assert.Equal("aa tc", (await Asking.Ask(lab.Routes, Ns1, "big.a.example", Txt))?.Flags);
        Assert.Equal(5, (await Asking.Ask(lab.Routes, Ns1, "big.a.example", Txt, edns: 1232))?.Sections[0].Count);
        Assert.Equal(5, (await Asking.Ask(lab.Routes, Ns1, "big.a.example", Txt, tcp: true))?.Sections[0].Count);
    }

    [Theory]
    [InlineData("00", false, null)]                                      // no header
    [InlineData("123481000001000000000000", false, null)]                // a response
    [InlineData("1234010000010000000000000461", false, 1)]               // a name cut short
    [InlineData("123401000001000000000000c00c00010001", false, 1)]       // a pointer in a question
    [InlineData("1234280000010000000000000000010001", false, 4)]         // UPDATE
    [InlineData("1234010000010000000000000000010003", false, 5)]         // class CH
    [InlineData("123401000000000000000000", true, 1)]                    // no question
    public async Task A_bad_query_is_answered_by_its_error_or_not_at_all(string hex, bool tcp, int? rcode)
    {
        var port = lab.Routes.Routes.First(route => route.Address == Ns1 && route.Port == 53).LoopbackPort;
        var reply = await Asking.Exchange(port, Convert.FromHexString(hex), tcp, rcode is null ? TimeSpan.FromMilliseconds(200) : Asking.Patience);

        Assert.Equal(rcode, reply is null ? null : reply[3] & 15);
    }

    [Fact]
    public async Task A_delay_holds_each_answer_back()
    {
        await using var slow = RunningLab.Start(WorldSnapshot.At(WorldFile.Read("w", World)), (_, _, _) => null, new(DelayMilliseconds: 60));
        var clock = Stopwatch.StartNew();

        Assert.NotNull(await Asking.Ask(slow.Routes, Ns1, "a.example", Mx));
        Assert.InRange(clock.ElapsedMilliseconds, 55, 60_000);
        clock.Restart();
        Assert.NotNull(await Asking.Ask(slow.Routes, Ns1, "a.example", Mx, tcp: true));
        Assert.InRange(clock.ElapsedMilliseconds, 110, 60_000);
    }

    [Fact]
    public void In_memory_the_resolver_says_the_same()
    {
        var world = WorldSnapshot.At(WorldFile.Read("w", World));

        Assert.Equal(42u, world.Resolve("a.example", RrType.Mx).Found?.Ttl);
        Assert.Equal([new MxRecord(10, "mx.a.example"), new MxRecord(20, "mx.elsewhere.example")], world.Resolve("a.example", RrType.Mx, "fresh").Found!.Mx);
        Assert.Equal("NXDOMAIN", world.Resolve("none.a.example", RrType.A).Why);
        Assert.Equal("NODATA", world.Resolve("deep.a.example", RrType.A).Why);
        Assert.Equal("SERVFAIL", world.Resolve("lame.bad.example", RrType.Mx).Why);
    }

    public sealed class Lab : IAsyncDisposable
    {
        private readonly RunningLab lab = RunningLab.Start(WorldSnapshot.At(WorldFile.Read("dns.yaml", World)), (_, _, _) => null);

        public LabRoutes Routes => lab.Routes;

        public ValueTask DisposeAsync() => lab.DisposeAsync();
    }
}
