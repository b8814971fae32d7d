using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Recapito.Browser.Tests;

/// <summary>The ways of a reader who watches a change, and of one in the lab.</summary>
public sealed partial class WatchTests(Chromium chromium)
{
    private const string World = "lab/worlds/watch/plain-change.yaml";

    private const string Unhurried = "tests/Recapito.Browser.Tests/change.yaml";

    private const string NoteHeadings =
        """
        window.shown = [];
        new MutationObserver(() => {
          for (const one of document.querySelectorAll('h1')) if (!window.shown.includes(one.textContent)) window.shown.push(one.textContent);
        }).observe(document, { childList: true, subtree: true, characterData: true });
        """;

    [Fact]
    public async Task A_change_is_watched_before_the_eyes_of_the_reader_to_its_end_by_the_keyboard_alone()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop, Unhurried, pace: 60);
        await visit.Page.AddInitScriptAsync(NoteHeadings);
        await visit.Page.GotoAsync("/watches");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FocusAsync();
        await visit.Page.Keyboard.TypeAsync("contoso.example");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.GetByLabel("What it should say")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("10 mx.newhost.example");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page).ToHaveURLAsync(Permalink());
        await Expect(visit.Page.Locator("[data-live]")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("everybody who answered shows");
        await Expect(visit.Page.Locator("[role=status][data-finished]")).ToContainTextAsync("everybody who answered shows");
        var shown = await visit.Page.EvaluateAsync<string[]>("() => window.shown");
        Assert.Contains("No name server has the new record yet.", shown);
        Assert.Contains(shown, text => text.StartsWith("All name servers have the change; until 2026-11-23 10:15:", StringComparison.Ordinal));
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task Without_a_script_the_page_asks_again_by_itself_until_the_watch_is_over()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Phone, World, script: false);
        await visit.Page.GotoAsync("/watches");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("contoso.example");
        await visit.Page.GetByLabel("What it should say").FillAsync("10 mx.newhost.example");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Watch", Exact = true }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(Permalink());
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("everybody who answered shows");
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task In_the_lab_mail_fails_the_remedy_is_applied_it_flows_and_the_change_is_watched_to_its_end()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.Page.GotoAsync("/lab");
        await Look.AtAsync(visit, "lab");
        await visit.Page.Locator("main ul.worlds a[href='/lab/relay-access-denied']").ClickAsync();
        await Expect(visit.Page.Locator(".lab-step").First).ToContainTextAsync("which takes no mail for contoso.example");
        await Look.AtAsync(visit, "lab-fails");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Apply the remedy" }).ClickAsync();
        await Expect(visit.Page.Locator("#flows")).ToContainTextAsync("took the message");
        await Look.AtAsync(visit, "lab-flows");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Watch it" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(Permalink());
        await Expect(visit.Page.Locator(".clock").First).ToBeVisibleAsync();
        await Look.KeepAsync(visit, $"watch-going-{visit.View}");
        await Expect(visit.Page.Locator("[data-live]")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("everybody who answered shows");
        await Look.AtAsync(visit, "watch-over");
        await visit.Page.GotoAsync("/watches");
        await Expect(visit.Page.Locator("tbody a")).ToHaveCountAsync(1);
        await Look.AtAsync(visit, "watches");
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task What_stays_unclear_is_shown_by_shapes_and_words()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop, "lab/worlds/watch/resolver-lies.yaml", "it-IT");
        await visit.Page.GotoAsync("/lab/resolver-lies");
        await visit.Page.Locator("main button.primary").ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(Permalink());
        await Expect(visit.Page.Locator("[data-live]")).ToHaveCountAsync(0);
        await Look.AtAsync(visit, "watch-unclear-it");
        Assert.Empty(visit.Wrong);
    }

    [GeneratedRegex("/w/[0-9a-f]{32}$")]
    private static partial Regex Permalink();
}
