using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>What strangers may write, and how it is seen that nothing came of it.</summary>
internal static class Hostile
{
    // HOST is the recorder's. Each asks something of it where a careless page shows it: in text, a title, an attribute, a link, a script, a style or a comment.
    public static readonly Dictionary<string, string> Vectors = new()
    {
        ["script"] = "<script>fetch('http://HOST/')</script>",
        ["script-elsewhere"] = "<script src=http://HOST/x.js></script>",
        ["image"] = "<img src=http://HOST/x.png>",
        ["image-error"] = "<img src=x: onerror=fetch('http://HOST/')>",
        ["attribute"] = "\"><svg onload=fetch('http://HOST/')>",
        ["attribute-handler"] = "\" autofocus onfocus=fetch('http://HOST/') x=\"",
        ["title"] = "</title><script>fetch('http://HOST/')</script>",
        ["textarea"] = "</textarea><img src=http://HOST/x>",
        ["comment"] = "--><img src=http://HOST/x><!--",
        ["script-end"] = "</script><script>fetch('http://HOST/')</script>",
        ["script-string"] = "';fetch('http://HOST/');'",
        ["style"] = "<style>@import 'http://HOST/x.css';</style>",
        ["style-end"] = "</style><img src=http://HOST/x>",
        ["sheet"] = "<link rel=stylesheet href=http://HOST/x.css>",
        ["refresh"] = "<meta http-equiv=refresh content=\"0;url=http://HOST/\">",
        ["frame"] = "<iframe src=http://HOST/></iframe>",
        ["frame-document"] = "<iframe srcdoc=\"<img src=http://HOST/x>\"></iframe>",
        ["object"] = "<object data=http://HOST/x></object>",
        ["svg-image"] = "<svg><image href=http://HOST/x.png></svg>",
        ["video"] = "<video poster=http://HOST/x.png></video>",
        ["details"] = "<details open ontoggle=fetch('http://HOST/')>",
        ["base"] = "<base href=http://HOST/><img src=x>",
        ["form"] = "<form action=http://HOST/><button id=bait>ok</button></form>",
        ["link"] = "javascript:fetch('http://HOST/')",
    };

    public static TheoryData<string> Names => [.. Vectors.Keys];

    public static string Of(string name, Recorder recorder) => Vectors[name].Replace("HOST", recorder.Authority, StringComparison.Ordinal);

    // Opens and points at everything, then sees that nothing was asked of anybody.
    public static async Task LookAroundAsync(Visit visit, Recorder recorder)
    {
        await visit.OpenAllDetailsAsync();
        await visit.Page.EvaluateAsync(
            "() => document.querySelectorAll('main *').forEach(one => { for (const kind of ['mouseover', 'focus', 'toggle', 'load', 'error']) one.dispatchEvent(new Event(kind)); })");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Equal(1, await visit.Page.Locator("script").CountAsync());
        Assert.Equal(0, await visit.Page.Locator("main img, iframe, object, video, style, base, svg image, meta[http-equiv], a[href^='javascript:'], [onload], [onerror], [onfocus], [ontoggle], [style]").CountAsync());
        Assert.Empty(visit.Wrong);
        Assert.Empty(recorder.Asked);
    }
}
