using static Recapito.Core.ExchangeSide;
using static Recapito.Core.Tests.Scene;
using Kind = Recapito.Core.ExchangeObjectKind;

namespace Recapito.Core.Tests;

/// <summary>Causes that the inside of an organisation shows: each row is a case as it may be found, with the verdict and cause that it must have.</summary>
public sealed class InsideCheckTests
{
    private const string Ok = "250 2.1.5 Ok";
    private const string Machine = "DB5PEPF00014B8A.eurprd02.prod.outlook.com";
    private const string HopCount = $"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [{Machine} 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";
    private const string NoMail = "451 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5 [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";
    private const string Sender = "fabrikam.example";
    private const string SendersEdge = "fabrikam-example.mail.protection.outlook.com";
    private const string Old = "; WhenChangedUTC=2026-11-01T08:00:00Z";
    private const string New = "; WhenChangedUTC=2026-11-23T10:00:00Z";
    private const string Before = "2026-11-01T08:00:00Z";
    private const string After = "2026-11-23T10:00:00Z";
    private const string Shown = "; Enabled=True; ConnectorType=OnPremises; UseMXRecord=True; IsTransportRuleScoped=False; AllAcceptedDomains=False";
    private const string ByMx = "Name=To the old system; RecipientDomains=contoso.example" + Shown;
    private const string Inbound = "Name=From our servers; ConnectorType=OnPremises; Enabled=True; SenderDomains=*; TlsSenderCertificateName=mail.fabrikam.example" + Old;
    private const string Send = "Name=Outbound to Office 365; Enabled=True; AddressSpaces=SMTP:*;1; SmartHosts=fabrikam-example.mail.protection.outlook.com; DNSRoutingEnabled=False; SourceTransportServers=EX1|EX2; TlsCertificateName=<I>CN=Root<S>CN=edge.fabrikam.example";
    private const string Certificate = "Subject=CN=edge.fabrikam.example; Issuer=CN=Root; CertificateDomains=edge.fabrikam.example";

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

    private static IEnumerable<(string Name, Func<Scene> Scene, string Want)> All() => [.. Loops(), .. Relays(), .. Domains(), .. Recipients()];

    private static Scene Hosted() => new Scene().Mx($"0 {Edge}").Zone((3, $"0 {Edge}"), (3, $"0 {Edge}")).Host(Edge, EdgeAddress).BouncedAt("09:30");

    private static Scene Loop(params string[] outbound) => Hosted().Bounce(HopCount, Edge).Through(Enumerable.Repeat(Machine, 12))
        .Relayed("2026-11-01T08:00:00Z").Holder(null).Listed(Domain, ExchangeOnline, Kind.OutboundConnector, outbound);

    private static IEnumerable<(string, Func<Scene>, string)> Loops() =>
    [
        ("nobody has the address, and no connector takes it", () => Loop(), "Proven internal-relay-without-connector"),
        ("the files do not say when they were made", () => Loop().Undated(), "Proven mail-loop"),
        ("the domain was changed after the bounce", () => Loop().Relayed("2026-11-23T10:00:00Z"), "Proven mail-loop"),
        ("the domain does not say when it was changed", () => Loop().Relayed(null), "Proven mail-loop"),
        ("the report does not say when it bounced", () => Loop().BouncedAt(null), "Proven mail-loop"),
        ("the recipient was not looked for", () => Loop().Without(new RecipientRequest(Recipient)), "Proven mail-loop"),
        ("the recipient's mail is passed on within the domain", () => Loop().Holder("MailUser", Recipient, "2026-11-01T08:00:00Z"), "Proven internal-relay-without-connector"),
        ("the recipient's mail is passed on to another organisation, which may send it back", () => Loop().Holder("MailUser", "lee@litware.example"), "Proven mail-loop"),
        ("a connector that may be for all accepted domains", () => Loop("Name=Other; RecipientDomains=litware.example; Enabled=True; ConnectorType=Partner; UseMXRecord=True; IsTransportRuleScoped=False" + Old), "Proven mail-loop"),
        ("a connector that is for tests only", () => Loop(ByMx + "; TestMode=True" + Old), "Proven internal-relay-without-connector"),
        ("the connector goes by the MX", () => Loop(ByMx + Old), "Proven outbound-connector-routes-by-mx"),
        ("the connector goes by the MX, and the mailbox is in the tenant", () => Loop(ByMx + Old).Holder("UserMailbox"), "Proven mail-loop"),
        ("the connector goes by the MX, and the address is passed on elsewhere", () => Loop(ByMx + Old).Holder("MailUser", "lee@litware.example"), "Proven mail-loop"),
        ("the connector goes by the MX, and nobody of an Authoritative domain has the address", () => Loop(ByMx + Old).Relayed("2026-11-01T08:00:00Z", AcceptedDomainType.Authoritative), "Proven mail-loop"),
        ("the connector goes by the MX, and may be for rules only", () => Loop(ByMx.Replace("; IsTransportRuleScoped=False", "", StringComparison.Ordinal) + Old), "Proven mail-loop"),
        ("the connector goes by the MX, and another was switched off after the bounce", () => Loop(ByMx + Old, ByMx.Replace("Enabled=True", "Enabled=False", StringComparison.Ordinal) + New), "Proven mail-loop"),
        ("the connectors were listed before the bounce", () => Loop().ListedAt(Moment("09:00"), Domain, ExchangeOnline, Kind.OutboundConnector), "Proven mail-loop"),
    ];

    private static Scene Relay(string[] inbound, string[] send, params string[] certificates) => new Scene()
        .Mx($"10 {Scene.Old}").Zone((3, $"10 {Scene.Old}"), (3, $"10 {Scene.Old}")).Host(Scene.Old, OldAddress).BouncedAt("09:30")
        .Bounce(Attribution, SendersEdge).From("ana@fabrikam.example").ReportedBy("ex2.fabrikam.example").Smtp(Scene.Old, OldAddress, Ok, "550 5.1.1 User unknown")
        .Listed(Sender, ExchangeOnline, Kind.InboundConnector, inbound).Listed(Sender, ExchangeServer, Kind.SendConnector, send).Listed(Sender, ExchangeServer, Kind.ExchangeCertificate, certificates);

    private static IEnumerable<(string, Func<Scene>, string)> Relays() =>
    [
        ("the certificate has another name than the connector expects", () => Relay([Inbound], [Send + Old], Certificate), "Proven inbound-connector-certificate-mismatch"),
        ("the report is of another host than the connector's servers, with a certificate of its own", () => Relay([Inbound], [Send + Old], Certificate).ReportedBy("postfix.fabrikam.example"), "Likely inbound-connector-certificate-mismatch"),
        ("the certificate does not show its names", () => Relay([Inbound], [Send + Old], "Subject=CN=edge.fabrikam.example; Issuer=CN=Root"), "Undetermined"),
        ("two certificates go by the connector's name, with other names in them", () => Relay([Inbound], [Send + Old], Certificate, Certificate + "|mail.fabrikam.example"), "Undetermined"),
        ("two send connectors are as near", () => Relay([Inbound], [Send + Old, Send.Replace("Outbound", "Another way", StringComparison.Ordinal) + Old], Certificate), "Undetermined"),
        ("the nearer send connector is for some servers only", () => Relay([Inbound], [Send + "; IsScopedConnector=True" + Old], Certificate), "Undetermined"),
        ("a nearer send connector was switched off after the bounce", () => Relay([Inbound], [Send + Old, Send.Replace("Enabled=True", "Enabled=False", StringComparison.Ordinal) + New], Certificate), "Likely inbound-connector-certificate-mismatch"),
        ("the sender's report does not say when it bounced", () => Relay([Inbound], [Send + Old], Certificate).BouncedAt(null), "Likely inbound-connector-certificate-mismatch"),
        ("the sender's tenant has no connector, and the send connector leads there", () => Relay([], [Send + Old], Certificate).Bounce(Attribution, Machine), "Proven inbound-connector-missing"),
        ("the sender's tenant has no connector, and the send connector leads there since", () => Relay([], [Send + New], Certificate).Bounce(Attribution, Machine), "Likely inbound-connector-missing"),
        ("the sender's tenant had no connector before the bounce", () => Relay([], [Send + Old], Certificate).ListedAt(Moment("09:00"), Sender, ExchangeOnline, Kind.InboundConnector), "Undetermined"),
    ];

    private static Scene WithoutMail(string item) => Hosted().Bounce(NoMail, Edge).Smtp(Edge, EdgeAddress, NoMail, NoMail).Listed(Domain, ExchangeOnline, Kind.TenantDomain, item);

    private static Scene Below(string parent) => Hosted().Bounce(Attribution, Edge).Smtp(Edge, EdgeAddress, Attribution, Attribution)
        .Listed(Domain, ExchangeOnline, Kind.AcceptedDomain, parent).Listed(Domain, ExchangeOnline, Kind.TenantDomain, "id=example; isVerified=True; supportedServices=Email")
        .See(new Absent<AcceptedDomain>(new AcceptedDomainRequest(Domain), "not in the list", new("tenant", Now)));

    private static IEnumerable<(string, Func<Scene>, string)> Domains() =>
    [
        ("the domain has no mail service", () => WithoutMail("id=contoso.example; isVerified=True; supportedServices="), "Proven domain-without-mail-service"),
        ("the services of the domain are not shown", () => WithoutMail("id=contoso.example; isVerified=True"), "Likely domain-without-mail-service"),
        ("the parent is accepted without its subdomains", () => Below("DomainName=example; DomainType=InternalRelay; MatchSubDomains=False" + Old), "Proven subdomain-not-accepted"),
        ("the parent without its subdomains was changed after the bounce", () => Below("DomainName=example; DomainType=InternalRelay; MatchSubDomains=False" + New), "Proven domain-in-no-tenant"),
        ("the parent without its subdomains does not say when it was changed", () => Below("DomainName=example; DomainType=InternalRelay; MatchSubDomains=False"), "Proven domain-in-no-tenant"),
        ("the parent does not show whether with its subdomains", () => Below("DomainName=example; DomainType=InternalRelay"), "Proven domain-in-no-tenant"),
    ];

    private static Scene Refused(string autodiscover = "NXDOMAIN") => Hosted().Dns("autodiscover." + Domain, RrType.A, Vantage.Resolver, autodiscover).Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok)
        .Ask(inquiry => inquiry with { KnownGood = [KnownGood] }).Relayed("2026-11-01T08:00:00Z", AcceptedDomainType.Authoritative).Holder(null)
        .Listed(Domain, ExchangeOnline, Kind.OnPremisesOrganization).Listed(Domain, ExchangeOnline, Kind.OutboundConnector).Listed(Domain, ExchangeOnline, Kind.InboundConnector);

    private static Scene Silent(string reporter) => Hosted().Host("mail.contoso.example", "203.0.113.60").Bounce("450 4.4.316 Connection refused [Message=Socket error code 10061]", "mail.contoso.example")
        .ReportedBy(reporter).Smtp(Edge, EdgeAddress, Ok, EdgeRejected).Dead("mail.contoso.example", "203.0.113.60", ConnectResult.Refused)
        .Listed(Domain, ExchangeOnline, Kind.OutboundConnector, "Name=To our servers; Enabled=True; UseMXRecord=False; SmartHosts=mail.contoso.example; WhenChangedUTC=2026-11-01T08:00:00Z");

    private static IEnumerable<(string, Func<Scene>, string)> Recipients() =>
    [
        ("the tenant's smart host is silent", () => Silent(Machine), "Proven smart-host-unreachable"),
        ("another system names the tenant's smart host", () => Silent("mail.fabrikam.example"), "NoLongerReproducible"),
        ("nobody has the address", () => Refused(), "Proven recipient-does-not-exist"),
        ("nobody has the address, and mail programs are led to another system", () => Refused("192.0.2.80"), "Proven recipient-not-in-edge-directory"),
        ("nobody has the address, and where mail programs are led was not answered", () => Refused("timeout"), "Proven recipient-not-in-edge-directory"),
        ("nobody has the address, and the resolver asks a server to which the domain is not delegated", () => Refused().Dns(Domain, RrType.Ns, Vantage.Resolver, "ns1.dnshost.example, dc1.contoso.example"),
            "Proven recipient-not-in-edge-directory"),
        ("nobody has the address, by files that do not say when they were made", () => Refused().Undated(), "Proven recipient-not-in-edge-directory"),
        ("the same, and only the list that shows no servers does not say when it was made",
            () => Refused().Undated(request => request is ConfigurationRequest).Ask(inquiry => inquiry with { KnownGood = [] }), "Proven recipient-not-in-edge-directory"),
        ("the same, and no known-good address was asked for", () => Refused().Undated().Ask(inquiry => inquiry with { KnownGood = [] }), "Likely recipient-does-not-exist"),
        ("nobody has the address in the tenant, which takes mail of servers of its own", () => Refused().Without(new ConfigurationRequest(Domain, ExchangeOnline, Kind.InboundConnector))
            .Listed(Domain, ExchangeOnline, Kind.InboundConnector, "Name=From our servers; ConnectorType=OnPremises"), "Proven recipient-not-in-edge-directory"),
        ("nobody has the address in the tenant, and its inbound connectors were not listed", () => Refused().Without(new ConfigurationRequest(Domain, ExchangeOnline, Kind.InboundConnector)),
            "Proven recipient-not-in-edge-directory"),
        ("nobody had the address before the bounce", () => Refused().Holder(null, at: "09:00"), "Proven recipient-not-in-edge-directory"),
        ("nobody has the address, and the domain came after the bounce", () => Refused().Relayed("2026-11-23T10:00:00Z", AcceptedDomainType.Authoritative).Ask(inquiry => inquiry with { KnownGood = [] }), "Likely recipient-not-in-edge-directory"),
        ("nobody has the address, and the domain does not say when it was changed", () => Refused().Relayed(null, AcceptedDomainType.Authoritative), "Proven recipient-not-in-edge-directory"),
        ("a dynamic group that stood before the bounce", () => Refused().Holder("DynamicDistributionGroup", changed: Before), "Proven dynamic-distribution-group"),
        ("a dynamic group that was changed after the bounce", () => Refused().Holder("DynamicDistributionGroup", changed: After), "Proven recipient-not-in-edge-directory"),
        ("a dynamic group that does not say when it was changed", () => Refused().Holder("DynamicDistributionGroup"), "Proven recipient-not-in-edge-directory"),
        ("a public folder that stood before the bounce", () => Refused().Holder("PublicFolder", changed: Before), "Proven cloud-public-folder"),
        ("a public folder that was changed after the bounce", () => Refused().Holder("PublicFolder", changed: After), "Proven recipient-not-in-edge-directory"),
        ("a public folder of a domain that was changed after the bounce", () => Refused().Holder("PublicFolder", changed: Before).Relayed(After, AcceptedDomainType.Authoritative), "Proven recipient-not-in-edge-directory"),
        ("the servers' mailbox stood before the bounce", () => Refused().AtServers("UserMailbox", Before), "Proven onprem-recipient-not-synced"),
        ("the servers' mailbox was changed after the bounce", () => Refused().AtServers("UserMailbox", After), "Proven recipient-not-in-edge-directory"),
        ("the servers' public folder stood before the bounce", () => Refused().AtServers("PublicFolder", Before), "Proven onprem-public-folder-not-synced"),
        ("the servers' public folder was changed after the bounce", () => Refused().AtServers("PublicFolder", After), "Proven recipient-not-in-edge-directory"),
        ("the servers' mailbox stood before the bounce, and the domain came after it", () => Refused().AtServers("UserMailbox", Before).Relayed(After, AcceptedDomainType.Authoritative), "Proven recipient-not-in-edge-directory"),
        ("a guest, of whom nobody says whether the edge knows such", () => Refused().Holder("GuestMailUser", changed: Before), "Proven recipient-not-in-edge-directory"),
        ("a type of object that nobody here knows", () => Refused().Holder("SomethingNew", changed: Before), "Proven recipient-not-in-edge-directory"),
        ("a type of object that nobody here knows, and no known-good address was asked for", () => Refused().Holder("SomethingNew", changed: Before).Ask(inquiry => inquiry with { KnownGood = [] }), "Likely recipient-not-in-edge-directory"),
        ("a group of Microsoft 365 that stood before the bounce", () => Refused().Holder("GroupMailbox", changed: Before), "Proven edge-directory-stale"),
        ("a mailbox that stood before the bounce", () => Refused().Holder("UserMailbox", changed: "2026-11-01T08:00:00Z"), "Proven edge-directory-stale"),
        ("a mailbox whose addresses may have been changed after the bounce", () => Refused().Holder("UserMailbox", changed: "2026-11-23T10:00:00Z"), "Proven recipient-not-in-edge-directory"),
    ];
}

/// <summary>What of the recipient's organisation these cases differ in.</summary>
file static class Inside
{
    public static Scene Relayed(this Scene scene, string? changed, AcceptedDomainType type = AcceptedDomainType.InternalRelay) => scene.See(new Present<AcceptedDomain>(
        new AcceptedDomainRequest(Domain), new(Domain, type, false) { WhenChanged = Time(changed) }, new("tenant", Now)));

    public static Scene Holder(this Scene scene, string? type, string? outward = null, string? changed = null, string at = "10:15")
    {
        var asked = new RecipientRequest(Recipient);
        var source = new Provenance("tenant", Moment(at));
        return scene.See(type is null
            ? new Absent<DirectoryRecipient>(asked, "no such object", source)
            : new Present<DirectoryRecipient>(asked, new(Recipient, type) { ExternalAddress = outward, WhenCreated = Time("2026-01-01T08:00:00Z"), WhenChanged = Time(changed) }, source));
    }

    public static Scene AtServers(this Scene scene, string type, string changed) => scene.See(new Present<DirectoryRecipient>(
        new RecipientRequest(Recipient, ExchangeServer), new(Recipient, type) { WhenCreated = Time("2026-01-01T08:00:00Z"), WhenChanged = Time(changed) }, new("servers", Now)));

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
