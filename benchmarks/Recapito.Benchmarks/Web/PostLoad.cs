using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Recapito.Benchmarks;

/// <summary>Bounces that are posted at a fixed rate, whether or not the earlier ones were answered: who waits for an answer before the next measures too little.</summary>
/// <param name="Rate">Bounces a second.</param>
/// <param name="Span">For how long.</param>
internal sealed record PostLoad(int Rate, TimeSpan Span)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Posts, and looks at the host's memory each second.</summary>
    public async Task<PostFigures> RunAsync(HostProcess host, string mail)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Rate }) { BaseAddress = host.Address };
        var (waits, refused, memory) = (new ConcurrentBag<double>(), new ConcurrentBag<HttpStatusCode>(), new List<long>());
        var total = (int)(Rate * Span.TotalSeconds);
        var posts = new List<Task>(total);
        var start = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (posts.Count < total && await ticks.WaitForNextTickAsync())
        {
            var passed = Stopwatch.GetElapsedTime(start);
            for (var due = Math.Min(total, (int)(passed.TotalSeconds * Rate)); posts.Count < due;)
            {
                posts.Add(PostAsync(client, mail, posts.Count, start, waits, refused));
            }

            if (memory.Count < (int)(passed / Look))
            {
                memory.Add(host.Memory);
            }
        }

        await Task.WhenAll(posts);
        return new([.. waits.Order()], [.. refused], memory);
    }

    private async Task PostAsync(HttpClient client, string mail, int number, long start, ConcurrentBag<double> waits, ConcurrentBag<HttpStatusCode> refused)
    {
        // Each is another recipient's, so that no two bounces are alike.
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(mail.Replace("lee@", $"lee{number}@", StringComparison.Ordinal)));
        body.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await client.PostAsync(new Uri("/v1/bounces", UriKind.Relative), body);
        waits.Add((Stopwatch.GetElapsedTime(start) - TimeSpan.FromSeconds((double)number / Rate)).TotalMilliseconds);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            refused.Add(answer.StatusCode);
        }
    }
}

/// <summary>What posting came to.</summary>
/// <param name="Waits">Milliseconds from when each was due to its answer, ordered.</param>
/// <param name="Refused">Answers other than 202.</param>
/// <param name="Memory">Bytes that the host held, each second.</param>
internal sealed record PostFigures(IReadOnlyList<double> Waits, IReadOnlyList<HttpStatusCode> Refused, IReadOnlyList<long> Memory)
{
    /// <summary>The wait that a share of all did not exceed.</summary>
    public double Wait(double share) => Waits[Math.Min(Waits.Count - 1, (int)(Waits.Count * share))];

    /// <summary>The most memory in one third of the time, 0 to 2.</summary>
    public long MemoryIn(int third) => Memory.Skip(Memory.Count * third / 3).Take(Memory.Count / 3).Max();
}
