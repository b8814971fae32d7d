using static Recapito.Core.ExchangeSide;
using static Recapito.Core.Tests.Scene;
using Kind = Recapito.Core.ExchangeObjectKind;

namespace Recapito.Core.Tests;

/// <summary>Causes on the sender's side, refusals that pass, rules of other systems, and mailboxes elsewhere: each row is a case as it may be found.</summary>
public sealed class SenderCheckTests
{
    private const string Ok = "250 2.1.5 Ok";
    private const string NotHere = "550 5.1.1 <x>: Recipient address rejected: User unknown in local recipient table";
    private const string Sender = "fabrikam.example";
    private const string Reporter = "mail.fabrikam.example";
    private const string Client = "192.0.2.25";
    private const string Listed = "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using bl.blocklist.example";
    private const string SpfFail = "550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom;id=ana@fabrikam.example;ip=192.0.2.25;r=mx";
    private const string Gmail = "550 5.7.26 The sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. SPF [fabrikam.example] with ip: [192.0.2.25] = did not pass";
    private const string Dmarc = "550 5.7.509 Access denied, sending domain [FABRIKAM.EXAMPLE] does not pass DMARC verification and has a DMARC policy of reject";
    private const string Rule = "541 5.4.1 Mail rejected by destination domain";
    private const string Region = "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information please go to https://go.microsoft.com/fwlink/?linkid=865268 [VI1EUR06FT032.eop-eur06.prod.protection.outlook.com]";
    private const string Expired = "550 4.4.7 QUEUE.Expired; message expired";
    private const string Held = "2024-05-06T08:00:00Z";

    public static TheoryData<string, string> Scenarios => [.. All().Select(row => (row.Name, row.Want))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_case_has_its_verdict(string name, string want)
    {
        var got = All().Single(row => row.Name == name).Scene().Judge();
        var said = $"{got.Verdict} {got.Cause?.Cause}".TrimEnd();
        Assert.True(said == want, $"{name}: {said}; missing {string.Join(",", got.WhyNotProven)}; stand {string.Join(",", got.Candidates)}; meaning {got.Symptom.Meaning}; want {want}");
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Taking_an_observation_away_never_makes_it_surer(string name, string want)
    {
        _ = want;
        Sureness.NeverRises(name, All().Single(row => row.Name == name).Scene());
    }

    [Theory]
    [InlineData("Client host [192.0.2.25] blocked", "192.0.2.25")]
    [InlineData("see http://lists.example/?ip=192.0.2.25", "192.0.2.25")]
    [InlineData("[IPv6:2001:DB8::25] and 2001:db8:0::25.", "2001:db8::25")]
    [InlineData("with ip: [192.0.2.25] = did not pass; 192.0.2.26: also", "192.0.2.25 192.0.2.26")]
    [InlineData("at 12:30:00 on 1.2.3 by 25 of 300.1.1.1", "")]
    public void The_addresses_that_a_reply_names_are_found(string text, string addresses) => Assert.Equal(addresses, string.Join(' ', ReplyAddresses.In(SmtpReply.Parse(text))));

    private static IEnumerable<(string Name, Func<Scene> Scene, string Want)> All() => [.. Passing(), .. Blocked(), .. Unauthenticated(), .. Relaying(), .. Systems(), .. Elsewhere()];

    private static Scene Mx() => new Scene().Mx($"10 {Old}").Zone((3, $"10 {Old}"), (3, $"10 {Old}")).Host(Old, OldAddress).Token(false).From("ana@fabrikam.example").ReportedBy(Reporter).BouncedAt("09:30");

    private static Scene Hosted() => new Scene().Mx($"0 {Edge}").Zone((3, $"0 {Edge}"), (3, $"0 {Edge}")).Host(Edge, EdgeAddress).From("ana@fabrikam.example").ReportedBy(Reporter).BouncedAt("09:30");

    private static Scene Incident(string start, string? since) => Hosted().Bounce("451 4.3.2 Temporary server error. Please try again later ATTR55", Edge).Since(since).Smtp(Edge, EdgeAddress, null, null)
        .Listed(Domain, ExchangeOnline, Kind.ServiceIssue, $"id=EX999001; title=Delayed; service=Exchange Online; feature=Mail flow; isResolved=False; startDateTime={start}");

    /// <summary>That a message came in before the incident began can only be seen where the report says when it came in.</summary>
    [Fact]
    public void A_report_without_its_arrival_leaves_the_beginning_of_an_incident_open()
    {
        Assert.Contains("why.arrival-not-shown", Incident("2024-05-06T08:00:00Z", null).Judge().WhyNotProven);
        Assert.DoesNotContain("why.arrival-not-shown", Incident("2024-05-06T08:00:00Z", "09:00").Judge().WhyNotProven);
    }

    private static IEnumerable<(string, Func<Scene>, string)> Passing() =>
    [
        ("an incident covers the message's whole time", () => Incident("2026-11-23T08:00:00Z", "08:30"), "Likely service-incident"),
        ("an incident began while the message waited", () => Incident("2026-11-23T09:00:00Z", "08:30"), "Likely transient-refusal"),
        ("an incident began while the message waited, as far as its report tells", () => Incident("2026-11-23T09:00:00Z", null), "Likely service-incident"),
        ("the host greylists", () => Mx().Bounce("450 4.2.0 Greylisted", Old).Smtp(Old, OldAddress, null, null), "Likely transient-refusal"),
        ("the host greylisted, and takes the address now", () => Mx().Bounce("450 4.2.0 Greylisted", Old).Smtp(Old, OldAddress, Ok, NotHere), "NoLongerReproducible"),
        ("the host was busy, and knows nobody of that name now", () => Mx().Bounce("450 4.7.1 Please try again later", Old).Smtp(Old, OldAddress, NotHere, NotHere), "Likely transient-refusal"),
        ("the host was busy for good", () => Mx().Bounce("550 5.7.508 Access denied, [2001:db8::77] has exceeded permitted limits within 2001:db8::/64 range", Old).Smtp(Old, OldAddress, null, null), "Undetermined"),
        ("the codes of a busy host disagree", () => Mx().Bounce("550 4.7.500 Server busy. Please try again later from [192.0.2.25].", Old).Smtp(Old, OldAddress, null, null), "Likely transient-refusal"),
        ("the time ran out, and the host answers", () => Mx().Bounce(Expired, Old).Smtp(Old, OldAddress, null, null), "Undetermined"),
        ("the time ran out, and the host is dead", () => Mx().Bounce(Expired, Old).Dead(Old, OldAddress, ConnectResult.Silent), "Likely mx-host-unreachable"),
        ("Microsoft's edge is silent to the sender, answers here and will not say more", () => Hosted().Bounce(NoAnswer, Edge).Smtp(Edge, EdgeAddress, null, null), "Likely senders-network-blocks-smtp"),
        ("Microsoft's edge is silent to the sender and takes the address here", () => Hosted().Bounce(NoAnswer, Edge).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "NoLongerReproducible"),
        ("another host is silent to the sender, answers here and will not say more", () => Mx().Bounce(NoAnswer, Old).Smtp(Old, OldAddress, null, null), "Undetermined"),
    ];

    private static Scene RefusedHere(string line) => Mx().Bounce(Listed, Old).Smtp(Old, OldAddress, null, null).See(new Unavailable<RcptAnswer>(
        new RcptRequest(Old, OldAddress, RcptRole.Target, Recipient), "our address or behaviour is refused", new(Old, Now) { Transcript = ["S: 220 mx ESMTP", "C: RCPT TO:<lee@contoso.example>", line] }));

    private static IEnumerable<(string, Func<Scene>, string)> Blocked() =>
    [
        ("a list has the sender's address, and we ask from another", () => Mx().Bounce(Listed, Old).Smtp(Old, OldAddress, Ok, NotHere), "Likely sender-address-blocked"),
        ("a list has the sender's address, which is ours, or that of a proxy", () => RefusedHere("S: " + Listed), "Likely sender-address-blocked"),
        ("a list has the sender's address, and ours as well, which is another", () => RefusedHere("S: " + Listed.Replace(Client, "198.51.100.77", StringComparison.Ordinal)), "Likely sender-address-blocked"),
        ("the host refuses our address, which is the sender's, for another reason", () => RefusedHere("S: 550 5.7.25 192.0.2.25 does not have valid reverse DNS"), "Likely sender-address-blocked"),
        ("we said so ourselves", () => RefusedHere("C: " + Listed), "Likely sender-address-blocked"),
        ("the sender's address has no name", () => Mx().Bounce("550 5.7.25 Client does not have valid reverse DNS", Old).Smtp(Old, OldAddress, Ok, NotHere), "Undetermined"),
    ];

    private static Scene Policy(string reply, string record, string? source = null) => Mx().Bounce(reply, Old).Smtp(Old, OldAddress, Ok, NotHere)
        .Dns(Sender, RrType.Txt, Vantage.Resolver, record).Dns(Sender, RrType.Ns, Vantage.Resolver, "ns1.dnshost.example")
        .Dns(Sender, RrType.Txt, Vantage.Server("ns1.dnshost.example", "192.0.2.1"), source ?? record)
        .Dns(Reporter, RrType.A, Vantage.Resolver, Client).Dns(Reporter, RrType.Aaaa, Vantage.Resolver, "NODATA");

    /// <summary>Of SPF alone it is known what it says, and only for the sender's own system is it known how the record ought to read.</summary>
    [Theory]
    [InlineData(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"", Reporter, "does not allow 192.0.2.25", "v=spf1 ip4:192.0.2.25 ip4:198.51.100.10 -all")]
    [InlineData(SpfFail, "\"v=spf1 -all\"", Reporter, "does not allow 192.0.2.25", "v=spf1 ip4:192.0.2.25 -all")]
    [InlineData(SpfFail, "\"v=spf1 ip4:198.51.100.10 ~all\"", Reporter, "does not allow 192.0.2.25", "v=spf1 ip4:192.0.2.25 ip4:198.51.100.10 ~all")]
    [InlineData(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"", "out.litware.example", "does not allow 192.0.2.25", null)]
    [InlineData(SpfFail, "\"v=spf1 ip4:192.0.2.25 -all\"", Reporter, "SPF, DKIM or DMARC", null)]
    [InlineData(SpfFail, "NODATA", Reporter, "SPF, DKIM or DMARC", null)]
    [InlineData(SpfFail, "timeout", Reporter, "SPF, DKIM or DMARC", null)]
    [InlineData(Dmarc, "\"v=spf1 ip4:198.51.100.10 -all\"", Reporter, "SPF, DKIM or DMARC", null)]
    public void Only_what_was_evaluated_is_said_and_the_record_is_changed_exactly(string reply, string record, string reporter, string says, string? after)
    {
        var got = Policy(reply, record).ReportedBy(reporter).Judge();
        Assert.Equal("sender-not-authenticated", got.Cause?.Cause);
        Assert.Contains(says, VerdictWords.Sentence(got, new Wording(Catalogue.Default, "en")), StringComparison.Ordinal);
        Assert.Equal(after, got.Remedies[0].Changes.OfType<SetSpf>().SingleOrDefault()?.After);
    }

    private static IEnumerable<(string, Func<Scene>, string)> Unauthenticated() =>
    [
        ("the sender's SPF record forbids its own server", () => Policy(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\""), "Proven sender-not-authenticated"),
        ("the sender has no SPF record, and the host wants a pass", () => Policy(Gmail, "NODATA"), "Proven sender-not-authenticated"),
        ("the sender has no SPF record now, and the host spoke of a fail", () => Policy(SpfFail, "NODATA"), "Likely sender-not-authenticated"),
        ("the sender's SPF record lets it pass now", () => Policy(SpfFail, "\"v=spf1 ip4:192.0.2.25 -all\""), "Likely sender-not-authenticated"),
        ("the sender's own name server has another record", () => Policy(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"", "\"v=spf1 ip4:192.0.2.25 -all\""), "Likely sender-not-authenticated"),
        ("the sender's own name server is silent", () => Policy(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"", "timeout"), "Likely sender-not-authenticated"),
        ("the resolver has no answer", () => Policy(SpfFail, "timeout", "\"v=spf1 ip4:198.51.100.10 -all\""), "Likely sender-not-authenticated"),
        ("the host tells of DMARC alone", () => Policy(Dmarc, "\"v=spf1 ip4:198.51.100.10 -all\""), "Likely sender-not-authenticated"),
        ("a system of another domain sent it", () => Policy(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"").ReportedBy("out.litware.example"), "Likely sender-not-authenticated"),
        ("the sender's server has another address", () => Policy(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"").Dns(Reporter, RrType.A, Vantage.Resolver, "192.0.2.99"), "Likely sender-not-authenticated"),
        ("the refusing host is none of the recipient's", () => Policy(SpfFail, "\"v=spf1 ip4:198.51.100.10 -all\"").Bounce(SpfFail, "inner.contoso.example"), "Likely sender-not-authenticated"),
        ("the sender is refused by a rule", () => Policy("554 5.7.1 <ana@fabrikam.example>: Sender address rejected: Access denied", "\"v=spf1 -all\""), "Undetermined"),
    ];

    private static Scene Relayed(string host) => Mx().Bounce($"554 5.7.1 <{Recipient}>: Relay access denied", host).Smtp(Old, OldAddress, Ok, NotHere);

    private static IEnumerable<(string, Func<Scene>, string)> Relaying() =>
    [
        ("the sender's own server passes nothing on", () => Relayed("smtp.fabrikam.example"), "Likely relay-through-wrong-host"),
        ("the sender's own server passes nothing on, and the recipient's exchanger was not asked", () => Mx().Bounce($"554 5.7.1 <{Recipient}>: Relay access denied", "smtp.fabrikam.example"), "Likely relay-through-wrong-host"),
        ("a server of a third party passes nothing on", () => Relayed("smtp.litware.example"), "NoLongerReproducible"),
        ("a server of the recipient's domain that is no exchanger passes nothing on", () => Relayed("old.contoso.example"), "NoLongerReproducible"),
        ("the sender's own server is the recipient's exchanger as well", () => Mx().Mx("10 smtp.fabrikam.example").Zone((3, "10 smtp.fabrikam.example"), (3, "10 smtp.fabrikam.example")).Host("smtp.fabrikam.example", "192.0.2.60")
            .Bounce($"554 5.7.1 <{Recipient}>: Relay access denied", "smtp.fabrikam.example").Smtp("smtp.fabrikam.example", "192.0.2.60", $"554 5.7.1 <{Recipient}>: Relay access denied", "554 5.7.1 <x>: Relay access denied"), "Proven mx-host-does-not-accept-domain"),
        ("the sender's own server was the recipient's exchanger, and a resolver still says so", () => Mx().Mx("10 smtp.fabrikam.example").Zone((3, $"10 {Old}"), (3, $"10 {Old}")).Host("smtp.fabrikam.example", "192.0.2.60")
            .Bounce($"554 5.7.1 <{Recipient}>: Relay access denied", "smtp.fabrikam.example").Smtp(Old, OldAddress, Ok, NotHere), "Likely dns-change-in-flight"),
        ("the sender's own server knows no such user", () => Mx().Bounce(NotHere, "smtp.fabrikam.example").Smtp(Old, OldAddress, Ok, NotHere), "Undetermined"),
        ("the sender's server says it of an address in its own domain", () => Relayed("smtp.contoso.example").From("ana@contoso.example"), "Undetermined"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Systems() =>
    [
        ("another system uses 5.4.1 for its rule", () => Mx().Bounce(Rule, Old).Smtp(Old, OldAddress, Rule, Rule), "Proven other-systems-refusal"),
        ("for this recipient alone", () => Mx().Bounce(Rule, Old).Smtp(Old, OldAddress, Rule, Ok), "Proven other-systems-refusal"),
        ("it takes the address from here", () => Mx().Bounce(Rule, Old).Smtp(Old, OldAddress, Ok, Ok), "Likely other-systems-refusal"),
        ("it was not asked", () => Mx().Bounce(Rule, Old).Host(Old, OldAddress), "Likely other-systems-refusal"),
        ("it says something else now", () => Mx().Bounce(Rule, Old).Smtp(Old, OldAddress, NotHere, NotHere), "Likely other-systems-refusal"),
        ("a host that is no exchanger said so", () => Mx().Bounce(Rule, "other.litware.example").Smtp(Old, OldAddress, Ok, Ok), "Likely other-systems-refusal"),
        ("a host of Microsoft's said so", () => Hosted().Bounce(Rule, Edge).Smtp(Edge, EdgeAddress, Rule, Rule), "Undetermined"),
        ("the edge is of the wrong region", () => Hosted().Bounce(Region, Edge).Smtp(Edge, EdgeAddress, Region, Region), "Proven wrong-region"),
        ("the edge was of the wrong region, and takes the address now", () => Hosted().Bounce(Region, Edge).Smtp(Edge, EdgeAddress, Ok, EdgeRejected), "NoLongerReproducible"),
        ("the edge of the wrong region was not asked", () => Hosted().Bounce(Region, Edge), "Likely wrong-region"),
        ("the MX leads elsewhere now", () => Mx().Bounce(Region, Edge).Smtp(Old, OldAddress, null, null), "Likely wrong-region"),
        ("the time ran out, and the edge is of the wrong region", () => Hosted().Bounce(Expired, Edge).Smtp(Edge, EdgeAddress, Region, Region), "Likely wrong-region"),
    ];

    private const string Out = "Name=To the other system; Enabled=True; ConnectorType=Partner; UseMXRecord=False; SmartHosts=mail.contoso.example; RecipientDomains=contoso.example; IsTransportRuleScoped=False; AllAcceptedDomains=False; WhenChangedUTC=2026-11-01T08:00:00Z";

    private static Scene Missing(AcceptedDomainType? type) => Hosted().Dns("autodiscover." + Domain, RrType.A, Vantage.Resolver, "NXDOMAIN").Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected).Ask(inquiry => inquiry with { Inside = true }).Inside(type, null);

    private static Scene Waiting() => Missing(null).Without(new AcceptedDomainRequest(Domain))
        .Listed(Domain, ExchangeOnline, Kind.AcceptedDomain, "DomainName=litware.example; DomainType=Authoritative").Listed(Domain, ExchangeOnline, Kind.TenantDomain, "id=contoso.example; isVerified=False; supportedServices=");

    private static Scene Shared(string? target, string? control, string changed = "2026-11-01T08:00:00Z") => Missing(AcceptedDomainType.Authoritative)
        .Listed(Domain, ExchangeOnline, Kind.OutboundConnector, Out.Replace("2026-11-01T08:00:00Z", changed, StringComparison.Ordinal)).Listed(Domain, ExchangeOnline, Kind.OnPremisesOrganization).Listed(Domain, ExchangeOnline, Kind.InboundConnector)
        .Host("mail.contoso.example", "203.0.113.60").Smtp("mail.contoso.example", "203.0.113.60", target, control);

    private static Scene Lagging(string? target, string? control) => new Scene().Mx($"0 {Edge}").Zone((4, $"0 {Edge}"), (3, $"10 {Old}")).Host(Edge, EdgeAddress).Host(Old, OldAddress).BouncedAt("09:30")
        .Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected).Smtp(Old, OldAddress, target, control).Ask(inquiry => inquiry with { Inside = true })
        .See(new Present<AcceptedDomain>(new AcceptedDomainRequest(Domain), new(Domain, AcceptedDomainType.Authoritative, false) { WhenCreated = DateTimeOffset.Parse(Held, null) }, new("tenant", Now)));

    private static IEnumerable<(string, Func<Scene>, string)> Elsewhere() =>
    [
        ("the other system has the mailbox", () => Shared(Ok, NotHere), "Proven authoritative-with-recipients-elsewhere"),
        ("the other system has the mailbox, and the organisation is a hybrid one", () => Shared(Ok, NotHere).Listed(Domain, ExchangeOnline, Kind.OnPremisesOrganization, "Name=Contoso; HybridDomains=contoso.example"), "Proven recipient-not-in-edge-directory"),
        ("the other system takes everything", () => Shared(Ok, Ok), "Proven recipient-not-in-edge-directory"),
        ("the other system has nobody of that name", () => Shared(NotHere, NotHere), "Proven recipient-not-in-edge-directory"),
        ("the other system will not say", () => Shared(null, null), "Proven recipient-not-in-edge-directory"),
        ("the host of an older MX has the mailbox, and the organisation has no object, no servers and no connector", () => Lagging(Ok, NotHere).Mailbox(null).WithoutServers(), "Proven mx-ahead-of-mailboxes"),
        ("the host of an older MX has the mailbox, and whether the tenant has an object was not seen", () => Lagging(Ok, NotHere), "Likely mx-ahead-of-mailboxes"),
        ("the host of an older MX takes everything", () => Lagging(Ok, Ok), "Likely recipient-not-in-edge-directory"),
        ("the host of an older MX has nobody of that name", () => Lagging(NotHere, NotHere), "Likely recipient-not-in-edge-directory"),
        ("the organisation does not have the domain, and the edge answers as for one", () => Missing(null).Listed(Domain, ExchangeOnline, Kind.AcceptedDomain, "DomainName=litware.example; DomainType=Authoritative"), "Likely recipient-not-in-edge-directory"),
        ("the same, and whether it has a parent domain was not seen", () => Missing(null), "Likely recipient-not-in-edge-directory"),
        ("the organisation does not list the domain, and the edge refuses a known-good address too", () => Missing(null).Listed(Domain, ExchangeOnline, Kind.AcceptedDomain, "DomainName=litware.example; DomainType=Authoritative").Good(EdgeRejected), "Likely domain-in-forgotten-tenant"),
        ("the organisation could not verify the domain, and the edge refuses a known-good address too", () => Waiting().Good(EdgeRejected), "Proven domain-in-forgotten-tenant"),
        ("the organisation could not verify the domain, and no known-good address was named", () => Waiting(), "Likely recipient-not-in-edge-directory"),
        ("the organisation could not verify the domain, and of a known-good address the edge will not say", () => Waiting().Good(null), "Likely recipient-not-in-edge-directory"),
        ("the connector to the other system is newer than the bounce", () => Shared(Ok, NotHere, "2026-11-23T10:00:00Z"), "Proven recipient-not-in-edge-directory"),
        ("the domain is newer than the bounce", () => Shared(Ok, NotHere).See(new Present<AcceptedDomain>(new AcceptedDomainRequest(Domain), new(Domain, AcceptedDomainType.Authoritative, false) { WhenCreated = Moment("10:00"), WhenChanged = Moment("10:00") }, new("tenant", Now))), "Likely recipient-not-in-edge-directory"),
        ("the organisation does not have the domain, and the edge takes a random address", () => Missing(null).Smtp(Edge, EdgeAddress, EdgeRejected, Ok), "Undetermined"),
        ("the organisation does not have the domain, and a known-good address is taken", () => Missing(null).Ask(inquiry => inquiry with { KnownGood = [KnownGood] }).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok), "Proven recipient-not-in-edge-directory"),
        ("centralised transport leads mail for a mailbox of the tenant's out, and it comes back", () => Central("RouteAllMessagesViaOnPremises=True").Mailbox("UserMailbox"), "Proven centralized-transport-scope"),
        ("the same, and the mailbox is nowhere", () => Central("RouteAllMessagesViaOnPremises=True").Mailbox(null), "Proven mail-loop"),
        ("an ordinary connector leads mail out, and it comes back", () => Central("RouteAllMessagesViaOnPremises=False").Mailbox("UserMailbox"), "Proven mail-loop"),
        ("the connector was changed after the bounce", () => Central("RouteAllMessagesViaOnPremises=True", "2026-11-23T10:00:00Z").Mailbox("UserMailbox"), "Proven mail-loop"),
    ];

    /// <summary>That an organisation without the domain lacks the address excludes nothing: the directory that the edge goes by is another one's.</summary>
    [Theory]
    [InlineData("the organisation could not verify the domain, and no known-good address was named", false)]
    [InlineData("the organisation does not have the domain, and the edge answers as for one", false)]
    [InlineData("the host of an older MX has the mailbox, and the organisation has no object, no servers and no connector", true)]
    public void Only_the_directory_of_the_organisation_that_has_the_domain_excludes(string name, bool excludes) =>
        Assert.Equal(excludes, All().Single(row => row.Name == name).Scene().Judge().RuledOut.Any(ruled => ruled.Fact is "recipient-absent"));

    private static Scene Central(string route, string changed = "2026-11-01T08:00:00Z") => Hosted()
        .Bounce("554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]", Edge)
        .Through(Enumerable.Repeat(new[] { "DB5PEPF00014B8A.eurprd02.prod.outlook.com", "mail.contoso.example" }, 5).SelectMany(pair => pair))
        .See(new Present<AcceptedDomain>(new AcceptedDomainRequest(Domain), new(Domain, AcceptedDomainType.InternalRelay, false) { WhenChanged = Moment("01:00") }, new("tenant", Now)))
        .Listed(Domain, ExchangeOnline, Kind.OutboundConnector, $"Name=By our servers; Enabled=True; ConnectorType=OnPremises; UseMXRecord=False; SmartHosts=mail.contoso.example; RecipientDomains=*; IsTransportRuleScoped=False; AllAcceptedDomains=False; {route}; WhenChangedUTC={changed}");
}

/// <summary>Whether the tenant has the mailbox.</summary>
file static class Directories
{
    public static Scene WithoutServers(this Scene scene) => scene.Listed(Domain, ExchangeOnline, Kind.OnPremisesOrganization).Listed(Domain, ExchangeOnline, Kind.OutboundConnector).Listed(Domain, ExchangeOnline, Kind.InboundConnector);

    /// <summary>A known-good address is named, and this is what the edge says of it; null where it says nothing usable.</summary>
    public static Scene Good(this Scene scene, string? reply)
    {
        var asked = new RcptRequest(Edge, EdgeAddress, RcptRole.KnownGood, KnownGood);
        return scene.Ask(inquiry => inquiry with { KnownGood = [KnownGood] }).See(reply is null
            ? new Unavailable<RcptAnswer>(asked, "no usable answer", new(Edge, Now))
            : new Present<RcptAnswer>(asked, new(KnownGood, reply.StartsWith('2'), SmtpReply.Parse(reply), "RCPT TO"), new(Edge, Now)));
    }

    public static Scene Mailbox(this Scene scene, string? type)
    {
        var asked = new RecipientRequest(Recipient);
        return scene.See(type is null ? new Absent<DirectoryRecipient>(asked, "no such object", new("tenant", Now))
            : new Present<DirectoryRecipient>(asked, new(Recipient, type) { WhenChanged = Moment("01:00") }, new("tenant", Now)));
    }
}
