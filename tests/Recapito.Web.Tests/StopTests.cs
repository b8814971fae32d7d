using System.Diagnostics;
using System.Net;
using System.Text;

namespace Recapito.Web.Tests;

/// <summary>The service as a process of its own: how it ends, and what it says where it cannot begin.</summary>
public sealed class StopTests : IDisposable
{
    // It is about the order in which it ends; how long that takes is up to the machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string data = Directory.CreateTempSubdirectory("recapito-").FullName;

    private Process? started;

    /// <summary>Who looks on must not hold up who stops it: 143 would say that it was killed.</summary>
    [Fact]
    public async Task It_stops_in_order_when_it_is_told_to_while_readers_follow()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are of Unix");
        var process = Start("127.0.0.1:0");
        var address = await AddressAsync(process);
        using var caller = new HttpClient { BaseAddress = address };
        using var asked = await caller.PostAsync("/v1/watches", new StringContent("""{ "domain": "contoso.example", "expected": "1 mx.contoso.example" }""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var id = asked.Headers.Location!.OriginalString.Split('/')[^1];
        var api = await FollowAsync(caller, "/v1/watches/" + id);
        var page = await FollowAsync(caller, $"/w/{id}/events");
        Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        foreach (var events in new[] { api, page })
        {
            Assert.DoesNotContain("event: done", await events.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            events.Dispose();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>One sentence, which says which address it was, and no trace of where in the program it was met.</summary>
    [Fact]
    public async Task That_somebody_else_has_the_port_is_said_in_one_sentence()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var process = Start(taken.LocalEndpoint.ToString()!);
        var says = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(RecapitoHost.BadInput, process.ExitCode);
        Assert.StartsWith("recapito: ", says, StringComparison.Ordinal);
        Assert.Contains(taken.LocalEndpoint.ToString()!, says, StringComparison.Ordinal);
        Assert.Single(says.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose()
    {
        if (started is { HasExited: false })
        {
            started.Kill();
            started.WaitForExit();
        }

        started?.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private Process Start(string listen)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "recapito-host.exe" : "recapito-host"),
            ["--listen", listen, "--data", data, "--world", Served.PathOf("lab/worlds/watch/plain-change.yaml")]) { RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath);
        return started = Process.Start(start)!;
    }

    // "recapito: the page is at http://127.0.0.1:40001 (Ctrl-C ends it); …"
    private static async Task<Uri> AddressAsync(Process process)
    {
        var says = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        return new(says.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)));
    }

    private static async Task<StreamReader> FollowAsync(HttpClient caller, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/event-stream") } } };
        var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var events = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("event: ", await events.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        return events;
    }
}
