using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Recapito.Watch;

/// <summary>Cases that wait to be asked for, and those that are being asked for, a few at a time.</summary>
internal sealed class AskingQueue(string name, int atOnce, int mostWaiting)
{
    private readonly Channel<string> queue = Channel.CreateBounded<string>(new BoundedChannelOptions(mostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<string, LiveDiagnosis> live = new(StringComparer.Ordinal);

    /// <summary>One that waits or is being asked for; null where it is over.</summary>
    public LiveDiagnosis? Live(string id) => live.GetValueOrDefault(id);

    /// <summary>Has a case wait; false where too many do.</summary>
    public bool TryAdd(string id)
    {
        live[id] = new();
        if (queue.Writer.TryWrite(id))
        {
            CaseTelemetry.CountWaiting(name, 1);
            return true;
        }

        live.TryRemove(id, out _);
        return false;
    }

    /// <summary>Asks until it is told to stop.</summary>
    /// <param name="unfinished">Left from before a restart.</param>
    /// <param name="ask">Asks for one.</param>
    /// <param name="failed">Told of a case that could not be asked for, and why.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(IEnumerable<string> unfinished, Func<string, LiveDiagnosis, CancellationToken, Task> ask, Action<string, Exception> failed, CancellationToken cancel)
    {
        var left = unfinished.Where(id => live.TryAdd(id, new())).ToList();
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
            try
            {
                if (Live(id) is { } asking)
                {
                    await ask(id, asking, cancel).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One case must not stop the others; it stays unfinished, and is asked for again after a restart.
                failed(id, e);
            }
            finally
            {
                if (live.TryRemove(id, out var over))
                {
                    over.End();
                }
            }
        }
    }
}
