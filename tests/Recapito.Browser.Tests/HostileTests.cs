using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Recapito.Web.Tests;

namespace Recapito.Browser.Tests;

/// <summary>What strangers write into a bounce, its file name, the DNS or an SMTP reply is shown as text: nothing runs, and nothing is asked of their host.</summary>
public sealed class HostileTests(Chromium chromium)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    // HOST is the recorder's. Each asks something of it where a careless page shows it: in text, a title, an attribute, a link, a script, a style or a comment.
    private static readonly Dictionary<string, string> Vectors = new()
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

    // Three in each field: a name or host of a mail is shown up to some length only.
    private const int Together = 3;

    public static TheoryData<string> Names => [.. Vectors.Keys];

    public static TheoryData<string> Groups => [.. Vectors.Keys.Chunk(Together).Select(names => string.Join(' ', names))];

    /// <summary>The other half of the proof: each would do it in a page that does not encode, so its silence elsewhere says something.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_careless_page_is_caught(string name)
    {
        await using var recorder = await Recorder.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        var vector = Of(name, recorder);
        await using var careless = await Recorder.StartAsync(
            $"<html><head><title>{vector}</title></head><body><p>{vector}</p><a id=bait href=\"{vector}\">x</a><script>var x = '{vector}';</script><input value=\"{vector}\"></body></html>");
        await visit.Page.GotoAsync($"http://{careless.Authority}/", new() { WaitUntil = WaitUntilState.Commit });
        if (name is "form" or "link")
        {
            await visit.Page.Locator("#bait").First.ClickAsync();
        }

        await recorder.First.WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.NotEmpty(visit.Wrong);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task A_bounce_and_its_file_name_are_shown_as_text(string names)
    {
        await using var recorder = await Recorder.StartAsync();
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        var vector = Of(names, recorder);
        await visit.Page.GotoAsync("/");
        await visit.Page.Locator("#mail").SetInputFilesAsync(new FilePayload { Name = vector.Replace('/', '_') + ".eml", MimeType = "message/rfc822", Buffer = Encoding.UTF8.GetBytes(Mail(vector)) });
        await visit.Page.Locator("button.primary").ClickAsync();
        await visit.EndAsync();
        await Assertions.Expect(visit.Page.Locator("blockquote")).ToContainTextAsync("http://" + recorder.Authority);
        await LookAroundAsync(visit, recorder);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task What_hosts_answer_and_forms_hold_is_shown_as_text_in_another_language_too(string names)
    {
        await using var recorder = await Recorder.StartAsync();
        var vector = Of(names, recorder);
        var file = Path.Combine(Path.GetTempPath(), $"recapito-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, World(vector), TestContext.Current.CancellationToken);
        try
        {
            await using var visit = await Visit.StartAsync(chromium, View.Phone, file, "it-IT");
            await visit.TakeSampleAsync();
            await LookAroundAsync(visit, recorder);
            await visit.Page.GotoAsync($"/history?domain={Uri.EscapeDataString(vector)}&cause={Uri.EscapeDataString(vector)}");
            await visit.Page.GotoAsync("/");
            await visit.Page.Locator("textarea").FillAsync(vector);
            await visit.Page.Locator("button.primary").ClickAsync();
            await Assertions.Expect(visit.Page.Locator("[role=alert]")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("textarea")).ToHaveValueAsync(vector);
            await LookAroundAsync(visit, recorder);
            foreach (var (path, field) in new[] { ("/checks", "domain"), ("/watches", "domain"), ("/watches", "expected") })
            {
                await visit.Page.GotoAsync(path);
                await visit.Page.Locator("input[name=domain]").FillAsync("contoso.example");
                await visit.Page.Locator($"input[name={field}]").FillAsync(vector);
                await visit.Page.Locator("main button.primary").ClickAsync();
                await Assertions.Expect(visit.Page.Locator("[role=alert]")).ToBeVisibleAsync();
                await Assertions.Expect(visit.Page.Locator($"input[name={field}]")).ToHaveValueAsync(vector);
                await LookAroundAsync(visit, recorder);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Of(string names, Recorder recorder) => string.Join(' ', names.Split(' ').Select(name => Vectors[name])).Replace("HOST", recorder.Authority, StringComparison.Ordinal);

    // Opens and points at everything, then sees that nothing was asked of anybody.
    private static async Task LookAroundAsync(Visit visit, Recorder recorder)
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

    private static string Mail(string vector) =>
        $"""
        From: {vector} <MAILER-DAEMON@fabrikam.example>
        To: {vector} <ana@fabrikam.example>
        Subject: Undelivered: {vector}
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/html; charset=utf-8

        <p>{vector}</p>
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; {vector}
        X-Postfix-Sender: rfc822; {vector}

        Final-Recipient: rfc822; lee@contoso.example
        Original-Recipient: rfc822; {vector}
        Action: failed
        Status: 5.7.1
        Remote-MTA: dns; {vector}
        Diagnostic-Code: smtp; 554 5.7.1 {vector}

        --b
        Content-Type: text/rfc822-headers

        From: {vector} <ana@fabrikam.example>
        Subject: {vector}

        --b--
        """;

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
