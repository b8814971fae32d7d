using static Recapito.Core.Tests.Scene;

namespace Recapito.Core.Tests;

/// <summary>Names that do not exist, MX records that name no host, and none at all: each row is one case with its verdict.</summary>
public sealed class NameCheckTests
{
    private const string Ok = "250 2.1.5 Ok";
    private const string Unknown = "550 5.1.1 <lee@contoso.example>: Recipient address rejected: User unknown in local recipient table";
    private const string NoHost = "5.4.4 Host or domain name not found. Name service error for name=mx.oldhost.example type=A: Host not found";
    private const string NoRecord = "5.4.4 Host or domain name not found. Name service error for name=mx.oldhost.example type=A: Host found but no data record of requested type";
    private const string TryAgain = "4.4.3 Host or domain name not found. Name service error for name=mx.oldhost.example type=A: Host not found, try again";
    private const string NoDomain = "5.4.4 Host or domain name not found. Name service error for name=contoso.example type=A: Host not found";
    private const string Nonexistent = "550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain";
    private const string Nulled = "5.1.0 Domain contoso.example does not accept mail (nullMX)";
    private const string DomainAddress = "203.0.113.80";

    private static readonly Vantage Source = Vantage.Server("source.example", "192.0.2.99");
    private static readonly Vantage Top = Vantage.Server("a.nic.example", "192.0.2.200");

    public static TheoryData<string, string> Cases => [.. All().Select(row => (row.Name, row.Want))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_has_its_verdict(string name, string want)
    {
        var got = All().Single(row => row.Name == name).Scene().Judge();
        Assert.True(want == $"{got.Verdict} {got.Cause?.Cause}".Trim(),
            $"{name}: {got.Verdict} {got.Cause?.Cause}, want {want}; missing {string.Join(", ", got.WhyNotProven)}; stand {string.Join(", ", got.Candidates)}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Taking_an_observation_away_never_makes_it_surer(string name, string want)
    {
        _ = want;
        Sureness.NeverRises(name, All().Single(row => row.Name == name).Scene());
    }

    /// <summary>That a domain has lapsed, only the top level can say; a host that its own zone denies is another matter, and what a resolver says no proof.</summary>
    [Theory]
    [InlineData("lapsed", "its domain has lapsed, and the zone above says so")]
    [InlineData(null, "its domain has lapsed, and the zone above is silent")]
    [InlineData(null, "the MX names a host that its own zone denies")]
    public void Only_the_top_level_shows_that_the_domain_of_a_host_has_lapsed(string? variant, string name) =>
        Assert.Equal(variant, All().Single(row => row.Name == name).Scene().Judge().Cause!.Arguments.GetValueOrDefault("variant"));

    /// <summary>That the other hosts have no address either is said only where all of them were seen to have none: a gap is no absence.</summary>
    [Theory]
    [InlineData("NXDOMAIN", "no other host that it names has an address either (mx2.oldhost.example)")]
    [InlineData("timeout", null)]
    public void Of_several_hosts_a_gap_is_not_called_missing(string second, string? said)
    {
        const string other = "mx2.oldhost.example";
        var scene = Lapsed($"10 {Old}, 20 {other}").See(Above(Old, NxDomain)).See(Above(other, NxDomain)).Dns(other, RrType.Ns, Vantage.Resolver, "NXDOMAIN")
            .Dns(other, RrType.A, Vantage.Resolver, second).Dns(other, RrType.Aaaa, Vantage.Resolver, second).Bounce(NoHost, Old);
        var text = string.Join(' ', DiagnosisText.Write(scene.Judge(), new(), Catalogue.Default).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.True(said is not null == text.Contains("no other host that it names", StringComparison.Ordinal), text);
        Assert.Contains(said ?? "mx.oldhost.example", text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, Func<Scene> Scene, string Want)> All() => [.. Targets(), .. Addresses(), .. Null(), .. NoMx(), .. Alias(), .. Domains()];

    private static IEnumerable<(string, Func<Scene>, string)> Targets() =>
    [
        ("the MX names a host that its own zone denies", () => Dead().Bounce(NoHost, Old), "Proven mx-target-has-no-address"),
        ("the host is there without an address", () => Dead("NODATA").Bounce(NoRecord, Old), "Proven mx-target-has-no-address"),
        ("the report names no host", () => Dead().Bounce(Nonexistent, null), "Proven mx-target-has-no-address"),
        ("the report tells of a failed look-up", () => Dead().Bounce(TryAgain, Old), "Likely mx-target-has-no-address"),
        ("the report says that the domain itself does not exist", () => Dead().Bounce(NoDomain, Domain), "Likely mx-target-has-no-address"),
        ("the report names another host", () => Dead().Bounce(NoHost, "mx.litware.example"), "Likely mx-target-has-no-address"),
        ("its own zone gives no answer", () => Dead("timeout").Bounce(NoHost, Old), "Likely mx-target-has-no-address"),
        ("its own zone was not asked", () => Dead().Without(new DnsRequest(Old, RrType.A, Source)).Bounce(NoHost, Old), "Undetermined"),
        ("its own zone gives it an address", () => Dead(OldAddress).Bounce(NoHost, Old), "Undetermined"),
        ("its domain has lapsed, and the zone above says so", () => Lapsed().See(Above(Old, NxDomain)).Bounce(NoHost, Old), "Proven mx-target-has-no-address"),
        ("its domain has lapsed, and the zone above is silent", () => Lapsed().See(new Unavailable<DnsMessage>(Asked(Old), "timeout", By)).Bounce(NoHost, Old), "Likely mx-target-has-no-address"),
        ("the resolver denies its domain, and the zone above delegates it", () => Lapsed().See(Above(Old, Delegation("oldhost.example"))).Bounce(NoHost, Old), "Undetermined"),
        ("a second host has an address", () => Zone("10 mx.oldhost.example, 20 mx.contoso.example").Host("mx.contoso.example", OldAddress).Bounce(NoHost, Old), "Undetermined"),
        ("an address stands in the MX", () => Zone("10 203.0.113.25").Bounce(Nonexistent, null), "Proven mx-target-is-address"),
        ("the report of it tells of a failed look-up", () => Zone("10 203.0.113.25").Bounce("550 5.4.312 Message expired, DNS query failed(ErrorRetry)", null), "Likely mx-target-is-address"),
        ("only the resolver shows the address in the MX", () => Zone("10 203.0.113.25").Zone((0, "timeout"), (0, "timeout")).Bounce(Nonexistent, null), "Likely mx-target-is-address"),
        ("a name stands beside the address", () => Zone("10 203.0.113.25, 20 mx.oldhost.example").Host(Old, OldAddress).Bounce(Nonexistent, null), "Undetermined"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Addresses() =>
    [
        ("the zone gives the host a private address", () => Inner("10.0.0.25").Bounce(NoAnswer, Old), "Proven mx-target-not-public"),
        ("only the resolver gives it a private address", () => Inner("10.0.0.25").AtSource(Old, "timeout").Bounce(NoAnswer, Old), "Likely mx-target-not-public"),
        ("the resolver gives a private address and the zone a public one", () => Inner("10.0.0.25").AtSource(Old, OldAddress).Bounce(NoAnswer, Old), "Undetermined"),
        ("it has a public IPv6 address too", () => Inner("10.0.0.25").Dns(Old, RrType.Aaaa, Source, "2001:db8::25").Bounce(NoAnswer, Old), "Undetermined"),
        ("the host is private, and the report names another one", () => Inner("10.0.0.25").Bounce(NoAnswer, "mx.litware.example"), "Likely mx-target-not-public"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Null() =>
    [
        ("a null MX", () => Zone("0 .").Bounce(Nulled, null), "Proven null-mx"),
        ("a null MX, by the resolver alone", () => Zone("0 .").Zone((0, "timeout"), (0, "timeout")).Bounce(Nulled, null), "Likely null-mx"),
        ("a null MX that a server does not have yet", () => new Scene().Mx("0 .").Zone((4, "0 ."), (3, $"10 {Old}")).Bounce(Nulled, null), "Proven null-mx"),
        ("a null MX beside a host", () => Zone($"0 ., 10 {Old}").Host(Old, OldAddress).Bounce(Nulled, null), "Proven null-mx-mixed"),
        ("a null MX beside a host that takes the address from here", () => Zone($"0 ., 10 {Old}").Host(Old, OldAddress).Smtp(Old, OldAddress, Ok, Ok).Bounce(Nulled, null), "Proven null-mx-mixed"),
        ("the null MX is gone, and the host takes the address", () => Zone($"10 {Old}").Host(Old, OldAddress).Smtp(Old, OldAddress, Ok, Ok).Bounce(Nulled, null), "NoLongerReproducible"),
        ("the null MX is gone, and the host refuses", () => Zone($"10 {Old}").Host(Old, OldAddress).Smtp(Old, OldAddress, Unknown, Unknown).Bounce(Nulled, null), "Undetermined"),
        ("the null MX of the sender", () => Zone("0 .").Bounce("550 5.7.27 Sender address has null MX", Old), "Undetermined"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> NoMx() =>
    [
        ("no MX, and the domain's own host relays for nobody", () => Web().Smtp(Domain, DomainAddress, RelayDenied, RelayDenied).Bounce(RelayDenied, Domain), "Proven no-mx-address-record-used"),
        ("no MX, and the host was not asked", () => Web().Bounce(RelayDenied, Domain), "Likely no-mx-address-record-used"),
        ("no MX, and the host is dead", () => Web().Dead(Domain, DomainAddress, ConnectResult.Refused).Bounce(NoAnswer, Domain), "Proven no-mx-address-record-used"),
        ("no MX, and no control host answered", () => Web().Dead(Domain, DomainAddress, ConnectResult.Silent, control: false).Bounce(NoAnswer, Domain), "Undetermined"),
        ("no MX, and the host answers now", () => Web().Smtp(Domain, DomainAddress, Unknown, Unknown).Bounce(NoAnswer, Domain), "Undetermined"),
        ("no MX, and the host takes a random address", () => Web().Smtp(Domain, DomainAddress, RelayDenied, Ok).Bounce(RelayDenied, Domain), "Undetermined"),
        ("no MX, and the host knows no user", () => Web().Smtp(Domain, DomainAddress, Unknown, Unknown).Bounce(Unknown, Domain), "Likely no-mx-address-record-used"),
        ("no MX, and the host knows a user that surely exists", () => Web().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Domain, DomainAddress, Unknown, Unknown, Ok).Bounce(Unknown, Domain), "Likely recipient-does-not-exist"),
        ("no MX, and another host refused", () => Web().Smtp(Domain, DomainAddress, RelayDenied, RelayDenied).Bounce(RelayDenied, "relay.fabrikam.example"), "Undetermined"),
        ("an MX is there now", () => Zone($"10 {Old}").Host(Old, OldAddress).Host(Domain, DomainAddress).Bounce(RelayDenied, Domain), "Undetermined"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Alias() =>
    [
        ("the MX is an alias, and the host takes the address from here", () => Aliased().Smtp(Old, OldAddress, Ok, Unknown).Bounce(RelayDenied, Old), "Likely mx-is-alias"),
        ("the MX is an alias, and the report names its target", () => Aliased().Smtp(Old, OldAddress, Ok, Unknown).Bounce(RelayDenied, "mx7.oldhost.example"), "Likely mx-is-alias"),
        ("the MX is an alias, and the host refuses everybody", () => Aliased().Smtp(Old, OldAddress, RelayDenied, RelayDenied).Bounce(RelayDenied, Old), "Proven mx-host-does-not-accept-domain"),
        ("the MX is an alias, and another host refused", () => Aliased().Smtp(Old, OldAddress, Ok, Unknown).Bounce(RelayDenied, "relay.fabrikam.example"), "NoLongerReproducible"),
        ("the MX is no alias, and the host takes the address from here", () => Zone($"10 {Old}").Host(Old, OldAddress).Smtp(Old, OldAddress, Ok, Unknown).Bounce(RelayDenied, Old), "NoLongerReproducible"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Domains() =>
    [
        ("the domain does not exist, says the zone above too", () => Missing().See(Above(Domain, NxDomain)).Bounce(NoDomain, Domain), "Proven domain-does-not-exist"),
        ("the zone above is silent", () => Missing().See(new Unavailable<DnsMessage>(Asked(Domain), "timeout", By)).Bounce(NoDomain, Domain), "Likely domain-does-not-exist"),
        ("the zone above was not asked", () => Missing().Bounce(NoDomain, Domain), "Undetermined"),
        ("the zone above delegates the domain", () => Missing().See(Above(Domain, Delegation(Domain))).Bounce(NoDomain, Domain), "Undetermined"),
        ("an answer without authority is none", () => Missing().See(Above(Domain, NxDomain with { Authoritative = false })).Bounce(NoDomain, Domain), "Likely domain-does-not-exist"),
        ("the report of a domain that is gone tells of a failed look-up", () => Missing().See(Above(Domain, NxDomain)).Bounce(NoDomain + ", try again", Domain), "Likely domain-does-not-exist"),
        ("the report says that the name has no such record", () => Missing().See(Above(Domain, NxDomain)).Bounce(NoRecord.Replace(Old, Domain, StringComparison.Ordinal), Domain), "Likely domain-does-not-exist"),
        ("the report names a host of a domain that is gone now", () => Missing().See(Above(Domain, NxDomain)).Bounce(NoHost, Old), "Likely domain-does-not-exist"),
        ("all servers of the zone say that there is no such name, and the zone above delegates it to them", () => new Scene().Mx("NXDOMAIN").Zone((3, "NXDOMAIN"), (3, "NXDOMAIN")).Bounce(NoDomain, Domain), "Undetermined"),
        ("one server of the zone knows the name", () => new Scene().Mx("NXDOMAIN").Zone((3, "NXDOMAIN"), (3, "NODATA")).Bounce(NoDomain, Domain), "Undetermined"),
    ];

    private static Provenance By => new("a.nic.example [192.0.2.200]", Now);

    private static DnsMessage NxDomain => new("NXDOMAIN", true, [], [], []);

    private static DnsMessage Delegation(string zone) => new("NOERROR", false, [], [new(zone, RrType.Ns, 3600, "ns1.dnshost.example")], []);

    private static DnsMessageRequest Asked(string name) => new(name, RrType.Ns, Top);

    private static Present<DnsMessage> Above(string name, DnsMessage said) => new(Asked(name), said, By);

    private static Scene Zone(string mx) => new Scene().Mx(mx).Zone((3, mx), (3, mx));

    private static Scene Dead(string atSource = "NXDOMAIN")
    {
        var scene = Zone($"10 {Old}").Host(Old, null).AtSource(Old, atSource);
        return atSource is "NXDOMAIN" or "timeout" ? scene.Dns(Old, RrType.Aaaa, Source, atSource) : scene;
    }

    private static Scene Lapsed(string mx = $"10 {Old}") => TopLevel(Zone(mx).Host(Old, null).Dns(Old, RrType.Ns, Vantage.Resolver, "NXDOMAIN").Dns("oldhost.example", RrType.Ns, Vantage.Resolver, "NXDOMAIN"));

    private static Scene Missing() => TopLevel(new Scene().Mx("NXDOMAIN").Dns(Domain, RrType.Ns, Vantage.Resolver, "NXDOMAIN"));

    private static Scene TopLevel(Scene scene) => scene.Dns(".", RrType.Ns, Vantage.Resolver, "a.root.example").Dns("example", RrType.Ns, Vantage.Resolver, "a.nic.example").Host("a.nic.example", "192.0.2.200");

    private static Scene Inner(string address) => Zone($"10 {Old}").Host(Old, address);

    private static Scene Web() => Zone("NODATA").Host(Domain, DomainAddress).AtSource(Domain, DomainAddress)
        .Dns(Domain, RrType.Ns, Vantage.Resolver, "ns1.dnshost.example, ns2.dnshost.example").Dns(Domain, RrType.A, Vantage.Server("ns1.dnshost.example", "192.0.2.1"), DomainAddress)
        .Dns(Domain, RrType.Aaaa, Vantage.Server("ns1.dnshost.example", "192.0.2.1"), "NODATA").Delegated("ns1.dnshost.example", "ns2.dnshost.example");

    private static Scene Aliased()
    {
        var scene = Zone($"10 {Old}").Host(Old, OldAddress);
        return scene.See(new Present<RrSet>(new DnsRequest(Old, RrType.A, Vantage.Resolver),
            new([new(Old, RrType.Cname, 3600, "mx7.oldhost.example"), new("mx7.oldhost.example", RrType.A, 3600, OldAddress)], false), By));
    }
}
