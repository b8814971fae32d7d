using System.Text.Json;
using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>What strangers write into the DNS, an SMTP reply or a form is shown as text: nothing runs, and nothing is asked of their host.</summary>
public sealed class HostileAnswerTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Hostile.Names), MemberType = typeof(Hostile))]
    public async Task What_hosts_answer_and_forms_hold_is_shown_as_text_in_another_language_too(string name)
    {
        await using var recorder = await Recorder.StartAsync();
        var vector = Hostile.Of(name, recorder);
        var file = Path.Combine(Path.GetTempPath(), $"recapito-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, World(vector), TestContext.Current.CancellationToken);
        try
        {
            await using var visit = await Visit.StartAsync(chromium, View.Phone, file, "it-IT");
            await visit.TakeSampleAsync();
            await Hostile.LookAroundAsync(visit, recorder);
            await visit.Page.GotoAsync($"/history?domain={Uri.EscapeDataString(vector)}&cause={Uri.EscapeDataString(vector)}");
            await visit.Page.GotoAsync("/");
            await visit.Page.Locator("textarea").FillAsync(vector);
            await visit.Page.Locator("button.primary").ClickAsync();
            await Assertions.Expect(visit.Page.Locator("[role=alert]")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("textarea")).ToHaveValueAsync(vector);
            await Hostile.LookAroundAsync(visit, recorder);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("/checks", "domain")]
    [InlineData("/watches", "domain")]
    [InlineData("/watches", "expected")]
    public async Task What_a_form_does_not_take_is_given_back_as_text(string path, string field)
    {
        await using var recorder = await Recorder.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, View.Phone);
        foreach (var vector in Hostile.Vectors.Keys.Select(name => Hostile.Of(name, recorder)))
        {
            await visit.Page.GotoAsync(path);
            await visit.Page.Locator("input[name=domain]").FillAsync("contoso.example");
            await visit.Page.Locator($"input[name={field}]").FillAsync(vector);
            await visit.Page.Locator("main button.primary").ClickAsync();
            await Assertions.Expect(visit.Page.Locator("[role=alert]")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator($"input[name={field}]")).ToHaveValueAsync(vector);
            await Hostile.LookAroundAsync(visit, recorder);
        }
    }

    private static string World(string vector) =>
        $$"""
        about: A host that refuses with words that a careless page would run
        times: { bounceAt: 2026-11-23T09:30:00Z, now: 2026-11-23T10:15:00Z }
        message: { from: ana@fabrikam.example, to: [lee@contoso.example], subject: {{JsonSerializer.Serialize(vector)}}, ndrBy: postfix }
        dns:
          zones:
            contoso.example: |
              @ MX 10 mx
              mx A 203.0.113.25
              @ TXT {{JsonSerializer.Serialize("v=spf1 " + vector.Replace("\"", "'", StringComparison.Ordinal))}}
        hosts:
          mx.contoso.example:
            is: postfix
            refuses:
              - { at: rcpt, recipient: "@contoso.example", reply: {{JsonSerializer.Serialize("550 5.4.1 " + vector)}} }
        observer:
          access: [report, dns, smtp]
        """;
}
