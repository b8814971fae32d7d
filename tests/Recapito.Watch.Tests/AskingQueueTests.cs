using System.Collections.Concurrent;

namespace Recapito.Watch.Tests;

/// <summary>Cases that are taken while the program starts, and those that cannot be.</summary>
public sealed class AskingQueueTests
{
    private static readonly AskingLane Narrow = new(AtOnce: 1, MostWaiting: 1);

    /// <summary>What is being taken is kept already when the start reads what is left: it is not left from before.</summary>
    [Fact]
    public async Task One_that_is_taken_while_the_program_starts_is_asked_for_once_and_whoever_follows_it_is_let_go()
    {
        var queue = new AskingQueue("test", new(AtOnce: 2, MostWaiting: 10), Narrow);
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
                return queue.RunAsync(ofVisitors => ofVisitors ? [] : kept, AskAsync, (id, why) => Assert.Fail($"{id}: {why}"), stop.Token);
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
        var queue = new AskingQueue("test", new(AtOnce: 1, MostWaiting: 1), Narrow);
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
        var queue = new AskingQueue("test", new(AtOnce: 1, MostWaiting: 1), Narrow);
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

    /// <summary>Without luck: no case of a visitor ends before the owner's has.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_waits_behind_visitors(bool areLeftFromBefore)
    {
        var queue = new AskingQueue("test", new(AtOnce: 1, MostWaiting: 10), new(AtOnce: 2, MostWaiting: 3));
        string[] visitors = ["v1", "v2", "v3", "v4", "v5", "v6", "v7"];
        var (begun, mayEnd) = (new ConcurrentQueue<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var taken = areLeftFromBefore ? [] : visitors.Where(id => queue.Take(id, () => id, _ => { }, isVisitor: true) is not null).ToList();
        Assert.Equal(areLeftFromBefore ? [] : ["v1", "v2", "v3"], taken);
        Assert.Equal("owner", queue.Take("owner", () => "owner", _ => { }));
        var owner = EndAsync(queue.Live("owner")!);
        using var stop = new CancellationTokenSource();
        var run = queue.RunAsync(ofVisitors => !areLeftFromBefore ? [] : ofVisitors ? visitors : ["left"], AskAsync, (id, why) => Assert.Fail($"{id}: {why}"), stop.Token);
        await owner;
        Assert.Equal("late", queue.Take("late", () => "late", _ => { }));
        await (queue.Live("late") is { } late ? EndAsync(late) : Task.CompletedTask);
        Assert.All(visitors.Intersect(areLeftFromBefore ? visitors : taken), id => Assert.NotNull(queue.Live(id)));
        Assert.InRange(begun.Count(id => id[0] is 'v'), 0, 2);
        mayEnd.SetResult();
        foreach (var live in visitors.Select(queue.Live).OfType<LiveDiagnosis>().ToList())
        {
            await EndAsync(live);
        }

        Assert.Equal(areLeftFromBefore ? visitors : taken, begun.Where(id => id[0] is 'v').Order(StringComparer.Ordinal));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Task AskAsync(string id, LiveDiagnosis asking, CancellationToken cancel)
        {
            begun.Enqueue(id);
            return id[0] is 'v' ? mayEnd.Task : Task.CompletedTask;
        }
    }

    private static async Task EndAsync(LiveDiagnosis live)
    {
        await foreach (var _ in live.FollowAsync(TestContext.Current.CancellationToken).WithCancellation(TestContext.Current.CancellationToken))
        {
            // until it is over
        }
    }
}
