using System.Collections.Concurrent;
using Microsoft.Playwright;
using Recapito.Probes;
using Recapito.Web;
using Recapito.Web.Tests;

namespace Recapito.Browser.Tests;

/// <summary>One reader at the page, with a note of everything that the browser asked for or complained of.</summary>
internal sealed class Visit : IAsyncDisposable
{
    // Beside a browser two cores have little time to answer; a late answer must not be taken for silence.
    private static readonly ProbeLimits Patient = ProbeLimits.ForLab with { Dns = TimeSpan.FromSeconds(30) };

    private readonly bool endsIt;
    private readonly IBrowserContext reader;
    private readonly ConcurrentQueue<string> wrong = new();
    private readonly ConcurrentQueue<IResponse> answers = new();

    private Visit(Served served, bool endsIt, Uri address, IBrowserContext reader, IPage page, View view)
    {
        (Served, this.endsIt, this.reader, Page, View) = (served, endsIt, reader, page, view);
        reader.Request += (_, request) => Note(!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal), "asked for " + request.Url);
        reader.Response += (_, answer) => answers.Enqueue(answer);
        reader.WebError += (_, error) => Note(true, "script error: " + error.Error);
        reader.Dialog += async (_, dialog) =>
        {
            Note(true, "dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };

        // What the content security policy stops is told here, and would mean that something became part of the page.
        reader.Console += (_, said) => Note(said.Type is "error" or "warning" && !said.Text.Contains("status of 422", StringComparison.Ordinal) && !said.Text.Contains("status of 404", StringComparison.Ordinal) && !said.Text.Contains("status of 401", StringComparison.Ordinal), "console: " + said.Text);
    }

    public Served Served { get; }

    public IPage Page { get; }

    /// <summary>In what the reader looks now.</summary>
    public View View { get; private set; }

    /// <summary>All that must not happen: requests to elsewhere, dialogs, errors of scripts, breaches of the policy.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>What came from the host.</summary>
    public IReadOnlyCollection<IResponse> Answers => answers;

    /// <summary>A reader at a service of their own, which ends with the visit.</summary>
    public static async Task<Visit> StartAsync(Chromium chromium, View view, string world = "samples/relay-access-denied.yaml", string language = "en-GB", bool script = true, PublicOptions? others = null, string clock = "Etc/UTC", double? pace = null)
    {
        var served = await (pace is { } chosen ? Served.StartAsync(world, others, limits: Patient, pace: chosen) : Served.StartAsync(world, others, limits: Patient));
        try
        {
            return await AtAsync(chromium, served, view, language, script, others is not null, clock, endsIt: true);
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    /// <summary>A reader at a service that others use as well.</summary>
    public static Task<Visit> AtAsync(Chromium chromium, Served served, View view) => AtAsync(chromium, served, view, "en-GB", script: true, isNamed: false, "Etc/UTC", endsIt: false);

    // A passkey is for a name, which an address is not.
    private static async Task<Visit> AtAsync(Chromium chromium, Served served, View view, string language, bool script, bool isNamed, string clock, bool endsIt)
    {
        var address = isNamed ? new UriBuilder(served.Address) { Host = "localhost" }.Uri : served.Address;
        var reader = await chromium.NewReaderAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = view.Width, Height = view.Height },
            ColorScheme = view.Colours,
            Locale = language,
            TimezoneId = clock,
            JavaScriptEnabled = script,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        return new(served, endsIt, address, reader, await reader.NewPageAsync(), view);
    }

    /// <summary>Takes the world's own bounce and waits for the end of its diagnosis.</summary>
    public async Task TakeSampleAsync()
    {
        await Page.GotoAsync("/");
        await Page.Locator("form[action='/sample'] button").ClickAsync();
        await EndAsync();
    }

    /// <summary>Waits until nothing more is asked.</summary>
    public async Task EndAsync()
    {
        await Assertions.Expect(Page.Locator("article.diagnosis").First).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("[data-live]")).ToHaveCountAsync(0);
    }

    /// <summary>Turns to another screen and other colours, on the same page.</summary>
    public async Task ThroughAsync(View view)
    {
        View = view;
        await Page.SetViewportSizeAsync(view.Width, view.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = view.Colours });
    }

    public async Task OpenAllDetailsAsync() => await Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => { one.open = true; })");

    public async ValueTask DisposeAsync()
    {
        await reader.CloseAsync();
        if (endsIt)
        {
            await Served.DisposeAsync();
        }
    }

    private void Note(bool isWrong, string what)
    {
        if (isWrong)
        {
            wrong.Enqueue(what);
        }
    }
}
