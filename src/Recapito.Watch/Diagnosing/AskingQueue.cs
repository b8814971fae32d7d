using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Recapito.Watch;

/// <summary>
/// Cases that wait to be asked for, and those that are being asked for, a few at a time. Anybody can be a visitor: theirs wait in a lane of their own, so that nobody
/// else ever waits behind them.
/// </summary>
internal sealed class AskingQueue(string name, AskingLane usual, AskingLane ofVisitors)
{
    private readonly Channel<string> queue = usual.Open();
    private readonly Channel<string> visitors = ofVisitors.Open();
    private readonly ConcurrentDictionary<string, LiveDiagnosis> live = new(StringComparer.Ordinal);
    private readonly Lock turn = new();

    /// <summary>One that waits or is being asked for; null where it is over.</summary>
    public LiveDiagnosis? Live(string id) => live.GetValueOrDefault(id);

    /// <summary>Takes a case: keeps it, and has it wait.</summary>
    /// <param name="fresh">The id that it has where it is new.</param>
    /// <param name="keep">Keeps it; gives its id, or that of the one which the same request led to before.</param>
    /// <param name="forget">Forgets it again.</param>
    /// <param name="isVisitor">Who asks is neither the owner nor holds a key.</param>
    /// <returns>The id; null where too many wait in its lane.</returns>
    public string? Take(string fresh, Func<string> keep, Action<string> forget, bool isVisitor = false)
    {
        // The same request at the same time sees what became of the first one.
        lock (turn)
        {
            // Alive before it is kept: whoever finds it kept finds who will ask for it.
            live[fresh] = new();
            var waits = false;
            try
            {
                var id = keep();
                waits = id == fresh && TryQueue(id, isVisitor);
                if (id != fresh || waits)
                {
                    return id;
                }

                forget(id);
                return null;
            }
            finally
            {
                if (!waits && live.TryRemove(fresh, out var unasked))
                {
                    unasked.End();
                }
            }
        }
    }

    /// <summary>Nothing more is asked for a case.</summary>
    public void Stop(string id) => Live(id)?.Stop();

    private Channel<string> LaneOf(bool isVisitor) => isVisitor ? visitors : queue;

    private bool TryQueue(string id, bool isVisitor)
    {
        var waits = LaneOf(isVisitor).Writer.TryWrite(id);
        CaseTelemetry.CountWaiting(name, waits ? 1 : 0);
        return waits;
    }

    /// <summary>Asks until it is told to stop.</summary>
    /// <param name="unfinished">Gives what is left from before a restart: that of visitors (true), and all else.</param>
    /// <param name="ask">Asks for one.</param>
    /// <param name="failed">Told of a case that could not be asked for, and why.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(Func<bool, IEnumerable<string>> unfinished, Func<string, LiveDiagnosis, CancellationToken, Task> ask, Action<string, Exception> failed, CancellationToken cancel)
    {
        List<string> left, leftOfVisitors;

        // One that is being taken at this moment is kept already, and not left from before.
        lock (turn)
        {
            left = [.. unfinished(false).Where(id => live.TryAdd(id, new()))];
            leftOfVisitors = [.. unfinished(true).Where(id => live.TryAdd(id, new()))];
        }

        // What is left may be more than a lane holds: neither lane waits until there is room in the other.
        await Task.WhenAll(
            [.. Workers(queue, usual), .. Workers(visitors, ofVisitors), WriteAllAsync(queue, left, cancel), WriteAllAsync(visitors, leftOfVisitors, cancel)]).ConfigureAwait(false);

        IEnumerable<Task> Workers(Channel<string> lane, AskingLane size) => Enumerable.Range(0, size.AtOnce).Select(_ => WorkAsync(lane, ask, failed, cancel));
    }

    private async Task WriteAllAsync(Channel<string> lane, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        foreach (var id in ids)
        {
            await lane.Writer.WriteAsync(id, cancel).ConfigureAwait(false);
            CaseTelemetry.CountWaiting(name, 1);
        }
    }

    private async Task WorkAsync(Channel<string> lane, Func<string, LiveDiagnosis, CancellationToken, Task> ask, Action<string, Exception> failed, CancellationToken cancel)
    {
        await foreach (var id in lane.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            CaseTelemetry.CountWaiting(name, -1);
            if (Live(id) is { } asking)
            {
                await WorkAsync(id, asking, ask, failed, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task WorkAsync(string id, LiveDiagnosis asking, Func<string, LiveDiagnosis, CancellationToken, Task> ask, Action<string, Exception> failed, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            asking.MayBeStopped(either.Cancel);
            await ask(id, asking, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // forgotten at its owner's wish
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // One case must not stop the others; it stays unfinished, and is asked for again after a restart.
            failed(id, e);
        }
        finally
        {
            asking.MayBeStopped(null);
            live.TryRemove(id, out _);
            asking.End();
        }
    }
}

/// <summary>How wide a lane of a queue is.</summary>
/// <param name="AtOnce">Cases that are asked for at once.</param>
/// <param name="MostWaiting">Cases that may wait.</param>
internal readonly record struct AskingLane(int AtOnce, int MostWaiting)
{
    /// <summary>The line of those who wait.</summary>
    public Channel<string> Open() => Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
}
