using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Recapito.Benchmarks;

/// <summary>Readers who look at one diagnosis while it grows, each as the page's script does: at every event the part that grows is fetched anew.</summary>
internal sealed class Viewers(HostProcess host, int count) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 2 * count }) { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Hands a bounce in and looks on.</summary>
    /// <param name="mail">The bounce.</param>
    /// <param name="verdict">Stands in the page once the cause is found.</param>
    public async Task<ViewerFigures> RunAsync(string mail, string verdict)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(mail));
        body.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var taken = await client.PostAsync(new Uri("/v1/bounces", UriKind.Relative), body);
        using var document = JsonDocument.Parse(await taken.Content.ReadAsStreamAsync());
        var id = document.RootElement.GetProperty("id").GetString()!;
        var seen = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => LookAsync(id, verdict)));
        var first = seen.Min(one => one.Done);
        return new(seen.Count(one => one.Saw), seen.Sum(one => one.Parts), [.. seen.Select(one => Stopwatch.GetElapsedTime(first, one.Whole).TotalMilliseconds).Order()]);
    }

    public void Dispose() => client.Dispose();

    private async Task<(bool Saw, int Parts, long Done, long Whole)> LookAsync(string id, string verdict)
    {
        using var events = await client.GetAsync(new Uri($"/d/{id}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await events.Content.ReadAsStreamAsync());
        var (parts, part) = (0, Task.FromResult(""));
        while (await lines.ReadLineAsync() is { } line && line is not "event: done")
        {
            // While one part is on its way, no other is fetched.
            if (line is "event: changed" && part.IsCompleted)
            {
                parts++;
                part = client.GetStringAsync(new Uri($"/d/{id}/part", UriKind.Relative));
            }
        }

        var done = Stopwatch.GetTimestamp();
        await part;
        var whole = await client.GetStringAsync(new Uri($"/d/{id}/part", UriKind.Relative));
        return (whole.Contains(verdict, StringComparison.Ordinal), parts + 1, done, Stopwatch.GetTimestamp());
    }
}

/// <summary>What the viewers saw.</summary>
/// <param name="Saw">How many saw the cause at the end.</param>
/// <param name="Parts">How often a part was fetched.</param>
/// <param name="Lags">Milliseconds from when the first one was told of the end to when each had the whole result, ordered.</param>
internal sealed record ViewerFigures(int Saw, int Parts, IReadOnlyList<double> Lags);
