using Microsoft.Playwright;
using Recapito.Web.Tests;

namespace Recapito.Browser.Tests;

/// <summary>The pages as pictures, kept in artifacts/screens to be looked at, and what can be said of a picture by rule.</summary>
public sealed class ScreenTests(Chromium chromium)
{
    private static readonly View[] Views = [View.Desktop, View.DesktopDark, View.Phone, View.PhoneDark];

    // What must be read first: "who acts" as a row of parties, or as a sentence where no party is found.
    private static readonly (string Name, string World, string Language, string Acts, View[] Views)[] Results =
    [
        ("proven", "samples/relay-access-denied.yaml", "en-GB", ".parties .acts", Views),
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

    public static TheoryData<string, View> Pages => [.. Results.SelectMany(result => result.Views.Select(view => (result.Name, view)))];

    public static TheoryData<View> AllViews => [.. Views];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_result_tells_what_is_wrong_and_who_acts_on_the_first_screen_and_breaks_no_rule_of_access(string name, View view)
    {
        var (_, world, language, acts, _) = Results.Single(result => result.Name == name);
        await using var visit = await Visit.StartAsync(chromium, view, world, language);
        await visit.TakeSampleAsync();
        await KeepAsync(visit, $"result-{name}-{view.Name}");
        await KeepAsync(visit, $"result-{name}-{view.Name}-first-screen", isWhole: false);
        await AssertFitsAsync(visit, view);
        foreach (var said in new[] { ".verdict", acts })
        {
            var box = await visit.Page.Locator(said).First.BoundingBoxAsync();
            Assert.True(box!.Y + box.Height <= view.Height, $"{said} ends {box.Y + box.Height} px down, the screen {view.Height} px");
        }

        Assert.Empty(await visit.Page.Locator(".path").EvaluateAsync<string[]>(OutsideTheirBoxes));
        await visit.OpenAllDetailsAsync();
        await AssertFitsAsync(visit, view);
        Assert.Empty(await Axe.FindingsAsync(visit.Page));
        Assert.Empty(visit.Wrong);
    }

    [Theory]
    [MemberData(nameof(AllViews))]
    public async Task The_other_pages_fit_and_break_no_rule_of_access(View view)
    {
        await using var visit = await Visit.StartAsync(chromium, view);
        await visit.TakeSampleAsync();
        foreach (var (name, path) in new[] { ("start", "/"), ("history", "/history"), ("missing", "/d/0123456789abcdef0123456789abcdef") })
        {
            await visit.Page.GotoAsync(path);
            await visit.OpenAllDetailsAsync();
            await KeepAsync(visit, $"{name}-{view.Name}");
            await AssertFitsAsync(visit, view);
            Assert.Empty(await Axe.FindingsAsync(visit.Page));
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

    private static async Task KeepAsync(Visit visit, string name, bool isWhole = true) =>
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Screens, name + ".png"), FullPage = isWhole, Animations = ScreenshotAnimations.Disabled });

    private static async Task AssertFitsAsync(Visit visit, View view)
    {
        var width = await visit.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth");
        Assert.True(width <= view.Width, $"the page is {width} px wide, the screen {view.Width} px");
    }
}
