using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Recapito.Web;

/// <summary>Sends server-sent events, to readers of the pages and of the API alike.</summary>
/// <param name="clock">The clock.</param>
/// <param name="stopping">The service stops: whoever follows is let go, so that nobody who looks on holds it up.</param>
internal sealed class EventStreams(TimeProvider clock, CancellationToken stopping)
{
    /// <summary>The type of content.</summary>
    public const string Type = "text/event-stream";

    /// <summary>A line that says nothing goes out when nothing else did for so long: what stands between gives up connections that are still, many after a minute.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    // HTML standard, "parsing an event stream": a line that begins with a colon is passed over.
    private static readonly byte[] Comment = Encoding.ASCII.GetBytes(":\n\n");

    /// <summary>An answer with these events.</summary>
    /// <param name="events">Begins them; its token ends them.</param>
    public IResult Of(Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events) => new Answer(this, events);

    private async Task SendAsync(HttpContext http, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            var source = events(end.Token).GetAsyncEnumerator(end.Token);
            await using var closing = source.ConfigureAwait(false);
            while (await NextAsync(source, http.Response.Body, end.Token).ConfigureAwait(false) && !stopping.IsCancellationRequested)
            {
                await SseFormatter.WriteAsync(Alone(source.Current), http.Response.Body, end.Token).ConfigureAwait(false);
                await http.Response.Body.FlushAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader went away, or asks again once the service is there again: nothing ended that was looked at.
        }
    }

    // The next event is waited for whole, also where it is no longer wanted: what gives it must not be closed while it works.
    private async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> source, Stream body, CancellationToken end)
    {
        var next = source.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            using var waited = CancellationTokenSource.CreateLinkedTokenSource(end);
            await Task.WhenAny(next, Task.Delay(Quiet, clock, waited.Token)).ConfigureAwait(false);
            await waited.CancelAsync().ConfigureAwait(false);
            if (!next.IsCompleted && !end.IsCancellationRequested)
            {
                await body.WriteAsync(Comment, CancellationToken.None).ConfigureAwait(false);
                await body.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                break;
            }
        }

        return await next.ConfigureAwait(false);
    }

#pragma warning disable CS1998 // The formatter wants them in this form.
    private static async IAsyncEnumerable<SseItem<string>> Alone(SseItem<string> item)
#pragma warning restore CS1998
    {
        yield return item;
    }

    private sealed class Answer(EventStreams streams, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            http.Response.ContentType = Type;
            http.Response.Headers.CacheControl = "no-cache,no-store";
            http.Response.Headers.ContentEncoding = "identity";
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
                await streams.SendAsync(http, events).ConfigureAwait(false);
            }
        }
    }
}
