using static Recapito.Core.Tests.Scene;

namespace Recapito.Core.Tests;

/// <summary>Each row is a case as it may be found, with the verdict and cause that it must, and by that must not, have.</summary>
public sealed class CheckTests
{
    private const string Ok = "250 2.1.5 Ok";

    public static TheoryData<string, string, string> Scenarios
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (name, scene, want) in All())
            {
                _ = scene;
                rows.Add(name, want.Split(' ')[0], want.Contains(' ') ? want[(want.IndexOf(' ') + 1)..] : "");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_case_has_its_verdict(string name, string verdict, string cause)
    {
        var got = All().Single(row => row.Name == name).Scene().Judge();
        var said = $"{got.Verdict} {got.Cause?.Cause}; missing {string.Join(",", got.WhyNotProven)}; stand {string.Join(",", got.Candidates)}; meaning {got.Symptom.Meaning}";
        Assert.True(got.Verdict.ToString() == verdict && (got.Cause?.Cause ?? "") == cause, $"{name}: {said}, want {verdict} {cause}");
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Taking_an_observation_away_never_makes_it_surer(string name, string verdict, string cause)
    {
        _ = (verdict, cause);
        Sureness.NeverRises(name, All().Single(row => row.Name == name).Scene());
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_refusing_host_is_not_said_both_to_be_a_mail_exchanger_and_to_be_none(string name, string verdict, string cause)
    {
        _ = (verdict, cause);
        var facts = All().Single(row => row.Name == name).Scene().Judge().RuledOut.Select(ruled => ruled.Fact).ToList();
        Assert.False(facts.Contains("refusing-host-is-an-mx") && facts.Contains("refusing-host-is-not-an-mx"), $"{name}: {string.Join(", ", facts)}");
    }

    [Theory]
    [InlineData(2026112302, 2026112201, Party.Nobody, "wait", true)]
    [InlineData(2026010501, 2025122001, Party.DnsHost, "repair-zone-transfer", false)]
    public void A_copy_that_may_never_be_renewed_is_not_waited_for(uint newest, uint lagging, Party party, string remedy, bool ends)
    {
        var got = Behind(newest, lagging).Judge();
        Assert.Equal((party, remedy, ends), (got.Cause!.Party, got.Remedies[0].Id, got.VisibleEverywhereAt is not null));
    }

    /// <summary>Answers come in any order: an IPv6 address is talked to only once it is known that there is no other.</summary>
    [Theory]
    [InlineData(null, "2001:db8::25", "")]
    [InlineData("NODATA", "2001:db8::25", "2001:db8::25")]
    [InlineData("timeout", "2001:db8::25", "2001:db8::25")]
    [InlineData("192.0.2.25", "2001:db8::25", "192.0.2.25")]
    [InlineData("192.0.2.25", null, "192.0.2.25")]
    public void The_order_of_the_answers_does_not_choose_the_addresses(string? a, string? aaaa, string addresses)
    {
        var scene = new Scene();
        foreach (var (type, data) in new[] { (RrType.A, a), (RrType.Aaaa, aaaa) }.Where(pair => pair.Item2 is not null))
        {
            scene.Dns(Old, type, Vantage.Resolver, data!);
        }

        Assert.Equal(addresses, string.Join(' ', MailHosts.AddressesOf(Old, scene.Evidence)));
    }

    /// <summary>A name server with an older version leads some senders elsewhere, whatever is wrong besides; beside the change itself that is not said twice.</summary>
    [Theory]
    [InlineData("null-mx", "ns2.dnshost.example [192.0.2.2]: MX 10 mx.oldhost.example, SOA 3", 4, "0 .", 3, "10 mx.oldhost.example")]
    [InlineData("null-mx", null, 4, "0 .", 4, "0 .")]
    [InlineData("null-mx", null, 4, "0 .", 3, "0 .")]
    [InlineData("null-mx", null, 4, "0 .", 0, "timeout")]
    [InlineData("dns-change-in-flight", null, 4, "0 contoso-example.mail.protection.outlook.com", 3, "10 mx.oldhost.example")]
    public void A_name_server_that_lags_is_told_beside_another_cause(string cause, string? servers, uint newest, string mx, uint other, string otherMx)
    {
        var got = Changed().Mx(mx).Zone((newest, mx), (other, otherMx)).Bounce(cause is "null-mx" ? "556 5.1.10 Recipient address has null MX" : RelayDenied, cause is "null-mx" ? null : Old)
            .Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected).Judge();
        Assert.Equal((cause, servers), (got.Cause?.Cause, got.Contributing.SingleOrDefault(finding => finding.Cause is "name-server-lags")?.Arguments["servers"]));
    }

    internal static IEnumerable<(string Name, Func<Scene> Scene, string Want)> All() =>
        [.. HostDoesNotAccept(), .. Unreachable(), .. Surplus(), .. Token(), .. EdgeDirectory(), .. AskedEarlier(), .. NoTenant(), .. InFlight(), .. Views(), .. Sources(), .. NotSeenAtRcpt(), .. Outcomes()];

    private static Scene OneMx(string mx, string address) => new Scene().Mx($"10 {mx}").Zone((3, $"10 {mx}"), (3, $"10 {mx}")).Host(mx, address);

    private static Scene OldMx() => OneMx(Old, OldAddress).Bounce(RelayDenied, Old).Token(false);

    private static IEnumerable<(string, Func<Scene>, string)> HostDoesNotAccept() =>
    [
        ("the MX host refuses every address of the domain", () => OldMx().Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("the servers of the top level were not heard", () => OldMx().Smtp(Old, OldAddress, RelayDenied, RelayDenied)
            .Without(new DnsMessageRequest(Domain, RrType.Ns, Vantage.Server("a.nic.example", "192.0.2.200"))), "Likely mx-host-does-not-accept-domain"),
        ("the top level delegates the domain to other servers than the resolver asks", () => OldMx().Delegated("ns9.dnshost.example").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("the top level delegates the domain to one of the servers, which names no other", () => OldMx().Delegated("ns1.dnshost.example").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("its own zone says nothing of its address", () => OldMx().AtSource(Old, "timeout").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("its own zone denies its address", () => OldMx().AtSource(Old, "NODATA").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("its own zone gives another address, not asked", () => OldMx().AtSource(Old, "203.0.113.77").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("its own zone gives another address, which refuses alike", () => OldMx().AtSource(Old, "203.0.113.77").Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Old, "203.0.113.77", RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("its own zone gives another address, which takes it", () => OldMx().AtSource(Old, "203.0.113.77").Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Old, "203.0.113.77", "250 2.1.5 Ok", "550 5.1.1 User unknown"), "Undetermined"),
        ("nothing was asked of the host", () => OldMx(), "Likely mx-host-does-not-accept-domain"),
        ("nothing was asked at all", () => new Scene().Bounce(RelayDenied, Old), "Undetermined"),
        ("the host refuses our own address", () => OldMx().Smtp(Old, OldAddress, null, null), "Likely mx-host-does-not-accept-domain"),
        ("the host refuses the address and takes a random one", () => OldMx().Smtp(Old, OldAddress, RelayDenied, Ok), "Undetermined"),
        ("only the local resolver names the host", () => new Scene().Mx($"10 {Old}").Dns(Domain, RrType.Ns, Vantage.Resolver, "timeout").Host(Old, OldAddress).Bounce(RelayDenied, Old).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("one server is silent and the primary answers", () => OldMx().Zone((3, $"10 {Old}"), (0, "timeout")).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("the primary is silent, so a newer version may be hidden", () => OldMx().Zone((0, "timeout"), (3, $"10 {Old}")).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("one server hides its MX and shows an older serial", () => OldMx().Zone((3, $"10 {Old}"), (2, "timeout")).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("the refusal was a callout's, from behind the MX host", () => OldMx().Bounce("550 Callout verification failed: 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", Old).Ask(i => i).Smtp(Old, OldAddress, "550 Callout verification failed: 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", "550 Callout verification failed: 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"), "Undetermined"),
        ("the host knows the domain's users and refuses a random one as unknown", () => OldMx().Smtp(Old, OldAddress, RelayDenied, "550 5.1.1 <x>: Recipient address rejected: User unknown in local recipient table"), "Undetermined"),
        ("the same meaning with other codes", () => OldMx().Smtp(Old, OldAddress, "550 5.7.1 relaying denied", "550 5.7.1 relaying denied"), "Likely mx-host-does-not-accept-domain"),
        ("the report names no host", () => OldMx().Bounce(RelayDenied, null).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
        ("the report names a host that is no MX", () => OldMx().Bounce(RelayDenied, "relay.fabrikam.example").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Undetermined"),
        ("the host refuses the address and a random one, and takes a known-good one", () => OldMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, Ok), "Undetermined"),
        ("the same, and Microsoft has a name for the domain", () => OldMx().Token(true).Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, Ok), "Undetermined"),
        ("the host refuses a known-good address as well", () => OldMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("a known-good address was named and not asked for", () => OldMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Undetermined"),
        ("Microsoft has a name for the domain and nothing was asked of the host", () => OldMx().Token(true), "Likely mx-behind-mailboxes"),
        ("Microsoft has a name for the domain and the host refuses", () => OldMx().Token(true).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
    ];

    private const string OldV6 = "2001:db8:25::25";

    private static Scene SilentMx() => OneMx(Old, OldAddress).Bounce(NoAnswer, Old).Token(false);

    private static IEnumerable<(string, Func<Scene>, string)> Unreachable() =>
    [
        ("the MX host is silent beside a control host that answers", () => SilentMx().Dead(Old, OldAddress, ConnectResult.Silent), "Proven mx-host-unreachable"),
        ("the MX host refuses connections beside a control host", () => SilentMx().Dead(Old, OldAddress, ConnectResult.Refused), "Proven mx-host-unreachable"),
        ("it has an IPv6 address, where nothing could be compared", () => SilentMx().Dns(Old, RrType.Aaaa, Vantage.Resolver, OldV6).Dead(Old, OldAddress, ConnectResult.Silent), "Likely mx-host-unreachable"),
        ("its own zone alone gives an IPv6 address", () => SilentMx().Dns(Old, RrType.Aaaa, Vantage.Server("source.example", "192.0.2.99"), OldV6).Dead(Old, OldAddress, ConnectResult.Silent), "Likely mx-host-unreachable"),
        ("whether it has an IPv6 address was not heard", () => SilentMx().Dns(Old, RrType.Aaaa, Vantage.Resolver, "timeout").Dns(Old, RrType.Aaaa, Vantage.Server("source.example", "192.0.2.99"), "timeout")
            .Dead(Old, OldAddress, ConnectResult.Silent), "Likely mx-host-unreachable"),
        ("it is silent over IPv6 as well", () => SilentMx().Dns(Old, RrType.Aaaa, Vantage.Resolver, OldV6).Dead(Old, OldAddress, ConnectResult.Silent).Over(Old, OldV6, ConnectResult.Refused), "Proven mx-host-unreachable"),
        ("it answers over IPv6", () => SilentMx().Dns(Old, RrType.Aaaa, Vantage.Resolver, OldV6).Dead(Old, OldAddress, ConnectResult.Silent).Over(Old, OldV6, ConnectResult.Answered), "Likely mx-host-unreachable"),
        ("its IPv6 address is one that nobody outside reaches", () => SilentMx().Dns(Old, RrType.Aaaa, Vantage.Resolver, "fd00::25").Dead(Old, OldAddress, ConnectResult.Silent), "Proven mx-host-unreachable"),
        ("the control host is silent too", () => SilentMx().Dead(Old, OldAddress, ConnectResult.Silent, control: false), "Undetermined"),
        ("the connection is refused, without a control host", () => SilentMx().Dead(Old, OldAddress, ConnectResult.Refused, control: false), "Likely mx-host-unreachable"),
        ("the MX host answers now and refuses", () => SilentMx().Smtp(Old, OldAddress, "550 5.1.1 User unknown", "550 5.1.1 User unknown"), "Undetermined"),
        ("the MX host answers now and takes the address", () => SilentMx().Smtp(Old, OldAddress, Ok, Ok), "NoLongerReproducible"),
        ("the MX host has a private address", () => SilentMx().Host(Old, "10.1.2.3").Dead(Old, "10.1.2.3", ConnectResult.Refused), "Proven mx-target-not-public"),
        ("two MX hosts, one dead, the other takes the address", () => TwoMx(NoAnswer).Dead(Old, OldAddress, ConnectResult.Silent).Smtp(Good, GoodAddress, Ok, "550 5.1.1 User unknown"), "NoLongerReproducible"),
        ("two MX hosts, both dead", () => TwoMx(NoAnswer).Dead(Old, OldAddress, ConnectResult.Silent).Dead(Good, GoodAddress, ConnectResult.Refused), "Proven mx-host-unreachable"),
    ];

    private const string Good = "mail.contoso.example";
    private const string GoodAddress = "192.0.2.80";

    private static Scene TwoMx(string reply)
    {
        const string Both = $"10 {Good}, 20 {Old}";
        return new Scene().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Host(Old, OldAddress).Bounce(reply, Old).Token(false);
    }

    private static IEnumerable<(string, Func<Scene>, string)> Surplus() =>
    [
        ("the second MX refuses the domain, the first takes the address", () => TwoMx(RelayDenied).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, Ok, "550 5.1.1 User unknown"), "Proven surplus-mx"),
        ("the first takes everything, as a backup does", () => TwoMx(RelayDenied).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, Ok, Ok), "Likely surplus-mx"),
        ("whether the first takes everything was not answered", () => TwoMx(RelayDenied).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, Ok, null), "Likely surplus-mx"),
        ("the second takes a known-good address, the first everything", () => TwoMx(RelayDenied).Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, Ok).Smtp(Good, GoodAddress, Ok, Ok, Ok), "Undetermined"),
        ("the second refuses a known-good address too", () => TwoMx(RelayDenied).Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, Ok, "550 5.1.1 User unknown", Ok), "Proven surplus-mx"),
        ("both MX hosts refuse the domain, and the first takes a known-good address", () => TwoMx(RelayDenied).Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, RelayDenied, RelayDenied, Ok), "Likely mx-host-does-not-accept-domain"),
        ("both MX hosts refuse the domain", () => TwoMx(RelayDenied).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("the bounce came from the good host", () => TwoMx(RelayDenied).Bounce("550 5.1.1 User unknown", Good).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Good, GoodAddress, "550 5.1.1 User unknown", "550 5.1.1 User unknown"), "Undetermined"),
        ("the first MX is silent", () => TwoMx(RelayDenied).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Dead(Good, GoodAddress, ConnectResult.Silent), "Likely mx-host-does-not-accept-domain"),
    ];

    private const string WrongToken = "conto-so-example.mail.protection.outlook.com";

    private static readonly Vantage Source = Vantage.Server("ns1.msft.example", "192.0.2.200");

    private static Scene TokenMx() => OneMx(WrongToken, OldAddress).Host(WrongToken, null).Bounce(NotFound, WrongToken).Token(true)
        .Dns(WrongToken, RrType.Ns, Vantage.Resolver, "NXDOMAIN").Dns("mail.protection.outlook.com", RrType.Ns, Vantage.Resolver, "ns1.msft.example")
        .Host("ns1.msft.example", "192.0.2.200").Dns(WrongToken, RrType.A, Source, "NXDOMAIN");

    private static IEnumerable<(string, Func<Scene>, string)> Token() =>
    [
        ("the MX is written like Microsoft's and does not exist", () => TokenMx(), "Proven mx-token-unknown"),
        ("only the local resolver says so", () => TokenMx().Dns(WrongToken, RrType.A, Source, "timeout"), "Likely mx-token-unknown"),
        ("the name's own zone has it", () => TokenMx().Dns(WrongToken, RrType.A, Source, EdgeAddress), "Undetermined"),
        ("its address was not answered", () => TokenMx().Dns(WrongToken, RrType.A, Vantage.Resolver, "timeout"), "Undetermined"),
        ("the MX does not exist and is not Microsoft's", () => OneMx(Old, OldAddress).Host(Old, null).Bounce(NotFound, Old), "Undetermined"),
        ("the MX exists now", () => TokenMx().Host(WrongToken, EdgeAddress), "Undetermined"),
    ];

    private static Scene EdgeMx() => OneMx(Edge, EdgeAddress).Bounce(EdgeRejected, Edge);

    private static IEnumerable<(string, Func<Scene>, string)> EdgeDirectory() =>
    [
        ("the edge refuses the address and takes a known-good one", () => EdgeMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok), "Proven recipient-not-in-edge-directory"),
        ("no known-good address is given", () => EdgeMx().Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected), "Likely recipient-not-in-edge-directory"),
        ("the known-good address is refused as well", () => EdgeMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, EdgeRejected), "Likely recipient-not-in-edge-directory"),
        ("the random address is taken", () => EdgeMx().Smtp(Edge, EdgeAddress, EdgeRejected, Ok), "Undetermined"),
        ("the inside says authoritative and no such recipient", () => EdgeMx().Ask(i => i with { Inside = true }).Inside(AcceptedDomainType.Authoritative, null).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected), "Proven recipient-not-in-edge-directory"),
        ("the inside has the recipient", () => EdgeMx().Ask(i => i with { Inside = true }).Inside(AcceptedDomainType.Authoritative, "UserMailbox").Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected), "Likely recipient-not-in-edge-directory"),
        ("Exchange Online took the message, gave it back, and takes the address today as then", () => EdgeMx().Bounce("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "db5pepf00014b8a.eurprd02.prod.outlook.com").ReportedBy("db5pepf00014b8a.eurprd02.prod.outlook.com").Smtp(Edge, EdgeAddress, Ok, Ok), "Undetermined"),
        ("the sender's Exchange Online reports a refusal of the edge, which is gone", () => EdgeMx().ReportedBy("db5pepf00014b8a.eurprd02.prod.outlook.com").Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "NoLongerReproducible"),
        ("a gateway stands before Microsoft", () => OneMx("mx1.filter.example", OldAddress).Bounce(EdgeRejected, "db5pepf00014b8a.eurprd02.prod.outlook.com").Smtp("mx1.filter.example", OldAddress, Ok, Ok), "Likely recipient-not-in-edge-directory"),
        ("a Postfix rule with the same words", () => OldMx().Bounce("554 5.7.1 <lee@contoso.example>: Recipient address rejected: Access denied", Old).Smtp(Old, OldAddress, "554 5.7.1 <lee@contoso.example>: Recipient address rejected: Access denied", Ok), "Undetermined"),
    ];

    /// <summary>Recipients are asked for once an hour at most: an answer may be older than all the rest.</summary>
    private static IEnumerable<(string, Func<Scene>, string)> AskedEarlier() =>
    [
        ("the address was asked for half an hour before the known-good one", () => EdgeMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Earlier(30, RcptRole.Target), "Likely recipient-not-in-edge-directory"),
        ("the known-good address was asked for half an hour before", () => EdgeMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Earlier(30, RcptRole.KnownGood), "Likely recipient-not-in-edge-directory"),
        ("an invented address was asked for half an hour before", () => EdgeMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Earlier(30, RcptRole.Control), "Likely recipient-not-in-edge-directory"),
        ("all three were asked for within five minutes", () => EdgeMx().Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Earlier(5, RcptRole.Target, RcptRole.Control), "Proven recipient-not-in-edge-directory"),
        ("the host was asked half an hour before the DNS", () => OldMx().Smtp(Old, OldAddress, RelayDenied, RelayDenied).Earlier(30, RcptRole.Target, RcptRole.Control), "Likely mx-host-does-not-accept-domain"),
        ("the inside proves what the edge said half an hour before", () => EdgeMx().Ask(i => i with { Inside = true }).Inside(AcceptedDomainType.Authoritative, null).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected).Earlier(30, RcptRole.Target, RcptRole.Control), "Likely recipient-not-in-edge-directory"),
        ("the address was taken half an hour before the DNS was asked", () => EdgeMx().Smtp(Edge, EdgeAddress, Ok, EdgeRejected).Earlier(30, RcptRole.Target, RcptRole.Control), "Likely recipient-not-in-edge-directory"),
        ("the address is taken now, and an invented one was refused half an hour before", () => EdgeMx().Smtp(Edge, EdgeAddress, Ok, EdgeRejected).Earlier(30, RcptRole.Control), "NoLongerReproducible"),
    ];

    /// <summary>A file without a date beside it is no reason where the proof does not rest on it.</summary>
    [Theory]
    [InlineData(true, 30, "why.asked-earlier")]
    [InlineData(false, 30, "why.asked-earlier")]
    [InlineData(true, 0, "")]
    public void What_is_not_proven_for_an_earlier_answer_says_so_whatever_file_stands_beside_it(bool isUndated, int minutes, string why)
    {
        var scene = EdgeMx().Ask(i => i with { KnownGood = [KnownGood], Inside = true }).Inside(AcceptedDomainType.Authoritative, null).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Earlier(minutes, RcptRole.Target);
        Assert.Equal(why, string.Join(' ', (isUndated ? scene.Undated() : scene).Judge().WhyNotProven));
    }

    private static Scene WithBackup()
    {
        const string Both = $"0 {Edge}, 20 {Good}";
        return EdgeMx().Mx(Both).Zone((3, Both), (3, Both)).Host(Good, GoodAddress).Bounce(Attribution, Edge);
    }

    /// <summary>"Others stand" is said with all of them, also those that explain the cause more closely.</summary>
    [Fact]
    public void What_still_stands_beside_a_likely_cause_is_listed_whole()
    {
        var got = EdgeMx().Bounce(Attribution, Edge).Smtp(Edge, EdgeAddress, Attribution, Attribution).Judge();
        Assert.Equal(("domain-in-no-tenant", "domain-just-added domain-unverified"), (got.Cause?.Cause, string.Join(' ', got.Candidates)));
    }

    private static IEnumerable<(string, Func<Scene>, string)> NoTenant() =>
    [
        ("the edge attributes the domain to nobody", () => EdgeMx().Bounce(Attribution, Edge).Smtp(Edge, EdgeAddress, Attribution, Attribution), "Likely domain-in-no-tenant"),
        ("and the organisation says that the domain is not its own", () => EdgeMx().Bounce(Attribution, Edge).Ask(i => i with { Inside = true }).Inside(null, null).Smtp(Edge, EdgeAddress, Attribution, Attribution), "Proven domain-in-no-tenant"),
        ("the edge attributes the domain to nobody, and a backup takes everything", () => WithBackup().Smtp(Edge, EdgeAddress, Attribution, Attribution).Smtp(Good, GoodAddress, Ok, Ok), "Likely surplus-mx"),
        ("the legacy words of the edge", () => EdgeMx().Bounce("550 5.4.1 Relay Access Denied", Edge).Smtp(Edge, EdgeAddress, "550 5.4.1 Relay Access Denied", "550 5.4.1 Relay Access Denied"), "Likely domain-in-no-tenant"),
        ("the organisation has the domain", () => EdgeMx().Bounce(Attribution, Edge).Ask(i => i with { Inside = true }).Inside(AcceptedDomainType.Authoritative, null).Smtp(Edge, EdgeAddress, Attribution, Attribution), "Likely domain-just-added"),
        ("the refusing host is not Microsoft", () => OldMx().Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
    ];

    private static Scene Changed() => new Scene().Bounce(RelayDenied, Old).Mx($"10 {Old}", 2950).Zone((4, $"0 {Edge}"), (4, $"0 {Edge}"))
        .Host(Old, OldAddress).Host(Edge, EdgeAddress);

    private static Scene Behind(uint newest, uint lagging) => Changed().Mx($"0 {Edge}").Zone((newest, $"0 {Edge}"), (lagging, $"10 {Old}")).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected);

    private static IEnumerable<(string, Func<Scene>, string)> InFlight() =>
    [
        ("a secondary has the version of yesterday, by the dates in the serials", () => Behind(2026112302, 2026112201), "Proven dns-change-in-flight"),
        ("a secondary has the version of last year, and that of January is the newest", () => Behind(2026010501, 2025122001), "Likely dns-change-in-flight"),
        ("the newest version is of last week", () => Behind(2026111601, 2026111501), "Likely dns-change-in-flight"),
        ("the older serial is no date", () => Behind(2026010501, 17), "Proven dns-change-in-flight"),
        ("the serials only look like dates", () => Behind(2026013901, 2026013801), "Proven dns-change-in-flight"),
        ("the bounce is ten days old, and the secondary is still behind", () => Behind(4, 3).BouncedAt("-10.00:00:00"), "Likely dns-change-in-flight"),
        ("the bounce is of yesterday, and the secondary is still behind", () => Behind(4, 3).BouncedAt("-1.00:00:00"), "Proven dns-change-in-flight"),
        ("the old host takes a known-good address, and the new one everything", () => Behind(4, 3).Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, Ok).Smtp(Edge, EdgeAddress, Ok, Ok, Ok), "Likely dns-change-in-flight"),
        ("the old host takes a known-good address, and the new one knows the address", () => Behind(4, 3).Ask(i => i with { KnownGood = [KnownGood] }).Smtp(Old, OldAddress, RelayDenied, RelayDenied, Ok), "Proven dns-change-in-flight"),
        ("a cache still has the old MX", () => Changed().Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Proven dns-change-in-flight"),
        ("a secondary still has the old MX", () => Changed().Mx($"0 {Edge}").Zone((4, $"0 {Edge}"), (3, $"10 {Old}")).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Proven dns-change-in-flight"),
        ("a cache still has the old MX, whose host is dead", () => Changed().Bounce(NoAnswer, Old).Dead(Old, OldAddress, ConnectResult.Silent).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Proven dns-change-in-flight"),
        ("a cache still has the old MX, whose host is dead at its IPv4 address alone, as far as it was seen", () => Changed().Bounce(NoAnswer, Old).Dns(Old, RrType.Aaaa, Vantage.Resolver, OldV6)
            .Dead(Old, OldAddress, ConnectResult.Silent).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Likely dns-change-in-flight"),
        ("the new host was not seen to take the address", () => Changed().Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, null, null), "Likely dns-change-in-flight"),
        ("an older version of a secondary names another host, the newest the refusing one", () => OldMx().Zone((4, $"10 {Old}"), (3, "10 mx.older.example")).Host("mx.older.example", "203.0.113.99").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("the change is visible everywhere and the new host takes the address", () => Changed().Mx($"0 {Edge}").Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "NoLongerReproducible"),
    ];

    private static Scene Override(uint ttl) => Changed().Mx($"10 {Old}", ttl).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected);

    private static Scene InsideView(string primary) => new Scene().Bounce(RelayDenied, Old).Mx($"10 {Old}", 2950).Zone((4, $"0 {Edge}"), (4, $"0 {Edge}"))
        .Host(Old, OldAddress).Host(Edge, EdgeAddress).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected)
        .Dns(Domain, RrType.Soa, Vantage.Resolver, $"{primary} hostmaster.contoso.example 3 7200 3600 1209600 3600");

    private static IEnumerable<(string, Func<Scene>, string)> Views() =>
    [
        ("the resolver has a SOA of its own and the refusing MX with it", () => InsideView("dc1.corp.contoso.example"), "Likely split-horizon"),
        ("the resolver has an older SOA of the public primary", () => InsideView("ns1.dnshost.example"), "Proven dns-change-in-flight"),
        ("the resolver's copy has a full TTL, as an override of one name has", () => Override(3600), "Likely dns-change-in-flight"),
        ("the resolver's copy has counted down from a longer TTL", () => Override(20000), "Proven dns-change-in-flight"),
        ("two servers differ under one serial", () => Changed().Zone((4, $"0 {Edge}"), (4, $"10 {Old}")).Smtp(Old, OldAddress, RelayDenied, RelayDenied).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Undetermined"),
        ("nothing is known of the resolver's SOA", () => InsideView("ns1.dnshost.example").Without(new DnsRequest(Domain, RrType.Soa, Vantage.Resolver)), "Likely dns-change-in-flight"),
        ("Microsoft's verification MX beside the host that refuses", () => Verification().Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("the same, its address not answered", () => Verification().Dns("ms12345678.msv1.invalid", RrType.A, Vantage.Resolver, "timeout").Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Likely mx-host-does-not-accept-domain"),
    ];

    private static Scene Verification()
    {
        const string Both = $"10 {Old}, 32767 ms12345678.msv1.invalid";
        return OldMx().Mx(Both).Zone((3, Both), (3, Both)).Host("ms12345678.msv1.invalid", null);
    }

    private const string Partner = "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set";

    private static Scene Restricted(string addresses, string reply = Partner + " [192.0.2.25]", string further = "RestrictDomainsToCertificate=False; ") => EdgeMx().Bounce(reply, Edge).BouncedAt("09:30").From("ana@fabrikam.example").Smtp(Edge, EdgeAddress, Ok, EdgeRejected)
        .Listed(Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector, $"Name=From Fabrikam; ConnectorType=Partner; Enabled=True; SenderDomains=fabrikam.example; RestrictDomainsToIPAddresses=True; {further}SenderIPAddresses={addresses}; WhenChangedUTC=2026-11-01T08:00:00Z");

    private static IEnumerable<(string, Func<Scene>, string)> Sources() =>
    [
        ("the address of the refused host is not on the connector's list", () => Restricted("192.0.2.240/28|192.0.2.26"), "Proven partner-connector-restriction"),
        ("it is on the list, as an address", () => Restricted("192.0.2.240/28|192.0.2.25"), "Likely partner-connector-restriction"),
        ("it is on the list, within a network", () => Restricted("192.0.2.0/25"), "Likely partner-connector-restriction"),
        ("it is on the list, and a certificate decides as well", () => Restricted("192.0.2.25", further: "RestrictDomainsToCertificate=True; TlsSenderCertificateName=*.fabrikam.example; "), "Proven partner-connector-restriction"),
        ("an entry of the list cannot be read", () => Restricted("192.0.2.26|192.0.2.1-192.0.2.30"), "Proven partner-connector-restriction"),
        ("nobody says which address was refused", () => Restricted("192.0.2.25", Partner), "Proven partner-connector-restriction"),
    ];

    [Theory]
    [InlineData("192.0.2.240/28", Partner + " [192.0.2.25]", "names, 192.0.2.25, is not among them")]
    [InlineData("192.0.2.1-192.0.2.30", Partner + " [192.0.2.25]", "could not be compared")]
    [InlineData("192.0.2.240/28", Partner, "could not be compared")]
    [InlineData("192.0.2.0/24", Partner + " [192.0.2.25]", "is among those that the connector admits")]
    public void What_became_of_the_comparison_with_a_partners_list_is_said(string addresses, string reply, string says) =>
        Assert.Contains(says, string.Join(' ', DiagnosisText.Write(Restricted(addresses, reply).Judge(), new(), Catalogue.Default).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    private static IEnumerable<(string, Func<Scene>, string)> NotSeenAtRcpt() =>
    [
        ("the edge refused after DATA and takes everything at RCPT", () => EdgeMx().Bounce("550 5.4.1 All recipient addresses rejected : Access denied. AS(201806271) [DB5EUR02FT012.eop-EUR02.prod.protection.outlook.com]", Edge).Smtp(Edge, EdgeAddress, Ok, Ok), "Likely recipient-not-in-edge-directory"),
        ("a connector refused the sender, and the null sender is taken", () => EdgeMx().Bounce(Partner, Edge).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Likely partner-connector-restriction"),
        ("an unknown text for the sender, and the null sender is taken", () => OldMx().Bounce("554 5.0.0 not from you", Old).Smtp(Old, OldAddress, Ok, Ok), "Undetermined"),
        ("the refusal was the sender's own relay's", () => OneMx(Old, OldAddress).Bounce(RelayDenied, "relay.fabrikam.example").From("ana@fabrikam.example").Smtp(Old, OldAddress, Ok, Ok), "Likely relay-through-wrong-host"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Outcomes() =>
    [
        ("an address without a bounce is taken", () => OneMx(Edge, EdgeAddress).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "Healthy"),
        ("an address without a bounce is refused by the MX host", () => OneMx(Old, OldAddress).Token(false).Smtp(Old, OldAddress, RelayDenied, RelayDenied), "Proven mx-host-does-not-accept-domain"),
        ("a text that the catalogue does not know", () => OldMx().Bounce("554 5.0.0 go away", Old).Smtp(Old, OldAddress, "554 5.0.0 go away", "554 5.0.0 go away"), "Undetermined"),
        ("Zoho's own use of the code", () => OldMx().Bounce("541 5.4.1 Mail rejected by destination domain", Old).Smtp(Old, OldAddress, "541 5.4.1 Mail rejected by destination domain", "541 5.4.1 Mail rejected by destination domain"), "Proven other-systems-refusal"),
    ];
}
