using Recapito.Core;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

/// <summary>Whoever is not of this network learns nothing of inner networks from its resolver.</summary>
public sealed class PublicNamesOnlyTests
{
    private const string NotTold = "the answer of this network's resolver holds an address that is not public, and is not told";

    private const string NoAnswer = "this network's resolver gives no answer that can be used";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost", RrType.A)]
    [InlineData("a.localhost", RrType.Aaaa)]
    [InlineData("printer.local", RrType.A)]
    [InlineData("local", RrType.Ns)]
    [InlineData("db.internal", RrType.Mx)]
    [InlineData("router.home.arpa", RrType.A)]
    [InlineData("dc1.ad.corp", RrType.A)]
    [InlineData("nas.lan", RrType.Txt)]
    [InlineData("a.onion", RrType.A)]
    [InlineData("intranet", RrType.A)]
    [InlineData("fileserver", RrType.Mx)]
    [InlineData("example", RrType.A)]
    [InlineData("5.0.0.10.in-addr.arpa", RrType.Ptr)]
    [InlineData("10.in-addr.arpa", RrType.Ns)]
    [InlineData("16.172.in-addr.arpa", RrType.Soa)]
    [InlineData("1.168.192.in-addr.arpa", RrType.Ptr)]
    [InlineData("254.169.in-addr.arpa", RrType.Ns)]
    [InlineData("1.0.0.127.in-addr.arpa", RrType.Ptr)]
    [InlineData("d.f.ip6.arpa", RrType.Ns)]
    [InlineData("8.e.f.ip6.arpa", RrType.Ns)]
    public async Task The_resolver_is_not_asked_about_names_of_inner_networks(string name, RrType type)
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer());
        var seen = await Probe(lab).AskAsync(new DnsRequest(name, type, Vantage.Resolver), Cancel);
        Assert.Equal((Outcome.Unavailable, $"{name} is no name of the public DNS: this network's resolver is not asked about it"), (seen.Outcome, seen.Why));
        Assert.Empty(lab.Queries);
    }

    [Theory]
    [InlineData(".", RrType.Ns)]
    [InlineData("example", RrType.Ns)]
    [InlineData("contoso.example", RrType.Mx)]
    [InlineData("local.contoso.example", RrType.A)]
    [InlineData("mylocal.example", RrType.A)]
    [InlineData("arpa", RrType.Ns)]
    [InlineData("172.in-addr.arpa", RrType.Ns)]
    [InlineData("25.113.0.203.in-addr.arpa", RrType.Ptr)]
    [InlineData("8.8.8.8.in-addr.arpa", RrType.Ptr)]
    [InlineData("8.b.d.0.1.0.0.2.ip6.arpa", RrType.Ns)]
    public async Task The_resolver_is_asked_about_public_names(string name, RrType type)
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Answer());
        var seen = await Probe(lab).AskAsync(new DnsRequest(name, type, Vantage.Resolver), Cancel);
        Assert.Equal((Outcome.Absent, "NODATA"), (seen.Outcome, seen.Why));
        Assert.NotEmpty(lab.Queries);
    }

    private static readonly (string Row, Func<DnsQuery, byte[]?> Answer, string Want)[] Answers =
    [
        ("a public address", q => q.Answer("", 0, [A("mx.contoso.example", "203.0.113.25")]), "Present"),
        ("an inner address", q => q.Answer("", 0, [A("mx.contoso.example", "10.0.0.5")]), NotTold),
        ("an inner address beside a public one", q => q.Answer("", 0, [A("mx.contoso.example", "203.0.113.25"), A("mx.contoso.example", "192.168.1.1")]), NotTold),
        ("an inner address behind an alias", q => q.Answer("", 0, [Cname("mx.contoso.example", "host.example"), A("host.example", "172.16.0.1")]), NotTold),
        ("an inner address of another name", q => q.Answer("", 0, [A("dc1.contoso.example", "10.0.0.6")]), NotTold),
        ("an inner IPv6 address", q => q.Answer("", 0, [A("mx.contoso.example", "203.0.113.25"), Aaaa("mx.contoso.example", "fd00::5")]), NotTold),
        ("an inner address with a name that is none", q => q.Answer("", 3, [A("dc1.contoso.example", "10.0.0.6")]), NotTold),
        ("no such name", q => q.Answer("", 3), "NXDOMAIN"),
        ("a failure", q => q.Answer("", 2), "SERVFAIL"),
        ("silence", _ => null, "timeout after 0.2 s, 2 tries"),
        ("refuses", _ => null, NoAnswer),
    ];

    public static TheoryData<string> AnswerNames => [.. Answers.Select(answer => answer.Row)];

    [Theory, MemberData(nameof(AnswerNames))]
    public async Task An_inner_address_is_a_gap_and_never_an_absence_and_the_resolver_has_no_address(string row)
    {
        var (_, answer, want) = Answers.Single(one => one.Row == row);
        await using var lab = row is "refuses" ? new TestLab().With(TestLab.Resolver, RouteFate.Refuse, 53, TransportProtocol.Udp) : new TestLab().Dns(TestLab.Resolver, answer);
        lab.Limits = lab.Limits with { Dns = row is "silence" ? TimeSpan.FromMilliseconds(200) : lab.Limits.Dns };
        var probe = Probe(lab);
        Observation[] both =
        [
            await probe.AskAsync(new DnsRequest("mx.contoso.example", RrType.A, Vantage.Resolver), Cancel),
            await probe.AskAsync(new DnsMessageRequest("mx.contoso.example", RrType.A, Vantage.Resolver), Cancel),
        ];
        Assert.Equal(want, both[0].Why ?? both[0].Outcome.ToString());
        Assert.All(both, seen =>
        {
            Assert.Equal((want is NotTold or NoAnswer ? Outcome.Unavailable : seen.Outcome, "resolver"), (seen.Outcome, seen.Source.By));
            Assert.StartsWith("dig ", seen.Source.Command, StringComparison.Ordinal);
            Assert.DoesNotContain(TestLab.Resolver, $"{seen.Why} {seen.Source.By} {seen.Source.Command}", StringComparison.Ordinal);
            Assert.DoesNotContain("@", seen.Source.Command, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_a_server_of_the_zone_says_is_public_and_told()
    {
        await using var lab = new TestLab().Dns("192.0.2.53", q => q.Answer("aa", 0, [A("mx.contoso.example", "10.0.0.5")]));
        var seen = await Probe(lab).AskAsync(new DnsRequest("mx.contoso.example", RrType.A, Vantage.Server("ns1.dnshost.example", "192.0.2.53")), Cancel);
        Assert.Equal(["10.0.0.5"], Assert.IsType<Present<RrSet>>(seen).Value.Addresses);
        Assert.Equal("ns1.dnshost.example [192.0.2.53]", seen.Source.By);
    }

    private static DnsProbe Probe(TestLab lab) => new(lab.Dialer, new StandingClock(TestLab.Now), TestLab.Resolver) { PublicNamesOnly = true };
}
