using System.Text;
using Microsoft.Playwright;

namespace Recapito.Browser.Tests;

/// <summary>What strangers write into a bounce and its file name is shown as text: nothing runs, and nothing is asked of their host.</summary>
public sealed class HostileMailTests(Chromium chromium, SharedService service) : IClassFixture<SharedService>
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    /// <summary>The other half of the proof: each would do it in a page that does not encode, so its silence elsewhere says something.</summary>
    [Theory]
    [MemberData(nameof(Hostile.Names), MemberType = typeof(Hostile))]
    public async Task A_careless_page_is_caught(string name)
    {
        await using var recorder = await Recorder.StartAsync();
        await using var visit = await Visit.AtAsync(chromium, service.Served, View.Desktop);
        var vector = Hostile.Of(name, recorder);
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
    [MemberData(nameof(Hostile.Names), MemberType = typeof(Hostile))]
    public async Task A_bounce_and_its_file_name_are_shown_as_text(string name)
    {
        await using var recorder = await Recorder.StartAsync();
        await using var visit = await Visit.AtAsync(chromium, service.Served, View.Desktop);
        var vector = Hostile.Of(name, recorder);
        await visit.Page.GotoAsync("/");
        await visit.Page.Locator("#mail").SetInputFilesAsync(new FilePayload { Name = vector.Replace('/', '_') + ".eml", MimeType = "message/rfc822", Buffer = Encoding.UTF8.GetBytes(Mail(vector)) });
        await visit.Page.Locator("button.primary").ClickAsync();
        await visit.EndAsync();
        await Assertions.Expect(visit.Page.Locator("blockquote").Filter(new() { HasText = "http://" + recorder.Authority })).ToHaveCountAsync(1);
        await Hostile.LookAroundAsync(visit, recorder);
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
}
