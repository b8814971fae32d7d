using System.Runtime.CompilerServices;

namespace Recapito.Watch;

/// <summary>Something that goes on. Any number of viewers follow it; each sees the newest state, none holds up another.</summary>
public abstract class LiveCase
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly Lock stopping = new();
    private Action? cancel;
    private bool isStopped;
    private TaskCompletionSource changed = NewSignal();
    private bool isDone;

    /// <summary>True where it is over.</summary>
    public bool IsDone => Read(() => isDone);

    /// <summary>How many answers have come.</summary>
    public int Count => Read(() => CountNow);

    /// <summary>The same, read within the gate.</summary>
    protected abstract int CountNow { get; }

    /// <summary>The number of answers at a pace at which a picture looks alive; more often would only cost.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<int> FollowAsync(TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        CaseTelemetry.CountViewers(1);
        try
        {
            await foreach (var answers in FollowAsync(cancel).ConfigureAwait(false))
            {
                yield return answers;
                if (!IsDone)
                {
                    await Task.Delay(Pace, clock, cancel).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            CaseTelemetry.CountViewers(-1);
        }
    }

    /// <summary>The number of answers at once, then at every change until the end; steps that come faster than they are taken are left out.</summary>
    public async IAsyncEnumerable<int> FollowAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            Task next;
            int count;
            bool over;
            lock (gate)
            {
                (next, count, over) = (changed.Task, CountNow, isDone);
            }

            yield return count;
            if (over)
            {
                yield break;
            }

            await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    internal void End() => Change(() => isDone = true);

    /// <summary>Its owner ends it.</summary>
    internal void Stop()
    {
        lock (stopping)
        {
            isStopped = true;
            cancel?.Invoke();
        }
    }

    /// <summary>How it is ended from now on; at once where its owner has done so already. Null: not any more.</summary>
    internal void MayBeStopped(Action? by)
    {
        lock (stopping)
        {
            cancel = by;
            if (isStopped)
            {
                by?.Invoke();
            }
        }
    }

    /// <summary>Changes it, and tells who follows.</summary>
    protected void Change(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        TaskCompletionSource signal;
        lock (gate)
        {
            change();
            (signal, changed) = (changed, NewSignal());
        }

        signal.SetResult();
    }

    /// <summary>Reads what others change.</summary>
    protected T Read<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (gate)
        {
            return read();
        }
    }

    // What waits must not run on the thread that asks.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
