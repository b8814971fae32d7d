using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Watch;
using Recapito.Watch.Tests;

namespace Recapito.Web.Tests;

/// <summary>The API, served on a free port of this machine in front of a world of the lab, and callers of it.</summary>
internal sealed class ServedApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryFolder data;

    private ServedApi(WebApplication app, TemporaryFolder data)
    {
        (this.app, this.data) = (app, data);
        Caller = NewCaller(null);
    }

    /// <summary>A mail that the world explains.</summary>
    public static byte[] Bounce { get; } = File.ReadAllBytes(Served.PathOf("samples/relay-access-denied.eml"));

    /// <summary>Whoever sits at this machine, without a key.</summary>
    public HttpClient Caller { get; }

    public Uri Address => new($"http://127.0.0.1:{new Uri(app.Urls.First()).Port}");

    /// <summary>A part of the service.</summary>
    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public DiagnosisStore Diagnoses => app.Services.GetRequiredService<DiagnosisStore>();

    public ApiKeys Keys => app.Services.GetRequiredService<ApiKeys>();

    public static async Task<ServedApi> StartAsync(int perMinute = ApiLimits.Usual, PublicOptions? others = null, string world = "samples/relay-access-denied.yaml", int days = 30, double pace = 1_000_000, TimeSpan? minute = null)
    {
        var data = new TemporaryFolder();
        var options = new ServeOptions(new(IPAddress.Loopback, 0), data.Path, null, Served.PathOf(world), false)
        {
            ApiPerMinute = perMinute,
            Minute = minute ?? TimeSpan.FromMinutes(1),
            Public = others,
            LabPace = pace,
            Kept = TimeSpan.FromDays(days),
        };
        var app = RecapitoHost.Build(options, TimeProvider.System);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, data);
    }

    /// <summary>A caller with a new key; null for one without.</summary>
    public HttpClient NewCaller(ApiScopes? scopes)
    {
        // A busy machine may take longer than a second, after which a caller would send what it was to wait with; and longer than a caller usually has patience.
        var caller = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        if (scopes is { } allowed)
        {
            caller.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Add($"key-{Guid.NewGuid():N}", allowed));
        }

        return caller;
    }

    /// <summary>Changes what is kept.</summary>
    public void Write(string sql) => app.Services.GetRequiredService<Database>().Write(sql, new { });

    /// <summary>A request that hands a bounce in.</summary>
    public static HttpRequestMessage Handing(byte[] body, string? type = "message/rfc822", string? once = null, string path = "/v1/bounces")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (once is not null)
        {
            request.Headers.Add("Idempotency-Key", once);
        }

        return request;
    }

    /// <summary>A request that wants a check.</summary>
    public static HttpRequestMessage Wanting(string body, string? once = null) => Handing(Encoding.UTF8.GetBytes(body), "application/json", once, "/v1/checks");

    /// <summary>A request that wants a watch.</summary>
    public static HttpRequestMessage Checking(string body) => Handing(Encoding.UTF8.GetBytes(body), "application/json", path: "/v1/checks");

    public static HttpRequestMessage Watching(string body, string? once = null) => Handing(Encoding.UTF8.GetBytes(body), "application/json", once, "/v1/watches");

    /// <summary>Hands it in, and gives the address of what it leads to.</summary>
    public static async Task<string> TakenAsync(HttpClient caller, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            var path = answer.Headers.Location!.OriginalString;
            var taken = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.Equal(path, taken.GetProperty("url").GetString());
            Assert.EndsWith("/" + taken.GetProperty("id").GetString(), path, StringComparison.Ordinal);
            return path;
        }
    }

    /// <summary>The events of a case to their end.</summary>
    public static async Task<string> FollowAsync(HttpClient caller, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/event-stream") } } };
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What stands at an address, as JSON.</summary>
    public static Task<JsonElement> ReadAsync(HttpClient caller, string path) => caller.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>The name of the problem that a request meets; says what to do, in the form of RFC 9457.</summary>
    public static async Task<string> ProblemAsync(HttpClient caller, HttpRequestMessage request, Action<HttpResponseMessage>? look = null)
    {
        using (request)
        {
            using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
            look?.Invoke(answer);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            var known = Assert.Single(ApiProblem.All, known => ApiProblem.Path + known.Name == problem.GetProperty("type").GetString());
            Assert.Equal((known.Status, known.Status, known.Title), ((int)answer.StatusCode, problem.GetProperty("status").GetInt32(), problem.GetProperty("title").GetString()));
            Assert.EndsWith(known.Remedy, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            return known.Name;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        data.Dispose();
    }
}
