using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Watches changes of the DNS, a number at a time, and keeps all that is heard. What was kept survives a restart: the watch goes on from there.</summary>
public sealed class WatchDesk
{
    private const int MostOpened = 64;

    private readonly WatchStore store;
    private readonly IWatchGround ground;
    private readonly WatchLimits limits;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, LiveWatch> live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OpenedWatch> opened = new(StringComparer.Ordinal);
    private readonly Channel<string> begun = Channel.CreateUnbounded<string>();
    private readonly Lock turn = new();

    /// <param name="store">Keeps everything.</param>
    /// <param name="ground">Where it is looked.</param>
    /// <param name="limits">How many at a time, and for how long.</param>
    /// <param name="clock">The clock.</param>
    public WatchDesk(WatchStore store, IWatchGround ground, WatchLimits limits, TimeProvider clock) => (this.store, this.ground, this.limits, this.clock) = (store, ground, limits, clock);

    /// <summary>Begins a watch.</summary>
    /// <param name="wanted">What is watched; resolvers and interval are the desk's to choose.</param>
    /// <param name="longest">How long at most.</param>
    /// <param name="world">Name of a world of the lab; null for where the service looks.</param>
    /// <param name="owner">SHA-256 of the secret of who asks.</param>
    /// <param name="once">The caller's key; null where each request counts.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>The id; null where as many as are watched at a time are watched.</returns>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public async Task<string?> TakeAsync(WatchSubject wanted, TimeSpan longest, string? world, byte[] owner, OnceKey? once, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var place = world ?? ground.World;
        var terms = await ground.TermsAsync(place, cancel).ConfigureAwait(false);
        longest = terms.Longest < longest ? terms.Longest.Value : longest;
        var subject = wanted with { Resolvers = terms.Resolvers, Interval = WatchLimits.IntervalOf(longest) };
        var now = clock.GetUtcNow();
        var watch = new StoredWatch(CaseId.New(), owner, now, now + longest + limits.Kept, subject, longest, place);

        // The same request at the same time sees what became of the first one.
        lock (turn)
        {
            return Take(watch, once);
        }
    }

    /// <summary>One that goes on; null where it is over, or nothing is known of it.</summary>
    public LiveWatch? Live(string id) => live.GetValueOrDefault(id);

    /// <summary>A watch as it stands; null where there is none.</summary>
    public OpenedWatch? Open(string id)
    {
        // Looked at first: where nobody listens any more, no answer comes after what is read below.
        var going = Live(id);
        if (store.Find(id, clock.GetUtcNow()) is not { } stored)
        {
            return null;
        }

        if (going is not null && stored.Ended is null)
        {
            return new(stored, going.Look, going.Events, going.Pauses, null);
        }

        if (stored.Ended is null || !opened.TryGetValue(id, out var known))
        {
            known = Told(stored);
            if (stored.Ended is not null && going is null)
            {
                Remember(id, known);
            }
        }

        return known;
    }

    /// <summary>Ends one at its owner's wish; what was seen stays. False where it is not there, or somebody else's.</summary>
    /// <param name="id">Of the watch.</param>
    /// <param name="owner">SHA-256 of the secret of who wishes it; null for whoever runs the service.</param>
    public bool Stop(string id, byte[]? owner)
    {
        if (store.Find(id, clock.GetUtcNow()) is not { } stored || (owner is not null && !CryptographicOperations.FixedTimeEquals(stored.Owner, owner)))
        {
            return false;
        }

        var going = Live(id);
        var (ended, begin) = going?.Look is { } look ? (look.State.Now, look.Begin) : (TimeSpan.Zero, stored.Created);
        store.End(id, ended, begin, stopped: true);
        going?.Stop();
        return true;
    }

    /// <summary>Forgets one at its owner's wish, and asks nothing more for it; false where it is not there, or somebody else's.</summary>
    /// <param name="id">Of the watch.</param>
    /// <param name="owner">SHA-256 of the secret of who wishes it; null for whoever runs the service.</param>
    public bool Forget(string id, byte[]? owner)
    {
        var isForgotten = store.Forget(id, owner);
        if (isForgotten)
        {
            Live(id)?.Stop();
            opened.TryRemove(id, out _);
        }

        return isForgotten;
    }

    /// <summary>Watches until it is told to stop. What went on before a restart goes on, where this is its world.</summary>
    /// <param name="failed">Told of a watch that could not go on, and why.</param>
    /// <param name="cancel">Stops; what is not finished goes on after the next start.</param>
    public async Task RunAsync(Action<string, Exception> failed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(failed);
        var going = new ConcurrentDictionary<string, Task>(StringComparer.Ordinal);
        foreach (var id in TakeUnfinished())
        {
            Begin(id);
        }

        try
        {
            await foreach (var id in begun.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                Begin(id);
            }
        }
        finally
        {
            await Task.WhenAll(going.Values).ConfigureAwait(false);
        }

        void Begin(string id) => going[id] = Task.Run(async () =>
        {
            await WatchAsync(id, failed, cancel).ConfigureAwait(false);
            going.TryRemove(id, out _);
        }, CancellationToken.None);
    }

    private string? Take(StoredWatch watch, OnceKey? once)
    {
        // Alive before it is kept: whoever finds it kept finds who watches it.
        live[watch.Id] = new(watch.Id, store, clock);
        var isBegun = false;
        try
        {
            var id = store.Add(watch, once);
            isBegun = id == watch.Id && live.Count <= limits.AtOnce && begun.Writer.TryWrite(id);
            if (id == watch.Id && !isBegun)
            {
                store.Forget(id, watch.Owner);
                return null;
            }

            return id;
        }
        finally
        {
            if (!isBegun && live.TryRemove(watch.Id, out var unwatched))
            {
                unwatched.End();
            }
        }
    }

    private List<string> TakeUnfinished()
    {
        // One that is being taken at this moment is kept already, and not left from before.
        lock (turn)
        {
            return [.. store.Unfinished(clock.GetUtcNow()).Where(left => ground.Has(left.World) && live.TryAdd(left.Id, new(left.Id, store, clock))).Select(left => left.Id)];
        }
    }

    private async Task WatchAsync(string id, Action<string, Exception> failed, CancellationToken cancel)
    {
        var going = live[id];
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            going.MayBeStopped(either.Cancel);
            if (store.Find(id, clock.GetUtcNow()) is { Ended: null } stored)
            {
                await WatchAsync(stored, going, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // stopped by its owner, or goes on after the next start
        }
        catch (Exception e)
        {
            // One watch must not stop the others; it goes on after a restart.
            failed(id, e);
        }
        finally
        {
            going.MayBeStopped(null);
            live.TryRemove(id, out _);
            going.End();
        }
    }

    private async Task WatchAsync(StoredWatch stored, LiveWatch going, CancellationToken cancel)
    {
        var kept = new WatchReplay(stored.Subject, store.Rounds(stored.Id));
        var place = await ground.EnterAsync(stored, kept.Last, cancel).ConfigureAwait(false);
        await using var leaving = place.ConfigureAwait(false);
        going.Resume(kept, place.Pace.Begin, place.Pace.Now);
        var run = new PropagationRun(kept.Watch, place.Probes, place.Pace, kept.Round, kept.Before);
        var look = await run.RunAsync(stored.Longest, once: false, going, cancel).ConfigureAwait(false);
        store.End(stored.Id, look.State.Now, look.Begin, stopped: false);
    }

    private OpenedWatch Told(StoredWatch stored)
    {
        var kept = new WatchReplay(stored.Subject, store.Rounds(stored.Id));
        var begin = stored.Begin ?? stored.Created;
        if (kept.Answers == 0)
        {
            return new(stored, null, [], [], null);
        }

        var state = kept.Watch.State(stored.Ended is { } ended && ended > kept.Last ? ended : kept.Last);
        return new(stored, new(state, begin, []), kept.Events, kept.Pauses, stored is { Ended: not null, IsStopped: false } ? WatchEnds.Of(state) : null);
    }

    private void Remember(string id, OpenedWatch known)
    {
        if (opened.Count >= MostOpened)
        {
            opened.Clear();
        }

        opened[id] = known;
    }
}

/// <summary>How many watches go on at a time, and for how long.</summary>
public sealed record WatchLimits
{
    private const int MostRounds = 3000;

    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(30);

    /// <summary>Watches at a time.</summary>
    public int AtOnce { get; init; } = 100;

    /// <summary>How long a watch goes on at most where nothing is said.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromHours(48);

    /// <summary>How long one may go on: as long as caches are to keep anything (RFC 8767 §4).</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    /// <summary>How long it is kept after that.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How often a server is asked: the longer a watch may go on, the more rarely.</summary>
    public static TimeSpan IntervalOf(TimeSpan longest) => longest / MostRounds > LeastInterval ? TimeSpan.FromSeconds(Math.Ceiling((longest / MostRounds).TotalSeconds)) : LeastInterval;
}

/// <summary>A watch as it stands.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Look">How the change stood last; null before anything was heard.</param>
/// <param name="Events">What happened, the oldest first.</param>
/// <param name="Pauses">Times in which nobody asked, as the program did not run.</param>
/// <param name="End">How it ended; null while it goes on, and where its owner ended it.</param>
public sealed record OpenedWatch(StoredWatch Stored, WatchLook? Look, IReadOnlyList<WatchEvent> Events, IReadOnlyList<WatchPause> Pauses, WatchEnd? End)
{
    /// <summary>True while it goes on.</summary>
    public bool IsGoing => Stored.Ended is null;
}
