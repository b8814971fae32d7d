using Recapito.Core;
using Recapito.SystemTests;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

public class DnsProbeTests
{
    private const string Domain = "contoso.example";
    private const string Server = "192.0.2.53";
    private static readonly Vantage Ns1 = Vantage.Server("ns1.dnshost.example", Server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static (string Row, bool AtServer, RrType Type, Func<DnsQuery, byte[]?> Answer, string Want)[] Rows =>
    [
        ("two exchangers", true, RrType.Mx, q => q.Answer("aa", 0, [Mx(Domain, 20, "MX2.Contoso.EXAMPLE"), Mx(Domain, 10, "mx.contoso.example")]), "Present aa: 20 mx2.contoso.example; 10 mx.contoso.example"),
        ("null MX", true, RrType.Mx, q => q.Answer("aa", 0, [Mx(Domain, 0, ".")]), "Present aa: 0 ."),
        ("an answer from a cache", false, RrType.Mx, q => q.Answer("", 0, [Mx(Domain, 10, "mx.contoso.example", 2950)]), "Present: 10 mx.contoso.example"),
        ("address", false, RrType.A, q => q.Answer("", 0, [A(Domain, "203.0.113.25")]), "Present: 203.0.113.25"),
        ("IPv6 address", false, RrType.Aaaa, q => q.Answer("", 0, [Aaaa(Domain, "2001:db8:0::25")]), "Present: 2001:db8::25"),
        ("SOA", true, RrType.Soa, q => q.Answer("aa", 0, [Soa(Domain)]), "Present aa: ns1.dnshost.example hostmaster.contoso.example 2026112302 7200 3600 1209600 3600"),
        ("text with an escape sequence", false, RrType.Txt, q => q.Answer("", 0, [Txt(Domain, "v=spf1 \u001b[2J \"-all\"")]), "Present: \"v=spf1 \\027[2J \\\"-all\\\"\""),
        ("NXDOMAIN", true, RrType.Mx, q => q.Answer("aa", 3, authority: [Soa(Domain)]), "Absent NXDOMAIN"),
        ("NXDOMAIN at a resolver", false, RrType.Mx, q => q.Answer("", 3), "Absent NXDOMAIN"),
        ("NODATA", true, RrType.Mx, q => q.Answer("aa", 0, authority: [Soa(Domain)]), "Absent NODATA"),
        ("NODATA at a resolver", false, RrType.Mx, q => q.Answer("", 0, authority: [Soa(Domain)]), "Absent NODATA"),
        ("SERVFAIL", false, RrType.Mx, q => q.Answer("", 2), "Unavailable SERVFAIL"),
        ("REFUSED", true, RrType.Mx, q => q.Answer("", 5), "Unavailable REFUSED"),
        ("FORMERR", false, RrType.Mx, q => q.Answer("", 1), "Unavailable FORMERR"),
        ("NOTIMP", false, RrType.Mx, q => q.Answer("", 4), "Unavailable NOTIMP"),
        ("RCODE 11", false, RrType.Mx, q => q.Answer("", 11), "Unavailable RCODE 11"),
        ("not authoritative", true, RrType.Mx, q => q.Answer("", 0, [Mx(Domain, 10, "mx.contoso.example")]), "Unavailable not authoritative (lame)"),
        ("not authoritative NXDOMAIN", true, RrType.Mx, q => q.Answer("", 3), "Unavailable not authoritative (lame)"),
        ("referral", true, RrType.Mx, q => q.Answer("", 0, authority: [Ns(".", "a.root.example")]), "Unavailable not authoritative (lame): a referral to a.root.example"),
        ("alias chain", false, RrType.A, q => q.Answer("", 0, [Cname(Domain, "Web.example"), Cname("web.example", "host.example"), A("host.example", "203.0.113.9")]), "Present: web.example; host.example; 203.0.113.9"),
        ("alias chain out of order", false, RrType.A, q => q.Answer("", 0, [A("host.example", "203.0.113.9"), Cname(Domain, "host.example")]), "Present: host.example; 203.0.113.9"),
        ("alias asked for", false, RrType.Cname, q => q.Answer("", 0, [Cname(Domain, "host.example")]), "Present: host.example"),
        ("alias to nothing", false, RrType.Mx, q => q.Answer("", 0, [Cname(Domain, "host.example")]), "Absent NODATA (alias of host.example)"),
        ("alias to a name that is none", false, RrType.Mx, q => q.Answer("", 3, [Cname(Domain, "host.example")]), "Absent NXDOMAIN (alias of host.example)"),
        ("alias out of the zone", true, RrType.Mx, q => q.Answer("aa", 0, [Cname(Domain, "host.example")]), "Present aa: host.example"),
        ("alias to itself", false, RrType.A, q => q.Answer("", 0, [Cname(Domain, Domain)]), "Unavailable the aliases of contoso.example go in a circle or are more than 16"),
        ("alias circle", false, RrType.A, q => q.Answer("", 0, [Cname(Domain, "b.example"), Cname("b.example", Domain)]), "Unavailable the aliases of contoso.example go in a circle or are more than 16"),
        ("records of another name only", false, RrType.A, q => q.Answer("", 0, [A("evil.example", "203.0.113.66")]), "Absent NODATA"),
        ("truncated, whole over TCP", true, RrType.Mx, q => q.Tcp ? q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]) : q.Answer("aatc"), "Present aa: 10 mx.contoso.example"),
        ("truncated, closed over TCP", true, RrType.Mx, q => q.Tcp ? null : q.Answer("aatc"), "Unavailable the answer over UDP is truncated, and over TCP: "),
        ("cut inside a record", true, RrType.Mx, q => q.Tcp ? q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]) : q.Answer("aatc", 0, [Mx(Domain, 10, "mx.contoso.example")])[..^9], "Present aa: 10 mx.contoso.example"),
        ("TTL with the top bit set", false, RrType.Mx, q => q.Answer("", 0, [Mx(Domain, 10, "mx.contoso.example", int.MinValue)]), "Present: 10 mx.contoso.example"),
        ("empty datagram", false, RrType.Mx, q => [], "Unavailable "),
        ("garbage", false, RrType.Mx, q => [.. Enumerable.Repeat((byte)0xff, 40)], "Unavailable "),
        ("another ID", false, RrType.Mx, q => q.Answer("", 0, [Mx(Domain, 10, "mx.evil.example")], id: (ushort)(q.Id + 1)), "Unavailable "),
        ("another question", false, RrType.Mx, q => q.Answer("", 0, [Mx("evil.example", 10, "mx.evil.example")], question: [.. Wire("evil.example"), 0, 15, 0, 1]), "Unavailable "),
        ("a compression pointer to itself", false, RrType.Mx, q => q.Answer("", 0, [[0xC0, (byte)(12 + q.Question.Length), 0, 15, 0, 1, 0, 0, 0, 1, 0, 4, 0, 10, 0xC0, 12]]), "Unavailable "),
        ("a compression pointer past the end", false, RrType.Mx, q => q.Answer("", 0, [[0xFF, 0xFF, 0, 15, 0, 1, 0, 0, 0, 1, 0, 4, 0, 10, 0xC0, 12]]), "Unavailable "),
        ("more records announced than sent", false, RrType.Mx, q => { var bytes = q.Answer(); bytes[7] = 9; return bytes; }, "Unavailable "),
    ];

    public static TheoryData<string> RowNames => [.. Rows.Select(row => row.Row)];

    [Theory, MemberData(nameof(RowNames))]
    public async Task Each_answer_becomes_what_it_says_and_no_more(string name)
    {
        var row = Rows.Single(row => row.Row == name);
        await using var lab = new TestLab().Dns(row.AtServer ? Server : TestLab.Resolver, row.Answer);
        var seen = await lab.DnsProbe().AskAsync(new DnsRequest(Domain, row.Type, row.AtServer ? Ns1 : Vantage.Resolver), Cancel);
        var got = seen is Present<RrSet> { Value: var set }
            ? $"Present{(set.Authoritative ? " aa" : "")}: {string.Join("; ", set.Records.Select(record => record.Data))}"
            : $"{seen.Outcome} {seen.Why}";
        Assert.True(row.Want is "Unavailable " || row.Want.EndsWith(": ", StringComparison.Ordinal) ? got.StartsWith(row.Want, StringComparison.Ordinal) : got == row.Want, $"{name}: got {got}, want {row.Want}");
        Assert.Equal(TestLab.Now, seen.Source.At);
    }

    [Fact]
    public async Task A_chain_of_aliases_is_kept_with_its_owners()
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer("", 0, [Cname(Domain, "host.example"), A("host.example", "203.0.113.9")]));
        var seen = Assert.IsType<Present<RrSet>>(await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.A, Vantage.Resolver), Cancel));
        Assert.Equal([new(Domain, RrType.Cname, 60, "host.example"), new("host.example", RrType.A, 300, "203.0.113.9")], seen.Value.Records);
    }

    [Theory]
    [InlineData(true, "ns1.dnshost.example [192.0.2.53]", "dig +norecurse @192.0.2.53 contoso.example MX")]
    [InlineData(false, "resolver 192.0.2.10", "dig @192.0.2.10 contoso.example MX")]
    public async Task Only_a_resolver_is_asked_to_recurse_and_provenance_says_who_was_asked(bool atServer, string by, string command)
    {
        await using var lab = new TestLab().Dns(atServer ? Server : TestLab.Resolver, q => q.Answer("aa", 0, [Mx(Domain, 10, "mx.contoso.example")]));
        var seen = await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, atServer ? Ns1 : Vantage.Resolver), Cancel);
        Assert.Equal((by, command), (seen.Source.By, seen.Source.Command));
        Assert.Equal(!atServer, Assert.Single(lab.Asked).RecursionDesired);
    }

    [Fact]
    public async Task Silence_is_a_timeout_after_as_many_tries_as_allowed_and_no_more()
    {
        await using var lab = new TestLab { Limits = ProbeLimits.ForLab with { Dns = TimeSpan.FromMilliseconds(150) } };
        lab.Dns(TestLab.Resolver, _ => null);
        var seen = await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Vantage.Resolver), Cancel);
        Assert.Equal((Outcome.Unavailable, "timeout after 0.15 s, 2 tries"), (seen.Outcome, seen.Why));

        // What was sent last may still lie there. Nothing is sent any more.
        Assert.NotNull(await Deadline.WaitForAsync(TimeSpan.FromSeconds(30), () => lab.Queries.Count >= 2 ? lab : null));
        Assert.Equal(2, lab.Queries.Count);
    }

    [Theory]
    [InlineData(RouteFate.Drop, "no answer from 192.0.2.10 port 53 within 0.03 s, 2 tries")]
    [InlineData(RouteFate.Refuse, "connection refused by 192.0.2.10 port 53")]
    [InlineData(RouteFate.Unreachable, "no route to 192.0.2.10")]
    public async Task A_route_that_leads_nowhere_is_a_gap(RouteFate fate, string why)
    {
        await using var lab = new TestLab().With(TestLab.Resolver, fate, 53, TransportProtocol.Udp);
        var seen = await lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Vantage.Resolver), Cancel);
        Assert.Equal((Outcome.Unavailable, why), (seen.Outcome, seen.Why));
    }

    [Fact]
    public async Task A_callers_cancel_stays_a_cancel()
    {
        await using var lab = new TestLab();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        lab.Dns(TestLab.Resolver, _ =>
        {
            gone.Cancel();
            return null;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.DnsProbe().AskAsync(new DnsRequest(Domain, RrType.Mx, Vantage.Resolver), gone.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b.example")]
    [InlineData("a\r\nb.example")]
    [InlineData("a..example")]
    [InlineData("a.example.")]
    [InlineData("\0.example")]
    [InlineData("(a).example")]
    [InlineData("bücher.example")]
    public async Task What_is_no_host_name_is_not_sent(string name)
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer());
        var seen = await lab.DnsProbe().AskAsync(new DnsRequest(name, RrType.A, Vantage.Resolver), Cancel);
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.StartsWith("not a host name", seen.Why, StringComparison.Ordinal);
        Assert.Empty(lab.Queries);
    }

    [Fact]
    public async Task The_root_can_be_asked_for()
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer("", 0, [Ns(".", "a.root.example")]));
        var seen = Assert.IsType<Present<RrSet>>(await lab.DnsProbe().AskAsync(new DnsRequest(".", RrType.Ns, Vantage.Resolver), Cancel));
        Assert.Equal([new(".", RrType.Ns, 3600, "a.root.example")], seen.Value.Records);
    }

    [Fact]
    public async Task A_name_server_with_a_private_address_is_not_asked_in_the_real_world()
    {
        var probe = new DnsProbe(new Dialer(new()), TimeProvider.System);
        var seen = await probe.AskAsync(new DnsRequest(Domain, RrType.Mx, Vantage.Server("ns.evil.example", "169.254.169.254")), Cancel);
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Contains("special-purpose", seen.Why, StringComparison.Ordinal);
    }
}
