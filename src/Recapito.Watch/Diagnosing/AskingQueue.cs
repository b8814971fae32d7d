using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Recapito.Watch;

/// <summary>Cases that wait to be asked for, and those that are being asked for, a few at a time.</summary>
internal sealed class AskingQueue(string name, int atOnce, int mostWaiting)
{
    private readonly Channel<string> queue = Channel.CreateBounded<string>(new BoundedChannelOptions(mostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<string, LiveDiagnosis> live = new(StringComparer.Ordinal);
    private readonly Lock turn = new();

    /// <summary>One that waits or is being asked for; null where it is over.</summary>
    public LiveDiagnosis? Live(string id) => live.GetValueOrDefault(id);

    /// <summary>Takes a case: keeps it, and has it wait.</summary>
    /// <param name="fresh">The id that it has where it is new.</param>
    /// <param name="keep">Keeps it; gives its id, or that of the one which the same request led to before.</param>
    /// <param name="forget">Forgets it again.</param>
    /// <returns>The id; null where too many wait.</returns>
    public string? Take(string fresh, Func<string> keep, Action<string> forget)
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
                waits = id == fresh && TryQueue(id);
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

    private bool TryQueue(string id)
    {
        var waits = queue.Writer.TryWrite(id);
        CaseTelemetry.CountWaiting(name, waits ? 1 : 0);
        return waits;
    }

    /// <summary>Asks until it is told to stop.</summary>
    /// <param name="unfinished">Gives what is left from before a restart.</param>
    /// <param name="ask">Asks for one.</param>
    /// <param name="failed">Told of a case that could not be asked for, and why.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(Func<IEnumerable<string>> unfinished, Func<string, LiveDiagnosis, CancellationToken, Task> ask, Action<string, Exception> failed, CancellationToken cancel)
    {
        List<string> left;

        // One that is being taken at this moment is kept already, and not left from before.
        lock (turn)
        {
            left = [.. unfinished().Where(id => live.TryAdd(id, new()))];
        }

        var work = Enumerable.Range(0, atOnce).Select(_ => WorkAsync(ask, failed, cancel)).ToList();
        foreach (var id in left)
        {
            await queue.Writer.WriteAsync(id, cancel).ConfigureAwait(false);
            CaseTelemetry.CountWaiting(name, 1);
        }

        await Task.WhenAll(work).ConfigureAwait(false);
    }

    private async Task WorkAsync(Func<string, LiveDiagnosis, CancellationToken, Task> ask, Action<string, Exception> failed, CancellationToken cancel)
    {
        await foreach (var id in queue.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
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
