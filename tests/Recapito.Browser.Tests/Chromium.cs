using Microsoft.Playwright;
using Recapito.Browser.Tests;
using Recapito.Web.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Recapito.Browser.Tests;

/// <summary>The chromium of this system, started once for all tests. It may connect to this machine only, whatever a page asks for.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // A browser asks its maker for much by itself; here it shall ask for nothing.
    private static readonly string[] Quiet =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    // Two cores draw several pages at once; a slow answer is no wrong one.
    private const float Patience = 120_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } program)
        {
            Directory.CreateDirectory(Screens);
            Assertions.SetDefaultExpectTimeout(Patience);
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Quiet, Timeout = Patience });
        }
    }

    /// <summary>Folder of the pictures that are kept to be looked at.</summary>
    public static string Screens { get; } = Served.PathOf("artifacts/screens");

    /// <summary>A browser without cookies and history. The test is skipped where there is no chromium.</summary>
    public async Task<IBrowserContext> NewReaderAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(browser is null, "chromium is not installed");
        var reader = await browser!.NewContextAsync(options);
        reader.SetDefaultTimeout(Patience);
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
