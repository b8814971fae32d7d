using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Recapito.Web.Tests;

/// <summary>How events are sent: not silent for long, and not for longer than the service runs.</summary>
public sealed class EventStreamTests
{
    [Fact]
    public async Task Who_waits_long_hears_every_fifteen_seconds_that_the_connection_holds()
    {
        var (clock, events, pipe) = (new HandClock(), Channel.CreateUnbounded<SseItem<string>>(), new Pipe());
        var sent = Send(new(clock, CancellationToken.None), pipe, events.Reader.ReadAllAsync);
        using var reader = new StreamReader(pipe.Reader.AsStream());
        for (var i = 0; i < 2; i++)
        {
            await WaitingAsync(clock);
            clock.Advance(EventStreams.Quiet - TimeSpan.FromTicks(1));
            Assert.False(pipe.Reader.TryRead(out _));
            clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(":", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        await WaitingAsync(clock);
        await events.Writer.WriteAsync(new("5", "changed"), TestContext.Current.CancellationToken);
        events.Writer.Complete();
        await sent;
        await pipe.Writer.CompleteAsync();
        Assert.Equal("event: changed\ndata: 5\n\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_follows_is_let_go_when_the_service_stops_and_is_told_of_no_end()
    {
        var (clock, events, pipe) = (new HandClock(), Channel.CreateUnbounded<SseItem<string>>(), new Pipe());
        using var stopping = new CancellationTokenSource();
        var sent = Send(new(clock, stopping.Token), pipe, events.Reader.ReadAllAsync);
        await WaitingAsync(clock);
        await stopping.CancelAsync();
        await events.Writer.WriteAsync(new("5", "done"), TestContext.Current.CancellationToken);
        await sent;
        await pipe.Writer.CompleteAsync();
        using var reader = new StreamReader(pipe.Reader.AsStream());
        Assert.Equal("", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static Task Send(EventStreams streams, Pipe pipe, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events)
    {
        var http = new DefaultHttpContext { RequestAborted = TestContext.Current.CancellationToken };
        http.Response.Body = pipe.Writer.AsStream();
        return streams.Of(events).ExecuteAsync(http);
    }

    private static async Task WaitingAsync(HandClock clock)
    {
        while (clock.Waiting == 0)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
