using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>A page as readers with different screens see it: kept as pictures in artifacts/screens, to be looked at, and held to what can be said of a picture by rule.</summary>
internal static class Look
{
    /// <summary>Keeps the page as it stands in these views, all that can be opened open, and asserts that it fits their width and breaks no rule of access.</summary>
    /// <param name="name">Begins the names of the pictures.</param>
    /// <param name="views">All four, where none is given.</param>
    public static async Task AtAsync(Visit visit, string name, params View[] views)
    {
        await visit.OpenAllDetailsAsync();
        foreach (var view in views.Length > 0 ? views : View.All)
        {
            await visit.ThroughAsync(view);
            await KeepAsync(visit, $"{name}-{view.Name}");
            await AssertFitsAsync(visit, name);
            Assert.Empty(await Axe.FindingsAsync(visit.Page));
        }
    }

    public static async Task KeepAsync(Visit visit, string name, bool isWhole = true) =>
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Screens, name + ".png"), FullPage = isWhole, Animations = ScreenshotAnimations.Disabled });

    public static async Task AssertFitsAsync(Visit visit, string name)
    {
        var width = await visit.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth");
        Assert.True(width <= visit.View.Width, $"{name} is {width} px wide, the screen {visit.View.Width} px");
    }
}
