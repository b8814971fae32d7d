namespace Recapito.Core.Tests;

public class RegistrationCheckTests
{
    private const string List = """{"version":"1.0","services":[[["example","xn--p1ai"],["http://rdap.example/old/","https://rdap.example/v1/"]],[["test"],["https://rdap.test/"]]]}""";
    private const string Entities = """ "entities":[{"roles":["abuse"]},{"roles":["registrar"],"vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Fabrikam Registrar"]]]}] """;
    private const string Url = "https://rdap.example/v1/domain/contoso.example";

    private static readonly TlsSession Tls = new("TLS 1.3", [], true, null);

    [Theory]
    [InlineData("2027-11-23T00:00:00Z", "active", "registration-found", "registration-expires-soon registration-expired registration-on-hold registration-being-deleted registration-name-servers-differ")]
    [InlineData("2026-12-20T00:00:00Z", "active", "registration-found registration-expires-soon", "registration-expired")]
    [InlineData("2026-11-22T00:00:00Z", "active", "registration-expired", "registration-expires-soon")]
    [InlineData("2026-11-22T00:00:00Z", "auto renew period", "registration-expires-soon", "registration-expired")]
    [InlineData("2027-11-23T00:00:00Z", "client hold", "registration-on-hold", "registration-being-deleted")]
    [InlineData("2027-11-23T00:00:00Z", "Server Hold", "registration-on-hold", "")]
    [InlineData("2027-11-23T00:00:00Z", "client transfer prohibited", "registration-found", "registration-on-hold")]
    [InlineData("2026-10-01T00:00:00Z", "redemption period", "registration-being-deleted", "registration-expired")]
    [InlineData("2026-10-01T00:00:00Z", "pending delete", "registration-being-deleted", "registration-expired")]
    [InlineData("soon", "active", "registration-found", "registration-expired registration-expires-soon")]
    public void The_registration_is_judged_right(string expires, string status, string must, string mustNot) =>
        Findings.Are(Scene((Url, 200, Domain(expires, status, "ns1.dnshost.example", "NS2.dnshost.example"))).Examine(), must, mustNot);

    // A gap says neither that the domain is still in the DNS nor that it has left it.
    [Theory]
    [InlineData("contoso.example MX 10 mx.contoso.example|contoso.example NS ns1.dnshost.example", "found")]
    [InlineData("contoso.example MX !NXDOMAIN|contoso.example NS !NXDOMAIN", "gone")]
    [InlineData("contoso.example MX ?timeout|contoso.example NS ?timeout", "")]
    public void A_hold_is_no_proof_that_the_domain_has_left_the_DNS(string records, string variant) =>
        Assert.Equal(variant, new DomainScene(records.Split('|')).Answering(request => Answer(request, (RdapWalk.Bootstrap, 200, List)) ?? Answer(request, (Url, 200, Domain("2027-11-23T00:00:00Z", "client hold"))))
            .Examine().Findings.Single(finding => finding.Id == "registration-on-hold").Arguments["variant"]);

    [Fact]
    public void What_is_found_names_registrar_and_date()
    {
        var found = Scene((Url, 200, Domain("2027-11-23T00:00:00Z", "active"))).Examine().Findings.Single(finding => finding.Id == "registration-found");
        Assert.Equal(("Fabrikam Registrar", "2027-11-23", "contoso.example"), (found.Arguments["registrar"], found.Arguments["expires"], found.Arguments["name"]));
    }

    [Theory]
    [InlineData("ns1.dnshost.example", "registration-name-servers-differ")]
    [InlineData("ns1.dnshost.example ns9.other.example", "registration-name-servers-differ")]
    [InlineData("ns2.dnshost.example ns1.dnshost.example", "")]
    [InlineData("", "")]
    public void The_registrys_name_servers_are_compared_with_the_zones(string servers, string must) =>
        Findings.Are(Scene((Url, 200, Domain("2027-11-23T00:00:00Z", "active", servers.Split(' ', StringSplitOptions.RemoveEmptyEntries)))).Examine(), must, must.Length > 0 ? "" : "registration-name-servers-differ");

    [Theory]
    [InlineData(404, "", "registration-unknown")]
    [InlineData(429, "", "registration-not-seen")]
    [InlineData(500, "", "registration-not-seen")]
    [InlineData(null, "", "registration-not-seen")]
    [InlineData(200, "<html>", "registration-not-seen")]
    [InlineData(200, "{}", "registration-not-seen")]
    [InlineData(200, "[]", "registration-not-seen")]
    [InlineData(200, """{"objectClassName":"domain"}""", "registration-found")]
    [InlineData(200, """{"objectClassName":"domain","status":[1,null,"\ud800","active"],"events":[7,{"eventAction":"expiration","eventDate":9}],"entities":[{"roles":["registrar"],"vcardArray":["vcard",[[],["fn"],7]],"handle":"292"}],"nameservers":{"ldhName":"x"}}""", "registration-found")]
    public void What_the_registry_does_not_say_accuses_nobody(int? status, string body, string must) =>
        Findings.Are(Scene((Url, status, body)).Examine(), must, "registration-expired registration-expires-soon registration-on-hold registration-being-deleted registration-name-servers-differ");

    [Theory]
    [InlineData(200, """{"services":[[["test"],["https://rdap.test/"]]]}""", "registration-no-rdap")]
    [InlineData(200, """{"services":[[["example"],["http://rdap.example/"]]]}""", "registration-no-rdap")]
    [InlineData(200, """{"services":[7,[],[["example"]],[["example"],7]]}""", "registration-no-rdap")]
    [InlineData(200, """{"services":7}""", "registration-not-seen")]
    [InlineData(200, "no JSON", "registration-not-seen")]
    [InlineData(503, "", "registration-not-seen")]
    public void Without_a_server_there_is_no_registration_to_see(int status, string list, string must) =>
        Findings.Are(new DomainScene(Records).Answering(request => Answer(request, (RdapWalk.Bootstrap, status, list))).Examine(), must, "registration-found registration-unknown registration-expired");

    [Fact]
    public void A_redirect_to_another_server_is_followed_and_one_to_the_open_is_not()
    {
        var record = Domain("2027-11-23T00:00:00Z", "active");
        Findings.Are(Redirecting("https://rdap.registrar.example/domain/contoso.example").Examine(), "registration-found", "registration-not-seen");
        Findings.Are(Redirecting("/v2/domain/contoso.example").Examine(), "registration-found", "registration-not-seen");
        Findings.Are(Redirecting("http://rdap.registrar.example/domain/contoso.example").Examine(), "registration-not-seen", "registration-found");

        DomainScene Redirecting(string to) => new DomainScene(Records).Answering(request => request switch
        {
            HttpsRequest { Url: RdapWalk.Bootstrap } list => Present(list, new(200, "application/json", List, Tls)),
            HttpsRequest { Url: Url } first => Present(first, new(302, null, "", Tls) { Location = to }),
            HttpsRequest { Url: "https://rdap.registrar.example/domain/contoso.example" or "https://rdap.example/v2/domain/contoso.example" } second => Present(second, new(200, "application/rdap+json", record, Tls)),
            _ => null,
        });
    }

    [Fact]
    public void A_circle_of_redirects_has_an_end() =>
        Findings.Are(new DomainScene(Records).Answering(request => request switch
        {
            HttpsRequest { Url: RdapWalk.Bootstrap } list => Present(list, new(200, "application/json", List, Tls)),
            HttpsRequest asked => Present(asked, new(302, null, "", Tls) { Location = asked.Url + "x" }),
            _ => null,
        }).Examine(), "registration-not-seen", "registration-found");

    [Theory]
    [InlineData("mail.contoso.example", "mail.contoso.example contoso.example")]
    [InlineData("a.b.c.d.contoso.example", "c.d.contoso.example d.contoso.example contoso.example")]
    [InlineData("contoso.example", "contoso.example")]
    public void The_registry_is_asked_for_the_name_and_its_parents(string domain, string names)
    {
        var evidence = EvidenceSet.Empty;
        var asked = new List<string>();
        for (var round = 0; round < 10; round++)
        {
            if (RdapWalk.Of(domain, evidence).Requests.FirstOrDefault(request => !evidence.Has(request)) is not { } next)
            {
                break;
            }

            asked.Add(next.Url);
            evidence = evidence.With(Present(next, next.Url == RdapWalk.Bootstrap ? new(200, "application/json", List, Tls) : new(404, null, "", Tls)));
        }

        Assert.Equal([RdapWalk.Bootstrap, .. names.Split(' ').Select(name => $"https://rdap.example/v1/domain/{name}")], asked);
        Assert.True(RdapWalk.Of(domain, evidence).IsUnknown);
    }

    [Fact]
    public void The_registry_is_not_asked_where_the_user_forbids_it() =>
        new DomainScene(Records) { Inquiry = new() { Registration = false, Https = false } }
            .Answering(request => request is HttpsRequest ? throw new InvalidOperationException("asked") : null).Examine();

    [Theory]
    [InlineData("lee.ns.cloudflare.com ana.ns.cloudflare.com", "Cloudflare")]
    [InlineData("ns-1.awsdns-07.com ns-2.awsdns-11.co.uk", "Amazon Route 53")]
    [InlineData("ns1-04.azure-dns.com ns2-04.azure-dns.net", "Azure DNS")]
    [InlineData("dns1.p01.nsone.net", "Netlify")]
    [InlineData("lee.ns.cloudflare.com ns1.dnshost.example", null)]
    [InlineData("ns.cloudflare.com.dnshost.example", null)]
    [InlineData("xns.cloudflare.com", null)]
    public void The_DNS_host_is_known_by_the_names_of_all_its_servers(string servers, string? host) =>
        Assert.Equal(host, new DomainScene(servers.Split(' ').Select(server => $"contoso.example NS {server}").Append("contoso.example MX 10 mx.contoso.example"))
            .Examine().Findings.FirstOrDefault(finding => finding.Id == "dns-host")?.Arguments["host"]);

    [Fact]
    public void Every_provider_has_hosts_that_are_its_own_alone()
    {
        var providers = Catalogue.Default.Providers;
        Assert.True(providers.Count > 40);
        foreach (var provider in providers)
        {
            Assert.All(provider.Ns, pattern => Assert.Equal(provider.Id, providers.First(other => other.ServesDns(pattern.Replace('*', '1'))).Id));
            Assert.All(provider.Mx, pattern => Assert.Equal(provider.Id, providers.First(other => other.TakesMail("x." + pattern)).Id));
            Assert.Equal(provider.Mx.Count > 0, provider.Mail is not null);
        }

        Assert.Equal(MailHosting.Filter, providers.Single(provider => provider.TakesMail("mx1.contoso.iphmx.com")).Mail);
        Assert.Equal("exchange-online", providers.Single(provider => provider.TakesMail("contoso-example.n-v1.mx.microsoft")).Id);
    }

    private static readonly string[] Records = ["contoso.example MX 10 mx.contoso.example", "contoso.example NS ns1.dnshost.example", "contoso.example NS ns2.dnshost.example"];

    private static DomainScene Scene((string Url, int? Status, string Body) registry) =>
        new DomainScene(Records).Answering(request => Answer(request, (RdapWalk.Bootstrap, 200, List)) ?? Answer(request, registry));

    private static Present<HttpsAnswer>? Answer(Request request, (string Url, int? Status, string Body) answer) =>
        request is HttpsRequest asked && asked.Url == answer.Url ? Present(asked, new(answer.Status, "application/rdap+json", answer.Body, Tls)) : null;

    private static Present<HttpsAnswer> Present(HttpsRequest asked, HttpsAnswer answer) => new(asked, answer, new("the scene", DomainScene.Now));

    private static string Domain(string expires, string status, params string[] servers) =>
        $$"""{"objectClassName":"domain","ldhName":"CONTOSO.example","status":["{{status}}"],"events":[{"eventAction":"registration","eventDate":"2001-01-01T00:00:00Z"},{"eventAction":"expiration","eventDate":"{{expires}}"}],{{Entities}},"nameservers":[{{string.Join(',', servers.Select(server => $$"""{"objectClassName":"nameserver","ldhName":"{{server}}"}"""))}}]}""";
}
