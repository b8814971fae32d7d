using System.Runtime.ExceptionServices;

namespace Recapito.Cli;

/// <summary>
/// Works on batches with several threads and hands on what came out in the order in which the batches were filled. The number of batches
/// in flight is bounded. The calling thread works too; with one job, or one batch, it is the only one.
/// </summary>
/// <param name="jobs">Threads, 1 or more.</param>
/// <param name="create">Makes an empty batch; batches are used again.</param>
/// <param name="fill">Fills a batch, one call at a time; false where nothing is left.</param>
/// <param name="work">The work; it may be told by the second argument to wait until all earlier batches were handed on.</param>
/// <param name="emit">Hands on what came out and empties the batch, one call at a time.</param>
/// <param name="cancel">Stops at once.</param>
internal sealed class OrderedRun<TBatch>(int jobs, Func<TBatch> create, Func<TBatch, bool> fill, Action<TBatch, Action> work, Action<TBatch> emit, CancellationToken cancel)
    where TBatch : class
{
    private readonly Lock input = new();
    private readonly object gate = new();
    private readonly Stack<TBatch> free = new();
    private readonly TBatch?[] finished = new TBatch?[jobs == 1 ? 1 : (2 * jobs) + 2];
    private readonly List<Thread> helpers = [];
    private long taken;
    private long emitted;
    private bool isEmitting;
    private bool isOver;
    private Exception? failure;

    /// <summary>Works until nothing is left.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run()
    {
        using (cancel.Register(() => Stop(null)))
        {
            Loop(isHelper: false);
            foreach (var helper in helpers)
            {
                helper.Join();
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        cancel.ThrowIfCancellationRequested();
    }

    private void Loop(bool isHelper)
    {
        try
        {
            for (var count = 0; Take(out var ticket) is { } batch; count++)
            {
                if (!isHelper && count == 1)
                {
                    StartHelpers();
                }

                work(batch, () => AwaitTurn(ticket));
                Finish(batch, ticket);
            }
        }
#pragma warning disable CA1031 // Whatever it was, the calling thread throws it again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Stop(e);
        }
    }

    // A second batch shows that there is enough to do for more than one.
    private void StartHelpers()
    {
        for (var i = 1; i < jobs; i++)
        {
            var helper = new Thread(() => Loop(isHelper: true)) { IsBackground = true };
            helpers.Add(helper);
            helper.Start();
        }
    }

    private TBatch? Take(out long ticket)
    {
        lock (input)
        {
            TBatch? batch;
            lock (gate)
            {
                while (!isOver && taken - emitted >= finished.Length)
                {
                    Monitor.Wait(gate);
                }

                ticket = taken;
                if (isOver)
                {
                    return null;
                }

                free.TryPop(out batch);
            }

            batch ??= create();
            var isThere = fill(batch);
            lock (gate)
            {
                isOver |= !isThere;
                taken += isThere ? 1 : 0;
                return isThere ? batch : null;
            }
        }
    }

    private void AwaitTurn(long ticket)
    {
        lock (gate)
        {
            while (failure is null && !cancel.IsCancellationRequested && (emitted != ticket || isEmitting))
            {
                Monitor.Wait(gate);
            }

            if (failure is not null)
            {
                throw new OperationCanceledException();
            }
        }

        cancel.ThrowIfCancellationRequested();
    }

    private void Finish(TBatch batch, long ticket)
    {
        lock (gate)
        {
            finished[ticket % finished.Length] = batch;
            if (isEmitting || failure is not null)
            {
                return;
            }

            isEmitting = true;
        }

        while (NextFinished() is { } next)
        {
            emit(next);
            lock (gate)
            {
                finished[emitted % finished.Length] = null;
                emitted++;
                free.Push(next);
                Monitor.PulseAll(gate);
            }
        }
    }

    private TBatch? NextFinished()
    {
        lock (gate)
        {
            var next = finished[emitted % finished.Length];
            isEmitting = next is not null;
            if (!isEmitting)
            {
                Monitor.PulseAll(gate);
            }

            return next;
        }
    }

    private void Stop(Exception? reason)
    {
        lock (gate)
        {
            // What others throw because it is over is no reason of its own.
            failure ??= reason;
            isOver = true;
            Monitor.PulseAll(gate);
        }
    }
}
