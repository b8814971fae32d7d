namespace Recapito.Core.Tests;

public class DomainRenderingTests
{
    private static readonly DomainReport Broken = new DomainScene(
        "contoso.example MX 10 mx.contoso.example", "contoso.example MX 20 10.1.2.3", "contoso.example MX 20 slow.contoso.example",
        "mx.contoso.example CNAME mail.contoso.example", "mail.contoso.example A 203.0.113.25",
        "slow.contoso.example A ?timeout after 2 s", "slow.contoso.example AAAA ?timeout after 2 s").Examine() with { Elapsed = TimeSpan.FromMilliseconds(468) };

    private static readonly DomainReport Hostile = new DomainScene("contoso.example MX 10 \u001b[31mmx\u202e.contoso.example").Examine();

    [Fact]
    public void The_text_is_the_approved_one() => Repository.AssertGolden("domain.txt", DomainText.Write(OnlyMx(Broken), new(), Catalogue.Default));

    [Fact]
    public void The_worst_subject_comes_first_and_what_is_longer_than_a_window_ends_with_the_verdict()
    {
        var text = DomainText.Write(Broken, new(), Catalogue.Default).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(text[0], text[^1]);
        Assert.Contains(": MX, ", text[0], StringComparison.Ordinal);
        Assert.StartsWith("MX ", text.First(line => !line.StartsWith(' ') && line != text[0]), StringComparison.Ordinal);
        Assert.True(Array.FindIndex(text, line => line.StartsWith("TLS reports", StringComparison.Ordinal)) > Array.FindIndex(text, line => line.StartsWith("SPF", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_reason_that_two_hosts_share_is_told_once_and_each_hosts_remedy_once()
    {
        var alias = Broken.Findings.First(finding => finding.Id == "mx-is-alias");
        var other = alias with { Arguments = new Dictionary<string, string>(alias.Arguments) { ["host"] = "mx2.contoso.example" } };
        var text = DomainText.Write(Broken with { Findings = [alias, other], Gaps = [] }, new(), Catalogue.Default);
        Assert.Equal(2, text.Split("Why:").Length);
        Assert.Equal(3, text.Split("Do:").Length);
    }

    [Fact]
    public void Of_many_questions_without_an_answer_for_one_reason_a_few_are_named_and_with_verbose_all()
    {
        var report = new DomainScene("contoso.example MX ?SERVFAIL").Examine() is var seen
            ? seen with { Gaps = [.. Enumerable.Range(1, 30).Select(number => DomainView.At($"n{number}.contoso.example", RrType.Txt).Unanswered("SERVFAIL", new("resolver", DomainScene.Now)))] } : seen;
        var text = DomainText.Write(report, new(), Catalogue.Default);
        Assert.Contains("n5.contoso.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("n6.contoso.example", text, StringComparison.Ordinal);
        Assert.Contains("and 25 more; --verbose shows all", text, StringComparison.Ordinal);
        Assert.Contains("n30.contoso.example", DomainText.Write(report, new() { Verbose = true }, Catalogue.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_a_list_names_what_is_wrong_the_gravest_first()
    {
        var line = DomainText.Line(Broken, new(), Catalogue.Default);
        Assert.StartsWith("✕ contoso.example  mx-", line, StringComparison.Ordinal);
        Assert.Contains("mx-is-alias", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_fits_the_published_schema_whole_and_in_one_line()
    {
        var schema = Schema.Load("check.schema.json");
        schema.AssertFits(DomainJson.Write(Broken, Catalogue.Default));
        var line = DomainJson.Line(Broken, Catalogue.Default, "it");
        schema.AssertFits(line);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    [Fact]
    public void What_a_zone_holds_can_steer_no_terminal()
    {
        foreach (var text in (string[])[DomainText.Write(Hostile, new() { Verbose = true }, Catalogue.Default), DomainText.Line(Hostile, new(), Catalogue.Default),
            DomainJson.Write(Hostile, Catalogue.Default), DomainJson.Line(Hostile, Catalogue.Default)])
        {
            Assert.DoesNotContain('\u001b', text);
            Assert.DoesNotContain('\u202e', text);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    public void Every_kind_of_answer_has_words(string language)
    {
        var source = new Provenance("a test", DomainScene.Now);
        DnsRecord[] servers = [new("contoso.example", RrType.Ns, 60, "ns1.contoso.example")];
        Observation[] seen =
        [
            new Present<DnsMessage>(new DnsMessageRequest("contoso.example", RrType.Mx, Vantage.Resolver), new("SERVFAIL", false, [], [], []), source),
            new Present<DnsMessage>(new DnsMessageRequest("contoso.example", RrType.Ns, Vantage.Resolver), new("NOERROR", true, servers, [], []), source),
            new Present<DnsMessage>(new DnsMessageRequest("www.contoso.example", RrType.Ns, Vantage.Resolver), new("NOERROR", false, [], servers, []), source),
            new Present<HttpsAnswer>(new HttpsRequest("https://contoso.example/"), new(404, null, "", new("TLS 1.3", [], true, null)), source),
            new Present<HttpsAnswer>(new HttpsRequest("https://contoso.example/"), new(null, null, "", new(null, [], false, "the name is another")), source),
            new Present<OldTls>(new OldTlsRequest("mx.contoso.example", "203.0.113.25"), new("TLS 1.0"), source),
            new Present<OldTls>(new OldTlsRequest("mx.contoso.example", "203.0.113.25"), new(Protocol: null), source),
        ];
        var finding = Broken.Findings[0] with { Evidence = seen };
        var text = string.Join(' ', DomainText.Write(Broken with { Findings = [finding] }, new() { Verbose = true, Language = language }, Catalogue.Default).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var word in new[] { "SERVFAIL", "NOERROR: ns1.contoso.example", "404", "the name is another", "TLS 1.0", "TLS 1.1" })
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ui.", text, StringComparison.Ordinal);
    }

    // The page is about the form: other subjects come and go with their checks.
    private static DomainReport OnlyMx(DomainReport report) => report with
    {
        Findings = [.. report.Findings.Where(finding => finding.Subject is Subject.Mx)],
        Gaps = [.. report.Gaps.Where(gap => gap.Request is DnsRequest { Type: RrType.A or RrType.Aaaa })],
        Evidence = report.Evidence.All.Where(seen => seen.Request is DnsRequest { Type: RrType.Mx } or DnsRequest { Type: RrType.A or RrType.Aaaa, Name: "mx.contoso.example" or "slow.contoso.example" }).Aggregate(EvidenceSet.Empty, (all, seen) => all.With(seen)),
    };
}
