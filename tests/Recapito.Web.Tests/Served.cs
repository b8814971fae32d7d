using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Recapito.Probes;
using Recapito.Watch.Tests;

namespace Recapito.Web.Tests;

/// <summary>The page, served on a free port of this machine in front of a world of the lab, and one reader of it.</summary>
internal sealed partial class Served : IAsyncDisposable
{
    // An hour of a watched world in some seconds.
    private const double UsualPace = 1000;

    private readonly WebApplication app;
    private readonly TemporaryFolder data;

    private Served(WebApplication app, TemporaryFolder data)
    {
        (this.app, this.data) = (app, data);
        Reader = NewReader();
    }

    /// <summary>A browser that keeps its cookies.</summary>
    public HttpClient Reader { get; }

    /// <summary>The service.</summary>
    public WebApplication App => app;

    public Uri Address => new(app.Urls.First());

    /// <summary>Starts it.</summary>
    /// <param name="world">A world file, or a folder of them.</param>
    /// <param name="others">How others reach it; null where only this machine does.</param>
    /// <param name="clock">The clock; null for that of the system.</param>
    /// <param name="settings">What else stands in environment variables.</param>
    /// <param name="pace">How many seconds of a watched world pass in one here.</param>
    /// <param name="limits">How long is waited for an answer; null for as long as is usual in the lab.</param>
    /// <param name="minute">In what time as many requests as are taken in a minute grow back; null for a minute.</param>
    public static async Task<Served> StartAsync(
        string world = "samples/relay-access-denied.yaml",
        PublicOptions? others = null,
        TimeProvider? clock = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        double pace = UsualPace,
        ProbeLimits? limits = null,
        TimeSpan? minute = null)
    {
        var data = new TemporaryFolder();
        var options = new ServeOptions(new(IPAddress.Loopback, 0), data.Path, null, PathOf(world), false)
        {
            Public = others,
            LabPace = pace,
            LabLimits = limits,
            Minute = minute ?? TimeSpan.FromMinutes(1),
            Settings = settings ?? new Dictionary<string, string?>(),
        };
        var app = RecapitoHost.Build(options, clock ?? TimeProvider.System);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, data);
    }

    /// <summary>Another browser. On a busy machine an answer may take long, and a test that is over ends the wait: before a large file is sent, the word to go on is waited for.</summary>
    public HttpClient NewReader(bool follows = true) => new(new SocketsHttpHandler { CookieContainer = new(), UseCookies = true, AllowAutoRedirect = follows, Expect100ContinueTimeout = Timeout.InfiniteTimeSpan })
    {
        BaseAddress = Address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<string> PageAsync(string path, HttpClient? reader = null) => await (reader ?? Reader).GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Fills in the form of the start page.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => PostAsync(Reader, path, fields);

    /// <summary>The same by another reader.</summary>
    public async Task<HttpResponseMessage> PostAsync(HttpClient reader, string path, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await TokenAsync(reader)), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await reader.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    /// <summary>Hands a mail in as a file, and gives the address of its page when all was asked.</summary>
    public async Task<string> HandInAsync(string name, byte[] mail)
    {
        using var answer = await PostFileAsync(name, mail);
        answer.EnsureSuccessStatusCode();
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.StartsWith("/d/", path, StringComparison.Ordinal);
        await FollowAsync(path);
        return path;
    }

    /// <summary>The same, with whatever the answer is.</summary>
    public async Task<HttpResponseMessage> PostFileAsync(string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await TokenAsync(Reader)), "__RequestVerificationToken" }, { new ByteArrayContent(content), "mail", name } };
        return await Reader.PostAsync("/bounces", form, TestContext.Current.CancellationToken);
    }

    /// <summary>The events of a diagnosis to their end.</summary>
    public async Task<string> FollowAsync(string path) => await PageAsync(path + "/events");

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();

        // Who is still asking or watching ends first: their folder is taken away.
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        data.Dispose();
    }

    public static string PathOf(string path)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Recapito.slnx")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return Path.Combine(at.FullName, path);
    }

    private async Task<string> TokenAsync(HttpClient reader) => Token().Match(await PageAsync("/", reader)).Groups[1].Value is { Length: > 0 } token ? token : throw new InvalidOperationException("the start page has no form");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
