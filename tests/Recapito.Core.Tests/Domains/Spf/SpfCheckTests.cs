namespace Recapito.Core.Tests;

public class SpfCheckTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|";

    [Theory]
    [InlineData("contoso.example TXT \"v=spf1 mx -all\"", "spf-found", "*")]
    [InlineData("contoso.example TXT \"V=SPF1 MX -ALL\"", "spf-found", "spf-missing spf-version-wrong")]
    [InlineData("contoso.example TXT \"MS=ms12345678\"", "spf-missing", "spf-found spf-version-wrong")]
    [InlineData("contoso.example TXT !NODATA", "spf-missing", "spf-found")]
    [InlineData("contoso.example TXT ?SERVFAIL", "", "spf-missing spf-found")]
    [InlineData("contoso.example TXT \"v=spf1; mx -all\"", "spf-version-wrong", "spf-missing spf-found")]
    [InlineData("contoso.example TXT \" v=spf1 mx -all\"", "spf-version-wrong", "spf-missing")]
    [InlineData("contoso.example TXT \"v=spf10 mx -all\"", "spf-version-wrong", "spf-missing")]
    [InlineData("contoso.example TXT \"v=spf1 -all\"|contoso.example TXT \"v=spf1 mx -all\"", "spf-several-records", "spf-found")]
    [InlineData("contoso.example TXT \"v=spf1\"", "spf-found spf-no-all", "spf-missing")]
    [InlineData("contoso.example TXT \"v=spf1 mx\"", "spf-no-all", "spf-all-neutral")]
    [InlineData("contoso.example TXT \"v=spf1 mx ?all\"", "spf-all-neutral", "spf-no-all")]
    [InlineData("contoso.example TXT \"v=spf1 mx all\"", "spf-all-pass", "spf-all-neutral")]
    [InlineData("contoso.example TXT \"v=spf1 +all mx\"", "spf-all-pass spf-terms-ignored", "")]
    [InlineData("contoso.example TXT \"v=spf1 mx -all redirect=fabrikam.example\"", "spf-terms-ignored", "spf-include-without-record")]
    [InlineData("contoso.example TXT \"v=spf1 mx ip4=192.0.2.1 -all\"", "spf-unknown-modifier", "spf-syntax")]
    [InlineData("contoso.example TXT \"v=spf1 ptr -all\"", "spf-ptr", "spf-void-lookup")]
    [InlineData("contoso.example TXT \"v=spf1 a:gone.contoso.example -all\"", "spf-void-lookup", "spf-too-many-void-lookups")]
    [InlineData("contoso.example TXT \"v=spf1 a:gone.contoso.example -all\"|gone.contoso.example A ?timeout", "", "spf-void-lookup")]
    [InlineData("contoso.example TXT \"v=spf1 a:g1.contoso.example mx:g2.contoso.example exists:g3.contoso.example -all\"", "spf-too-many-void-lookups", "spf-void-lookup")]
    [InlineData("contoso.example TXT \"v=spf1 exists:%{i}._spf.contoso.example -all\"", "spf-found", "spf-void-lookup")]
    [InlineData("contoso.example TXT \"v=spf1 ip4:192.0.2.0/33 -all\"", "spf-syntax", "spf-found spf-strings-joined")]
    [InlineData("contoso.example TXT \"v=spf1 ip4:192.0.2.1\" \"ip4:192.0.2.2 -all\"", "spf-strings-joined", "spf-syntax")]
    [InlineData("contoso.example TXT \"v=spf1 ip4:192.0.2.1 \" \"ip4:192.0.2.2 -all\"", "spf-found", "spf-syntax spf-strings-joined")]
    [InlineData("contoso.example TXT \"v=spf1 -all\"|contoso.example SPF \"v=spf1 -all\"", "spf-type-99", "spf-several-records")]
    public void The_record_is_judged_right(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + lines).Split('|')).Examine(), must, mustNot is "*" ? "spf-missing spf-syntax spf-void-lookup spf-no-all spf-terms-ignored spf-tree" : mustNot);

    [Theory]
    [InlineData("include:a.example -all|a.example TXT \"v=spf1 ip4:192.0.2.1 -all\"", "spf-found spf-tree", "spf-include-without-record")]
    [InlineData("include:a.example -all|a.example TXT \"something else\"", "spf-include-without-record", "")]
    [InlineData("include:a.example -all", "spf-include-without-record", "spf-void-lookup")]
    [InlineData("include:a.example -all|a.example TXT ?timeout", "spf-found", "spf-include-without-record")]
    [InlineData("redirect=a.example", "spf-include-without-record", "spf-no-all")]
    [InlineData("include:a.example -all|a.example TXT \"v=spf1 include:contoso.example -all\"", "spf-loop", "spf-too-many-lookups")]
    [InlineData("include:contoso.example -all", "spf-loop", "")]
    [InlineData("include:a.example -all|a.example TXT \"v=spf1 +all\"", "spf-all-pass", "")]
    [InlineData("-include:a.example ~all|a.example TXT \"v=spf1 +all\"", "spf-found", "spf-all-pass")]
    [InlineData("include:a.example -all|a.example TXT \"v=spf1 ip4:x -all\"", "spf-syntax", "")]
    [InlineData("include:a.example -all|a.example TXT \"v=spf1 -all\"|a.example TXT \"v=spf1 ~all\"", "spf-several-records", "")]
    [InlineData("include:%{d2}.spf.example -all|contoso.example.spf.example TXT \"v=spf1 -all\"", "spf-found", "spf-include-without-record")]
    [InlineData("include:%{l}.spf.example -all", "spf-found", "spf-include-without-record")]
    public void The_tree_is_judged_right(string rest, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + $"contoso.example TXT \"v=spf1 {rest.Split('|')[0]}\"|" + string.Join('|', rest.Split('|')[1..])).Split('|', StringSplitOptions.RemoveEmptyEntries)).Examine(), must, mustNot);

    [Theory]
    [InlineData("mx include:%{ir}.%{v}.%{d}.spf.has.pphosted.com -all", "≥2")]
    [InlineData("mx exists:%{i}.spf.fabrikam.example -all", "2")]
    [InlineData("mx redirect=%{l}.fabrikam.example", "≥2")]
    public void A_record_that_depends_on_the_mail_is_counted_from_below(string record, string lookups) =>
        Assert.Equal(lookups, new DomainScene((Mx + $"contoso.example TXT \"v=spf1 {record}\"").Split('|')).Examine().Findings.Single(found => found.Id == "spf-found").Arguments["lookups"]);

    [Fact]
    public void More_than_ten_lookups_are_told_with_what_each_term_costs()
    {
        var scene = new DomainScene((Mx + "contoso.example TXT \"v=spf1 mx include:a.example include:b.example -all\"").Split('|'));
        scene.With("a.example TXT \"v=spf1 include:a1.example include:a2.example include:a3.example -all\"")
            .With("b.example TXT \"v=spf1 a mx exists:%{i}.b.example ptr -all\"").With("b.example A 192.0.2.1").With("b.example MX 1 b.example");
        foreach (var name in new[] { "a1", "a2", "a3" })
        {
            scene.With($"{name}.example TXT \"v=spf1 ip4:192.0.2.1 -all\"");
        }

        var ten = scene.Examine();
        Findings.Are(ten, "spf-found", "spf-too-many-lookups");
        Assert.Equal("10", ten.Findings.Single(finding => finding.Id == "spf-found").Arguments["lookups"]);

        var more = new DomainScene((Mx + "contoso.example TXT \"v=spf1 mx include:a.example include:b.example include:a4.example -all\"").Split('|'));
        more.With("a.example TXT \"v=spf1 include:a1.example include:a2.example include:a3.example -all\"")
            .With("b.example TXT \"v=spf1 a mx exists:%{i}.b.example ptr -all\"").With("b.example A 192.0.2.1").With("b.example MX 1 b.example")
            .With("a4.example TXT \"v=spf1 a:b.example -all\"");
        foreach (var name in new[] { "a1", "a2", "a3" })
        {
            more.With($"{name}.example TXT \"v=spf1 ip4:192.0.2.1 -all\"");
        }

        var finding = more.Examine().Findings.Single(found => found.Id == "spf-too-many-lookups");
        Assert.Equal("12", finding.Arguments["lookups"]);
        Assert.Equal("mx 1, include:a.example 4, include:b.example 5, include:a4.example 2", finding.Arguments["costs"]);
        Assert.Equal(
            "a.example 4 [a1.example 1, a2.example 1, a3.example 1], b.example 5, a4.example 2",
            more.Examine().Findings.Single(found => found.Id == "spf-tree").Arguments["tree"]);
    }

    [Fact]
    public void A_tree_that_grows_without_end_is_cut_and_counted_from_below()
    {
        var scene = new DomainScene((Mx + "contoso.example TXT \"v=spf1 include:n0.example include:n0.example -all\"").Split('|'));
        for (var at = 0; at < 60; at++)
        {
            scene.With($"n{at}.example TXT \"v=spf1 include:n{at + 1}.example include:n{at + 1}.example -all\"");
        }

        var report = scene.Examine();
        Assert.StartsWith("≥", report.Findings.Single(found => found.Id == "spf-too-many-lookups").Arguments["lookups"], StringComparison.Ordinal);
        Assert.True(report.Evidence.All.Count() < 200);
    }

    [Theory]
    [InlineData("contoso.example MX 0 .", "spf-null-mx-without-deny", "spf-missing")]
    [InlineData("contoso.example MX 0 .|contoso.example TXT \"v=spf1 -all\"", "spf-found", "spf-null-mx-without-deny spf-missing")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 mx -all\"", "spf-without-exchange-online", "")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 include:spf.protection.outlook.com -all\"|spf.protection.outlook.com TXT \"v=spf1 ip4:198.51.100.0/24 -all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 include:s.example -all\"|s.example TXT ?timeout", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 include:%{ir}.%{v}.%{d}.spf.has.pphosted.com ~all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 redirect=%{i}._spf.fabrikam.example\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 exists:%{i}._i.%{d}._d.espf.fabrikam.example -all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 ip4:40.107.0.0/16 ip4:52.100.0.0/15 -all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 ip4:40.92.4.0/24 -all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 ip6:2a01:111:f403::/49 -all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 ip4:40.0.0.0/8 -all\"", "spf-found", "spf-without-exchange-online")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all\"", "spf-without-exchange-online", "")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso.example TXT \"v=spf1 exists:%{d}._spf.fabrikam.example -all\"", "spf-without-exchange-online", "")]
    public void The_MX_decides_what_SPF_should_say(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene(lines.Split('|')).Examine(), must, mustNot);

    [Theory]
    [InlineData("!NODATA", "NOERROR", "spf-missing", "")]
    [InlineData("!NXDOMAIN", "NXDOMAIN", "", "spf-missing")]
    public void A_name_that_does_not_exist_lacks_no_SPF_even_where_the_resolver_is_silent_on_its_MX(string txt, string rcode, string must, string mustNot)
    {
        string[] lines = ["contoso.example NS ns1.contoso.example", "ns1.contoso.example A 192.0.2.53", "contoso.example MX ?SERVFAIL", "contoso.example TXT " + txt];
        var scene = new DomainScene(lines).Answering(request => request is DnsMessageRequest { From.Kind: VantageKind.NameServer, Type: RrType.Mx } asked
            ? new Present<DnsMessage>(asked, new(rcode, true, [], [], []), new("ns1", DomainScene.Now))
            : null);
        Findings.Are(scene.Examine(), must, mustNot);
    }

    [Fact]
    public void A_mx_term_with_more_than_ten_exchangers_is_an_error()
    {
        var scene = new DomainScene("contoso.example TXT \"v=spf1 mx:many.example -all\"");
        for (var at = 0; at < 11; at++)
        {
            scene.With($"many.example MX 10 mx{at}.many.example");
        }

        Findings.Are(scene.Examine(), "spf-too-many-exchangers", "spf-void-lookup");
    }

    [Fact]
    public void A_long_record_is_noticed() =>
        Findings.Are(new DomainScene(Mx.TrimEnd('|').Split('|').Append($"contoso.example TXT \"v=spf1 {string.Concat(Enumerable.Repeat("ip4:192.0.2.1 ", 15))}\" \"{string.Concat(Enumerable.Repeat("ip4:192.0.2.1 ", 18))}-all\"")).Examine(),
            "spf-record-long spf-found", "spf-syntax spf-strings-joined");
}
