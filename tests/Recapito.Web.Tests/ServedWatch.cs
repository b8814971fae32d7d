using Recapito.Watch;
using Recapito.Watch.Tests;

namespace Recapito.Web.Tests;

/// <summary>A desk that watches in a world of the lab as fast as can be, and what it keeps.</summary>
internal sealed class ServedWatch : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static byte[] Owner { get; } = [1];

    /// <summary>A desk as after a start of the program.</summary>
    /// <param name="world">A world file.</param>
    /// <param name="perSecond">Seconds of the world that pass in one here.</param>
    /// <param name="atOnce">Watches at a time.</param>
    /// <param name="around">What is laid around the ground on which it looks; null for nothing.</param>
    public (WatchDesk Desk, WatchStore Store) Open(string world, double perSecond = 1_000_000, int atOnce = 100, Func<IWatchGround, IWatchGround>? around = null)
    {
        var store = new WatchStore(Database.Open(folder.File("recapito.db")));
        var worlds = new LabWorlds(Served.PathOf(world));
        var ground = new LabWatchGround(worlds, new(worlds), perSecond);
        return (new(store, around?.Invoke(ground) ?? ground, new() { AtOnce = atOnce }, TimeProvider.System), store);
    }

    /// <summary>A desk of a service that looks into the real world, over the same folder.</summary>
    public (WatchDesk Desk, WatchStore Store) OpenReal()
    {
        var store = new WatchStore(Database.Open(folder.File("recapito.db")));
        return (new(store, new RealWatchGround(TimeProvider.System, allowPrivate: false), new(), TimeProvider.System), store);
    }

    public static Task<string?> TakeAsync(WatchDesk desk, string? expected = "10 mx.newhost.example", string? world = null) =>
        desk.TakeAsync(new WatchForm("contoso.example", "MX", expected).Read().Subject!, WatchLimits.Usual, world, Owner, null, TestContext.Current.CancellationToken);

    /// <summary>Watches until one is over.</summary>
    public static async Task EndAsync(WatchDesk desk, string id)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = desk.RunAsync(Fail, stop.Token);
        await FollowAsync(desk, id, _ => false);
        await StopAsync(run, stop);
    }

    /// <summary>Follows a watch until something holds, or it is over.</summary>
    public static async Task FollowAsync(WatchDesk desk, string id, Func<LiveWatch, bool> until)
    {
        if (desk.Live(id) is { } live)
        {
            await foreach (var _ in live.FollowAsync(TestContext.Current.CancellationToken))
            {
                if (until(live))
                {
                    break;
                }
            }
        }
    }

    public static async Task StopAsync(Task run, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    public static void Fail(string id, Exception why) => Assert.Fail($"{id}: {why}");

    public void Dispose() => folder.Dispose();
}

/// <summary>A ground onto which nobody gets before they may.</summary>
internal sealed class HeldGround(IWatchGround ground) : IWatchGround
{
    private readonly TaskCompletionSource comes = new(TaskCreationOptions.RunContinuationsAsynchronously), mayEnter = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody stands before it.</summary>
    public Task Comes => comes.Task;

    public string? World => ground.World;

    public bool Has(string? world) => ground.Has(world);

    public Task<WatchTerms> TermsAsync(string? world, CancellationToken cancel) => ground.TermsAsync(world, cancel);

    public async Task<WatchPlace> EnterAsync(StoredWatch watch, TimeSpan last, CancellationToken cancel)
    {
        comes.TrySetResult();
        await mayEnter.Task;
        cancel.ThrowIfCancellationRequested();
        return await ground.EnterAsync(watch, last, cancel);
    }

    /// <summary>Lets them in.</summary>
    public void Open() => mayEnter.TrySetResult();
}
