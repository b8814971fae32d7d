namespace Recapito.Core.Tests;

public class OutboundTests
{
    private const string Named = "25.2.0.192.in-addr.arpa PTR mail.fabrikam.example|mail.fabrikam.example A 192.0.2.25|";

    private static readonly OutboundQuestion Question = new("192.0.2.25") { Sender = "ana@fabrikam.example" };

    [Theory]
    [InlineData("25.2.0.192.in-addr.arpa PTR !NXDOMAIN", "reverse=fail:none|outbound=fail", "forward=")]
    [InlineData("25.2.0.192.in-addr.arpa PTR ?timeout", "reverse=undetermined:not-seen|outbound=undetermined", "=fail")]
    [InlineData(Named, "reverse=ok:confirmed|forward=ok:leads-back", "reverse=warning")]
    [InlineData("25.2.0.192.in-addr.arpa PTR mail.fabrikam.example|mail.fabrikam.example A 192.0.2.99", "reverse=warning:unconfirmed|forward=warning:elsewhere", "reverse=fail")]
    [InlineData("25.2.0.192.in-addr.arpa PTR mail.fabrikam.example|mail.fabrikam.example A ?SERVFAIL", "reverse=undetermined:not-confirmed-yet|forward=undetermined:not-seen", "=fail")]
    [InlineData("25.2.0.192.in-addr.arpa PTR a.fabrikam.example|25.2.0.192.in-addr.arpa PTR mail.fabrikam.example|mail.fabrikam.example A 192.0.2.25", "reverse=ok:confirmed", "reverse=warning")]
    public void The_name_of_the_address_must_lead_back(string lines, string must, string mustNot) =>
        InboundTests.Said(Run(new("192.0.2.25"), lines), must, mustNot);

    [Theory]
    [InlineData("v=spf1 ip4:192.0.2.0/24 -all", "spf=ok:result-pass|spf-ip=ok:spf.match", "spf-all=")]
    [InlineData("v=spf1 ip4:198.51.100.1 -all", "spf=fail:result-fail|spf-ip=ok:spf.no-match|spf-all=fail:spf.match", "result-pass")]
    [InlineData("v=spf1 ip4:198.51.100.1 ~all", "spf=warning:result-soft-fail|spf-all=warning:spf.match", "=fail")]
    [InlineData("v=spf1 ?all", "spf=warning:result-neutral", "=fail")]
    [InlineData("v=spf1 ip4:nonsense -all", "spf=fail:result-perm-error", "result-fail")]
    [InlineData("v=spf1 include:spf.fabrikam.example -all", "spf=ok:result-pass|spf-include=ok:spf.match|spf-ip=ok:spf.match-inside", "=fail")]
    [InlineData("v=spf1 include:no.fabrikam.example ~all", "spf=warning:result-soft-fail|spf-include=ok:spf.no-match|spf-all=ok:spf.match-inside", "=fail")]
    [InlineData("v=spf1 a:slow.fabrikam.example -all", "spf=undetermined:result-temp-error|spf-mechanism=undetermined:spf.temp-error", "=fail")]
    [InlineData("v=spf1 redirect=spf.fabrikam.example", "spf=ok:result-pass|spf-redirect=ok:spf.followed", "=fail")]
    public void SPF_is_evaluated_mechanism_by_mechanism(string record, string must, string mustNot) => InboundTests.Said(
        Run(Question, $"{Named}fabrikam.example TXT \"{record}\"|spf.fabrikam.example TXT \"v=spf1 ip4:192.0.2.25 -all\"|no.fabrikam.example TXT \"v=spf1 -all\"|slow.fabrikam.example A ?timeout|_dmarc.fabrikam.example TXT \"v=DMARC1; p=none\""),
        must, mustNot);

    [Theory]
    [InlineData("fabrikam.example TXT !NODATA", "spf-record=warning:none|spf=warning:result-none", "spf-evaluation=")]
    [InlineData("fabrikam.example TXT ?timeout", "spf-record=undetermined:not-seen|spf=undetermined:result-temp-error", "=fail")]
    [InlineData("fabrikam.example TXT \"v=spf1 -all\"|fabrikam.example TXT \"v=spf1 ~all\"", "spf-record=fail:several|spf=fail:result-perm-error", "spf-evaluation=")]
    public void The_SPF_record_is_looked_for_first(string lines, string must, string mustNot) => InboundTests.Said(Run(Question, Named + lines), must, mustNot);

    [Theory]
    [InlineData("127.0.0.4", "127.0.0.2", "blocklist=fail:listed|blocklists=fail:listed|outbound=fail", "undetermined")]
    [InlineData("!NXDOMAIN", "127.0.0.2", "blocklist=ok:not-listed|blocklists=ok:not-listed", "=fail")]
    [InlineData("127.255.255.254", "127.0.0.2", "blocklist=undetermined:refused", "=fail")]
    [InlineData("127.255.255.252", "!NXDOMAIN", "blocklist=undetermined:refused", "=fail")]
    [InlineData("!NXDOMAIN", "!NXDOMAIN", "blocklist=undetermined:no-list", "=fail|not-listed")]
    [InlineData("203.0.113.7", "203.0.113.7", "blocklist=undetermined:no-list", "=fail")]
    [InlineData("?timeout", "127.0.0.2", "blocklist=undetermined:not-seen", "=fail|not-listed")]
    [InlineData("!NXDOMAIN", "?timeout", "blocklist=undetermined:not-seen", "=fail|not-listed")]
    [InlineData("127.0.0.4", "127.255.255.255", "blocklist=undetermined:refused", "=fail")]
    public void A_block_list_counts_only_where_it_answers_as_one(string entry, string test, string must, string mustNot) => InboundTests.Said(
        Run(new("192.0.2.25") { Blocklists = ["bl.example"] }, $"{Named}25.2.0.192.bl.example A {entry}|2.0.0.127.bl.example A {test}|25.2.0.192.bl.example TXT \"spam seen\""), must, mustNot);

    [Theory]
    [InlineData("mail.fabrikam.example", "helo=ok:leads-here", "helo=warning")]
    [InlineData("web.fabrikam.example", "helo=warning:elsewhere", "helo=fail")]
    [InlineData("no.fabrikam.example", "helo=warning:none", "helo=fail")]
    [InlineData("slow.fabrikam.example", "helo=undetermined:not-seen", "helo=warning")]
    [InlineData(null, "helo=skipped:none-named|spf=skipped:no-sender|dmarc=skipped:no-sender|blocklists=skipped:none-named|outbound-mx=skipped:not-part|outbound=ok:passed-without-sender", "=fail|=warning")]
    public void The_greetings_name_must_lead_to_the_address(string? helo, string must, string mustNot) => InboundTests.Said(
        Run(new("192.0.2.25") { Helo = helo }, Named + "web.fabrikam.example A 192.0.2.80|slow.fabrikam.example A ?timeout"), must, mustNot);

    [Theory]
    [InlineData("_dmarc.fabrikam.example TXT \"v=DMARC1; p=none\"", "dmarc=ok:found", "")]
    [InlineData("_dmarc.fabrikam.example TXT \"v=DMARC1; p=none\"|_dmarc.fabrikam.example TXT \"v=DMARC1; p=reject\"", "dmarc=warning:several", "dmarc=ok")]
    [InlineData("_dmarc.fabrikam.example TXT \"v=DMARC1; p=none\"|_dmarc.fabrikam.example TXT \"something else\"", "dmarc=ok:found", "several")]
    [InlineData("_dmarc.fabrikam.example TXT \"v=DMARC10\"", "dmarc=warning:none", "")]
    [InlineData("_dmarc.fabrikam.example TXT ?timeout", "dmarc=undetermined:not-seen", "dmarc=warning")]
    public void A_DMARC_record_is_looked_for(string line, string must, string mustNot) => InboundTests.Said(Run(Question, Named + line), must, mustNot);

    [Fact]
    public void A_subdomain_finds_the_DMARC_record_of_the_names_above_it() => InboundTests.Said(
        Run(Question with { Sender = "ana@news.eu.fabrikam.example" }, Named + "_dmarc.fabrikam.example TXT \"v=DMARC1; p=reject\""), "dmarc=ok:found", "");

    [Fact]
    public void IPv6_is_asked_for_in_its_own_form()
    {
        var scene = new StepScene(new OutboundQuestion("2001:db8::25") { Blocklists = ["bl.example"] });
        _ = scene.Run();
        var names = scene.Asked.OfType<DnsRequest>().Select(asked => asked.Name).ToList();
        Assert.Contains("5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", names);
        Assert.Contains("5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example", names);
        Assert.Contains("2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example", names);
    }

    [Fact]
    public void No_mail_host_is_asked_and_no_MX_of_the_sender()
    {
        var scene = new StepScene(Question with { Helo = "mail.fabrikam.example" }, (Named + "fabrikam.example TXT \"v=spf1 ip4:192.0.2.25 -all\"").Split('|'));
        _ = scene.Run();
        Assert.All(scene.Asked, asked => Assert.IsType<DnsRequest>(asked));
        Assert.DoesNotContain(scene.Asked, asked => asked is DnsRequest { Type: RrType.Mx });
    }

    [Fact]
    public void A_record_with_hundreds_of_networks_does_not_flood_the_tree()
    {
        var many = string.Join(' ', Enumerable.Range(0, 250).Select(n => $"ip4:198.51.100.{n}"));
        var scene = new StepScene(Question, [.. Named.Split('|', StringSplitOptions.RemoveEmptyEntries), $"fabrikam.example TXT \"v=spf1 {many} -all\""]);
        var steps = scene.Run().Root.All.ToList();
        Assert.Equal(100, steps.Count(step => step.Id == "spf-ip"));
        Assert.Equal("150", steps.Single(step => step.Id == "spf-more").Arguments["count"]);
        Assert.Single(steps, step => step.Id == "spf-all");
    }

    private static string Run(OutboundQuestion question, string lines) =>
        StepScene.Summary(new StepScene(question, lines.Split('|', StringSplitOptions.RemoveEmptyEntries)).Run());
}
