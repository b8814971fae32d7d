using Microsoft.Playwright;
using Recapito.Web.Tests;

namespace Recapito.Browser.Tests;

/// <summary>What a result shows at first sight, and the pages in each width and colour.</summary>
public sealed class ScreenTests(Chromium chromium)
{
    // What must be read first: "who acts" as a row of parties, or as a sentence where no party is found.
    private static readonly (string Name, string World, string Language, string Acts, View[] Views)[] Results =
    [
        ("proven", "samples/relay-access-denied.yaml", "en-GB", ".parties .acts", [.. View.All]),
        ("proven-it", "samples/relay-access-denied.yaml", "it-IT", ".parties .acts", [View.DesktopDark, View.Phone]),
        ("recipient", "lab/worlds/recipient/does-not-exist-mistyped.yaml", "en-GB", ".parties .acts", [View.Desktop, View.PhoneDark]),
        ("wait", "lab/worlds/propagation/change-in-flight.yaml", "en-GB", ".parties .acts", [View.DesktopDark, View.Phone]),
        ("loop", "lab/worlds/loop/mail-loop-both-sides-relay.yaml", "en-GB", ".party", [View.Desktop]),
        ("undetermined", "lab/worlds/undeterminable/port-25-closed-here.yaml", "en-GB", ".party", [View.DesktopDark, View.Phone]),
        ("over", "lab/worlds/outcomes/recipient-added.yaml", "en-GB", ".verdict", [View.Desktop, View.PhoneDark]),
    ];

    internal const string OutsideTheirBoxes =
        """
        path => [...path.querySelectorAll('svg text')].filter(text => text.checkVisibility()).filter(text => {
          const place = text.getBoundingClientRect();
          return ![...path.querySelectorAll('rect')].map(box => box.getBoundingClientRect()).some(box => box.left < place.left && box.right > place.right);
        }).map(text => text.textContent)
        """;

    public static TheoryData<string> Names => [.. Results.Select(result => result.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_result_tells_what_is_wrong_and_who_acts_on_the_first_screen_and_breaks_no_rule_of_access(string name)
    {
        var (_, world, language, acts, views) = Results.Single(result => result.Name == name);
        await using var visit = await Visit.StartAsync(chromium, views[0], world, language);
        await visit.TakeSampleAsync();
        foreach (var view in views)
        {
            await visit.ThroughAsync(view);
            await Look.KeepAsync(visit, $"result-{name}-{view}-first-screen", isWhole: false);
            foreach (var said in new[] { ".verdict", acts })
            {
                var box = await visit.Page.Locator(said).First.BoundingBoxAsync();
                Assert.True(box!.Y + box.Height <= view.Height, $"{said} ends {box.Y + box.Height} px down, the screen {view.Height} px");
            }

            await Look.AssertFitsAsync(visit, name);
            Assert.Empty(await visit.Page.Locator(".path").EvaluateAsync<string[]>(OutsideTheirBoxes));
        }

        await Look.AtAsync(visit, "result-" + name, views);
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task The_other_pages_fit_and_break_no_rule_of_access()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.TakeSampleAsync();
        foreach (var (name, path) in new[] { ("start", "/"), ("history", "/history"), ("missing", "/d/0123456789abcdef0123456789abcdef") })
        {
            await visit.Page.GotoAsync(path);
            await Look.AtAsync(visit, name);
        }

        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task The_rules_of_access_find_what_breaks_them()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.Page.SetContentAsync("<html lang=en><title>t</title><main><h1>x</h1><button></button><input></main></html>");
        Assert.Contains(await Axe.FindingsAsync(visit.Page), finding => finding.Contains("button-name", StringComparison.Ordinal));
    }
}
