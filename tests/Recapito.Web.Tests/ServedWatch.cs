using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>A desk that watches in a world of the lab as fast as can be, and what it keeps.</summary>
internal sealed class ServedWatch : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("recapito-").FullName;

    public static byte[] Owner { get; } = [1];

    /// <summary>A desk as after a start of the program.</summary>
    /// <param name="world">A world file.</param>
    /// <param name="perSecond">Seconds of the world that pass in one here.</param>
    /// <param name="atOnce">Watches at a time.</param>
    public (WatchDesk Desk, WatchStore Store) Open(string world, double perSecond = 1_000_000, int atOnce = 100)
    {
        var store = new WatchStore(Database.Open(Path.Combine(folder, "recapito.db")));
        var worlds = new LabWorlds(Served.PathOf(world));
        return (new(store, new LabWatchGround(worlds, new(worlds), perSecond), new() { AtOnce = atOnce }, TimeProvider.System), store);
    }

    /// <summary>A desk of a service that looks into the real world, over the same folder.</summary>
    public (WatchDesk Desk, WatchStore Store) OpenReal()
    {
        var store = new WatchStore(Database.Open(Path.Combine(folder, "recapito.db")));
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

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
