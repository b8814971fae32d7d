using System.Collections.Concurrent;

namespace Recapito.Watch.Tests;

/// <summary>Cases that are taken while the program starts, and those that cannot be.</summary>
public sealed class AskingQueueTests
{
    /// <summary>What is being taken is kept already when the start reads what is left: it is not left from before.</summary>
    [Fact]
    public async Task One_that_is_taken_while_the_program_starts_is_asked_for_once_and_whoever_follows_it_is_let_go()
    {
        var queue = new AskingQueue("test", atOnce: 2, mostWaiting: 10);
        var (kept, asked, mayEnd) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var stop = new CancellationTokenSource();
        using var begins = new ManualResetEventSlim();
        using var isAsked = new ManualResetEventSlim();
        Task run = Task.CompletedTask;
        var id = queue.Take("first", () =>
        {
            kept.Enqueue("first");
            run = Task.Run(() =>
            {
                begins.Set();
                return queue.RunAsync(() => kept, AskAsync, (id, why) => Assert.Fail($"{id}: {why}"), stop.Token);
            });

            // A start that does not wait its turn asks now.
            begins.Wait(TestContext.Current.CancellationToken);
            isAsked.Wait(1000, TestContext.Current.CancellationToken);
            return "first";
        }, _ => { });
        var live = queue.Live(id!)!;
        Assert.Equal("last", queue.Take("last", () => "last", _ => { }));
        var last = EndAsync(queue.Live("last")!);
        mayEnd.SetResult();
        await EndAsync(live);
        await last;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(["first", "last"], asked.Order(StringComparer.Ordinal));
        Assert.Null(queue.Live("first"));

        async Task AskAsync(string id, LiveDiagnosis asking, CancellationToken cancel)
        {
            asked.Enqueue(id);
            isAsked.Set();
            await mayEnd.Task;
        }
    }

    [Fact]
    public void One_that_is_kept_is_alive_by_then()
    {
        var queue = new AskingQueue("test", atOnce: 1, mostWaiting: 1);
        LiveDiagnosis? live = null;
        queue.Take("a", () =>
        {
            live = queue.Live("a");
            return "a";
        }, _ => { });
        Assert.NotNull(live);
        Assert.Same(live, queue.Live("a"));
    }

    /// <summary>As where too many wait, the same was asked for before, or the disk is full.</summary>
    [Theory]
    [InlineData("too many")]
    [InlineData("before")]
    [InlineData("fails")]
    public void One_that_is_not_taken_is_over_for_whoever_found_it(string why)
    {
        var queue = new AskingQueue("test", atOnce: 1, mostWaiting: 1);
        _ = why is "too many" ? queue.Take("other", () => "other", _ => { }) : null;
        LiveDiagnosis? found = null;
        var (taken, forgotten) = ((string?)null, new List<string>());
        var thrown = Record.Exception(() => taken = queue.Take("a", () =>
        {
            found = queue.Live("a");
            return why switch { "before" => "other", "fails" => throw new IOException("the disk is full"), _ => "a" };
        }, forgotten.Add));
        Assert.Equal(why is "before" ? "other" : null, taken);
        Assert.Equal(why is "fails", thrown is IOException);
        Assert.Equal(why is "too many" ? ["a"] : [], forgotten);
        Assert.Null(queue.Live("a"));
        Assert.True(found!.IsDone);
    }

    private static async Task EndAsync(LiveDiagnosis live)
    {
        await foreach (var _ in live.FollowAsync(TestContext.Current.CancellationToken).WithCancellation(TestContext.Current.CancellationToken))
        {
            // until it is over
        }
    }
}
