using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Recapito.Browser.Tests;

/// <summary>A stranger's host on this machine: it answers whatever is asked of it, and notes that it was.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> asked = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Recorder(string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(http =>
        {
            asked.Enqueue(http.Request.Path);
            first.TrySetResult();
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync(page);
        });
    }

    /// <summary>Host and port.</summary>
    public string Authority => new Uri(app.Urls.First()).Authority;

    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>Ends with the first request.</summary>
    public Task First => first.Task;

    /// <param name="page">What it answers.</param>
    public static async Task<Recorder> StartAsync(string page = "")
    {
        var recorder = new Recorder(page);
        await recorder.app.StartAsync();
        return recorder;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
