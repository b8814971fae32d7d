using System.Text.Json;

namespace Recapito.Core.Tests;

public class StepTreeRenderingTests
{
    private static readonly string[] Inbound =
    [
        "contoso.example MX 10 mx.contoso.example", "contoso.example MX 20 old.contoso.example",
        "mx.contoso.example A 203.0.113.25", "mx.contoso.example AAAA !NODATA", "old.contoso.example A 203.0.113.26", "old.contoso.example AAAA !NODATA",
    ];

    private static readonly string[] Outbound =
    [
        "25.2.0.192.in-addr.arpa PTR mail.fabrikam.example", "mail.fabrikam.example A 192.0.2.25",
        "fabrikam.example TXT \"v=spf1 ip4:198.51.100.7 include:spf.example ~all\"", "spf.example TXT \"v=spf1 ip4:203.0.113.0/24 -all\"",
        "25.2.0.192.bl.example A 127.0.0.4", "2.0.0.127.bl.example A 127.0.0.2", "25.2.0.192.bl.example TXT \"seen sending spam\"",
    ];

    private static StepScene InboundScene => new StepScene(StepScene.Inbound, Inbound)
        .Session("203.0.113.25", tls: new("TLS 1.3", ["mx.contoso.example"], false, "the chain does not lead to a trusted root")).Rcpt(RcptRole.Target, "250 2.1.5 OK")
        .Silent("203.0.113.26").Beside("203.0.113.26", ConnectResult.Silent);

    private static StepTree OutboundTree => new StepScene(new OutboundQuestion("192.0.2.25") { Sender = "ana@fabrikam.example", Blocklists = ["bl.example"] }, Outbound).Run();

    [Fact]
    public void The_text_is_the_approved_one() => Repository.AssertGolden("test-inbound.txt", StepTreeText.Write(InboundScene.Run(), new(), Catalogue.Default));

    [Fact]
    public void The_Italian_text_is_the_approved_one() => Repository.AssertGolden("test-outbound.it.txt", StepTreeText.Write(OutboundTree, new() { Language = "it" }, Catalogue.Default));

    [Fact]
    public void Narrow_verbose_text_without_Unicode_is_the_approved_one() =>
        Repository.AssertGolden("test-outbound.verbose.ascii.txt", StepTreeText.Write(OutboundTree, new() { Width = 60, Verbose = true, Ascii = true }, Catalogue.Default));

    [Fact]
    public void The_picture_while_it_runs_is_the_approved_one()
    {
        var scene = InboundScene;
        _ = scene.Run();
        var running = scene.Trees.First(tree => StepScene.Summary(tree).Contains("port=running", StringComparison.Ordinal));
        Repository.AssertGolden("test-inbound.running.txt", StepTreeText.Write(running, new() { Colour = true }, Catalogue.Default, brief: true));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    public void The_page_is_the_approved_one(string language) => Repository.AssertGolden($"test-inbound.{language}.html", StepTreeHtml.Write(InboundScene.Run(), Catalogue.Default, language));

    [Fact]
    public void The_JSON_fits_the_published_schema()
    {
        var schema = Schema.Load("test.schema.json");
        schema.AssertFits(StepTreeJson.Write(InboundScene.Run(), Catalogue.Default));
        schema.AssertFits(StepTreeJson.Write(OutboundTree, Catalogue.Default, "it"));
        Assert.ThrowsAny<Exception>(() => schema.AssertFits(StepTreeJson.Write(OutboundTree, Catalogue.Default).Replace("\"says\"", "\"said\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(55)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_screen(int width)
    {
        foreach (var brief in (bool[])[true, false])
        {
            foreach (var tree in new[] { InboundScene.Run(), OutboundTree })
            {
                Assert.All(StepTreeText.Write(tree, new() { Width = width }, Catalogue.Default, brief).Split('\n'), line => Assert.True(TextWidth.Of(line) <= width, line));
            }
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("\u001b[31mred")]
    [InlineData("a\u202eb\u2028c")]
    [InlineData("</pre></details>' onmouseover='x")]
    public void Nothing_of_others_steers_a_page_or_a_screen(string attack)
    {
        var tree = new StepScene(StepScene.Inbound with { Own = true }, Inbound).Session("203.0.113.25", $"220 {attack}", $"250-mx {attack}\n250 {attack}", new(attack, [attack], false, attack) { CipherSuite = attack })
            .Rcpt(RcptRole.Target, $"550 5.1.1 {attack}").Rcpt(RcptRole.Relay, $"250 {attack}").Answering(request => request is SmtpSessionRequest asked
                ? new Unavailable<SmtpSession>(asked, attack, new(attack, DomainScene.Now, attack) { Transcript = [attack] }) { Finding = "smtp-not-smtp" } : null).Run();
        foreach (var text in (string[])[StepTreeText.Write(tree, new() { Verbose = true }, Catalogue.Default), StepTreeHtml.Write(tree, Catalogue.Default), StepTreeJson.Write(tree, Catalogue.Default)])
        {
            Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is not '\n' && SafeText.IsUnseen(rune));
        }

        var html = StepTreeHtml.Write(tree, Catalogue.Default);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("' onmouseover", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(html.Split("<details").Length, html.Split("</details>").Length);
        using var json = JsonDocument.Parse(StepTreeJson.Write(tree, Catalogue.Default));
        Assert.Contains(attack, Values(json.RootElement));
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        var html = StepTreeHtml.Write(OutboundTree, Catalogue.Default);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.All(["http:", "https:", "src=", "url(", "@import", "<script", "<link"], word => Assert.DoesNotContain(word, html, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
    }

    /// <summary>A key without words would be shown bare.</summary>
    [Fact]
    public void Every_step_and_result_in_the_code_has_words()
    {
        var words = Catalogue.Default.WordsIn("en")!;
        var code = Directory.GetFiles(Repository.PathOf("src", "Recapito.Core", "StepTrees"), "*.cs").SelectMany(File.ReadAllLines).ToList();
        string[] ids = [.. words.Keys.Where(key => key.StartsWith("step.", StringComparison.Ordinal) && key.EndsWith(".title", StringComparison.Ordinal)).Select(key => key.Split('.')[1])];
        Assert.True(ids.Length > 20);
        Assert.All(ids, id => Assert.Contains(code, line => line.Contains($"\"{id}\"", StringComparison.Ordinal)));
        foreach (var tree in (StepTree[])[InboundScene.Run(), OutboundTree, .. InboundScene.Trees])
        {
            Assert.All(tree.Root.All, step => Assert.Contains($"step.{step.Id}.title", words.Keys));
            Assert.All(tree.Root.All.Where(step => step.Result is not null), step => Assert.True(words.ContainsKey($"step.{step.Id}.{step.Result}") || words.ContainsKey($"step.{step.Result}"), $"{step.Id}.{step.Result}"));
            Assert.All(tree.Root.All.SelectMany(step => step.Details), detail => Assert.Contains($"step.detail.{detail.Label}", words.Keys));
        }

        // Each result that has words stands in the code too, and each failure says how to resolve it.
        string[] results = [.. words.Keys.Where(key => key.StartsWith("step.", StringComparison.Ordinal) && key.Split('.') is [_, var id, not "title"] && ids.Contains(id)).Select(key => key.Split('.')[2])];
        Assert.All(results.Where(result => !result.StartsWith("result-", StringComparison.Ordinal)), result => Assert.Contains(code, line => line.Contains($"{result}\"", StringComparison.Ordinal)));
        Assert.All(Enum.GetValues<StepStatus>(), status => Assert.Contains($"step.status.{Kebab.Of(status)}", words.Keys));
        Assert.All(Enum.GetValues<SpfResult>(), result => Assert.Contains($"step.spf.result-{Kebab.Of(result)}", words.Keys));
    }

    private static IEnumerable<string> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Values(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
