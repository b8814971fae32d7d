using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Recapito.Web;
using Recapito.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Recapito.Browser.Tests;

/// <summary>The ways of a reader through the page in a real browser.</summary>
public sealed partial class JourneyTests(Chromium chromium)
{
    private const string Slow = "tests/Recapito.Browser.Tests/slow.yaml";
    private const int SmallStart = 100_000;

    // What stands in the page while it grows; another page would begin anew.
    private const string NoteWhatWasShown =
        """
        window.shown = [];
        new MutationObserver(() => {
          for (const one of document.querySelectorAll('h1, .asking')) if (!window.shown.includes(one.textContent)) window.shown.push(one.textContent);
        }).observe(document, { childList: true, subtree: true, characterData: true });
        """;

    private static readonly string Mail = Served.PathOf("samples/relay-access-denied.eml");

    [Fact]
    public async Task A_mail_that_is_chosen_leads_to_the_cause_and_nothing_is_asked_before_the_button_is_pressed()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.Page.GotoAsync("/");
        await visit.Page.GetByLabel("Drop the bounce here").SetInputFilesAsync(Mail);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find the cause" })).ToBeFocusedAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/$"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find the cause" }).ClickAsync();
        await AssertCauseAsync(visit);
    }

    [Fact]
    public async Task A_mail_that_is_dropped_anywhere_on_the_page_leads_to_the_cause()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.Page.GotoAsync("/");
        await visit.Page.EvaluateAsync(
            """
            text => {
              const files = new DataTransfer();
              files.items.add(new File([text], 'bounce.eml', { type: 'message/rfc822' }));
              for (const kind of ['dragenter', 'dragover', 'drop']) document.querySelector('h1').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
            }
            """, await File.ReadAllTextAsync(Mail, TestContext.Current.CancellationToken));
        await Expect(visit.Page.Locator("form.chosen")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await AssertCauseAsync(visit);
    }

    [Fact]
    public async Task A_text_that_is_pasted_leads_to_the_cause_by_the_keyboard_alone()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.Page.GotoAsync("/");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.GetByText("To the content")).ToBeFocusedAsync();
        await TabToAsync(visit.Page, "textarea");
        await visit.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", await File.ReadAllTextAsync(Mail, TestContext.Current.CancellationToken));
        await visit.Page.Keyboard.PressAsync("ControlOrMeta+V");
        await TabToAsync(visit.Page, "button.primary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await AssertCauseAsync(visit);
        await TabToAsync(visit.Page, ".hand-on button");
        await TabToAsync(visit.Page, ".finding summary");
        var open = await visit.Page.Locator(".finding details").First.GetAttributeAsync("open");
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.NotEqual(open, await visit.Page.Locator(".finding details").First.GetAttributeAsync("open"));
    }

    /// <summary>What is offered below a text without a reply fits every screen, whatever the address, and leads on.</summary>
    [Fact]
    public async Task A_text_without_a_reply_leads_to_its_address_by_one_button()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.Page.GotoAsync("/");
        await visit.Page.Locator("textarea").FillAsync($"Relay Access Denied {new string('l', 60)}@contoso.example");
        await visit.Page.Locator("button.primary").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Look at this address" })).ToBeVisibleAsync();
        await Look.AtAsync(visit, "address");
        await visit.Page.Locator("textarea").FillAsync("Relay Access Denied lee@contoso.example");
        await visit.Page.Locator("button.primary").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Look at this address: lee@contoso.example" }).ClickAsync();
        await AssertCauseAsync(visit);
    }

    [Fact]
    public async Task A_result_grows_before_the_eyes_of_the_reader_to_its_end_without_another_page()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop, Slow);
        await visit.Page.AddInitScriptAsync(NoteWhatWasShown);
        await visit.Page.GotoAsync("/");
        await visit.Page.Locator("form[action='/sample'] button").ClickAsync();
        await visit.EndAsync();
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("mx.oldhost.example, which takes no mail");
        await Expect(visit.Page).ToHaveTitleAsync(new Regex("takes no mail .* – Recapito"));
        await Expect(visit.Page.Locator("[role=status][data-finished]")).ToContainTextAsync("Finished. The MX");
        var shown = await visit.Page.EvaluateAsync<string[]>("() => window.shown");
        Assert.Contains("The cause for lee@contoso.example is being looked for.", shown);
        Assert.Contains(shown, text => Some().IsMatch(text));
        Assert.Empty(visit.Wrong);
    }

    /// <summary>As when a laptop sleeps, or goes from one network to another.</summary>
    [Fact]
    public async Task A_result_grows_to_its_end_though_it_could_not_be_fetched_for_a_while()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop, Slow);
        var failed = 0;
        await visit.Page.RouteAsync(Growing(), async route => await (Interlocked.Increment(ref failed) <= 2 ? route.AbortAsync() : route.ContinueAsync()));
        await visit.Page.GotoAsync("/");
        await visit.Page.Locator("form[action='/sample'] button").ClickAsync();
        await visit.EndAsync();
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("mx.oldhost.example, which takes no mail");
        await Expect(visit.Page.Locator("[role=status][data-finished]")).ToContainTextAsync("Finished. The MX");
        Assert.InRange(failed, 3, int.MaxValue);
    }

    [Fact]
    public async Task Who_presses_twice_has_handed_in_once_and_can_hand_in_again_on_the_way_back()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find the cause" });
        for (var i = 1; i <= 2; i++)
        {
            await visit.Page.GotoAsync("/");
            await visit.Page.GetByLabel("Drop the bounce here").SetInputFilesAsync(Mail);
            await button.DblClickAsync();
            await AssertCauseAsync(visit);
            await visit.Page.GotoAsync("/history");
            await Expect(visit.Page.Locator("tbody time")).ToHaveCountAsync(i);
            await visit.Page.GoBackAsync();
            await visit.Page.GoBackAsync();
            await Expect(button).ToBeEnabledAsync();
        }
    }

    [Fact]
    public async Task A_file_that_is_too_large_leads_to_a_page_that_says_so()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        var large = Path.Combine(Directory.CreateTempSubdirectory("recapito-").FullName, "large.eml");
        await File.WriteAllBytesAsync(large, new byte[RecapitoHost.LargestUpload * 2], TestContext.Current.CancellationToken);
        await visit.Page.GotoAsync("/");
        await visit.Page.GetByLabel("Drop the bounce here").SetInputFilesAsync(large);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find the cause" }).ClickAsync();
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("This is too large");
        Directory.Delete(Path.GetDirectoryName(large)!, recursive: true);
    }

    [Theory]
    [InlineData("samples/relay-access-denied.yaml")]
    [InlineData(Slow)]
    public async Task Without_a_script_everything_is_there_but_the_buttons_that_copy(string world)
    {
        await using var visit = await Visit.StartAsync(chromium, View.Phone, world, script: false);
        await visit.Page.GotoAsync("/");
        await visit.Page.GetByLabel("Drop the bounce here").SetInputFilesAsync(Mail);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find the cause" }).ClickAsync();
        await AssertCauseAsync(visit);
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" })).ToHaveCountAsync(0);
        await visit.Page.GetByText("Show the message").ClickAsync();
        await Expect(visit.Page.Locator(".hand-on pre")).ToContainTextAsync("Subject: Mail to lee@contoso.example comes back");
        await visit.Page.Locator("#language").SelectOptionAsync("it");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Choose" }).ClickAsync();
        await Expect(visit.Page.Locator(".parties .acts")).ToContainTextAsync("IT del destinatario");
    }

    [Fact]
    public async Task The_fix_and_the_message_are_copied_as_they_are_to_stand()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.TakeSampleAsync();
        var fix = visit.Page.Locator(".fix .copied").Filter(new() { Has = visit.Page.Locator(".diff") }).First;
        await fix.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(fix.GetByRole(AriaRole.Button)).ToHaveTextAsync("Copied");
        Assert.Equal("contoso.example. MX 0 contoso-example.mail.protection.outlook.com.", await ClipboardAsync(visit.Page));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the message" }).ClickAsync();
        await Expect(visit.Page.Locator(".hand-on button")).ToHaveTextAsync("Copied");
        Assert.StartsWith("Subject: Mail to lee@contoso.example comes back", await ClipboardAsync(visit.Page), StringComparison.Ordinal);
    }

    /// <summary>Times are those of the logs; the reader's own stand beside, in words of their language, and not twice where both are one.</summary>
    [Theory]
    [InlineData("Europe/Rome", "it-IT", "2026-11-23 09:30:00 UTC (10:30 CET)")]
    [InlineData("America/Los_Angeles", "en-GB", "2026-11-23 09:30:00 UTC (01:30 PST)")]
    [InlineData("Etc/UTC", "en-GB", "2026-11-23 09:30:00 UTC:")]
    public async Task A_time_is_told_by_the_readers_clock_as_well(string clock, string language, string told)
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop, language: language, clock: clock);
        await visit.TakeSampleAsync();
        await Expect(visit.Page.Locator("section h2").Filter(new() { HasText = "2026-11-23" }).First).ToContainTextAsync(told);
        await Expect(visit.Page.Locator("pre small, blockquote small, .evidence small")).ToHaveCountAsync(0);
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task Another_language_is_chosen_on_the_result_and_kept()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.TakeSampleAsync();
        var address = visit.Page.Url;
        await visit.Page.GetByLabel("Language").SelectOptionAsync("it");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "it");
        Assert.Equal(address, visit.Page.Url);
        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("mx.oldhost.example");
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Perché questo messaggio è tornato indietro?");
    }

    [Fact]
    public async Task The_history_leads_back_to_a_result_which_its_owner_deletes()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Phone);
        await visit.TakeSampleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await visit.Page.Locator("tbody time").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete this diagnosis" }).ClickAsync();
        await Expect(visit.Page.GetByText("This was deleted")).ToBeVisibleAsync();
        await visit.Page.GotoAsync("/history");
        await Expect(visit.Page.Locator("tbody time")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_start_page_is_light_and_comes_from_here_alone()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Phone);
        await visit.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var octets = 0;
        foreach (var answer in visit.Answers)
        {
            octets += (await answer.BodyAsync()).Length;
        }

        Assert.InRange(octets, 5_000, SmallStart);
        Assert.InRange(visit.Answers.Count, 3, 5);
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task On_paper_stands_all_of_the_proof_and_nothing_to_press()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.TakeSampleAsync();
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var shown in new[] { ".verdict", ".parties .acts", ".path svg", ".fix .diff", ".finding .evidence pre" })
        {
            Assert.True(await visit.Page.Locator(shown).First.EvaluateAsync<bool>("one => one.checkVisibility({ contentVisibilityAuto: true })"), shown + " is not printed");
        }

        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('button, select, header a[href=\"/history\"]')].filter(one => one.checkVisibility()).map(one => one.outerHTML)"));
        await File.WriteAllBytesAsync(Path.Combine(Chromium.Screens, "result.pdf"), await visit.Page.PdfAsync(new() { Format = "A4" }), TestContext.Current.CancellationToken);
    }

    // There is no language of that direction yet; the page must not stand in its way.
    [Fact]
    public async Task Read_from_right_to_left_the_page_is_mirrored_and_commands_are_not()
    {
        await using var visit = await Visit.StartAsync(chromium, View.Desktop);
        await visit.TakeSampleAsync();
        await visit.Page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Chromium.Screens, "result-right-to-left.png"), FullPage = true });
        var borders = await visit.Page.Locator(".band").EvaluateAsync<string[]>("one => [getComputedStyle(one).borderLeftWidth, getComputedStyle(one).borderRightWidth]");
        Assert.Equal(["0px", "7px"], borders);
        Assert.Equal("ltr", await visit.Page.Locator(".fix pre").First.EvaluateAsync<string>("one => getComputedStyle(one).direction"));
        Assert.True(await visit.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth") <= View.Desktop.Width);
        Assert.Empty(await visit.Page.Locator(".path").EvaluateAsync<string[]>(ScreenTests.OutsideTheirBoxes));
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.copied')].filter(one => one.checkVisibility() && one.querySelector('.copy').getBoundingClientRect().left < one.getBoundingClientRect().left + one.clientWidth / 2).map(one => one.textContent)"));
    }

    private static async Task AssertCauseAsync(Visit visit)
    {
        await visit.EndAsync();
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("The MX of contoso.example names mx.oldhost.example, which takes no mail for contoso.example.");
        await Expect(visit.Page.Locator(".parties .acts")).ToContainTextAsync("Recipient's IT");
        Assert.Empty(visit.Wrong);
    }

    // Every stop on the way can be seen.
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await page.EvaluateAsync<string>("() => document.activeElement === document.body ? 'body' : getComputedStyle(document.activeElement).outlineStyle"));
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"the keyboard does not reach {selector}");
    }

    private static Task<string> ClipboardAsync(IPage page) => page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

    [GeneratedRegex("/d/[0-9a-f]+/part$")]
    private static partial Regex Growing();

    [GeneratedRegex("[1-9][0-9]* answers so far")]
    private static partial Regex Some();
}
