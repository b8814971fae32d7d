using System.Runtime.CompilerServices;
using Recapito.Core;

namespace Recapito.Watch;

/// <summary>A diagnosis for which questions are being asked. Any number of viewers follow it; each sees the newest state, none holds up another.</summary>
public sealed class LiveDiagnosis
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly List<Observation> answers = [];
    private TaskCompletionSource changed = NewSignal();
    private bool isDone;

    /// <summary>The answers so far, in the order in which they came.</summary>
    public IReadOnlyList<Observation> Answers
    {
        get
        {
            lock (gate)
            {
                return [.. answers];
            }
        }
    }

    /// <summary>True where no question is left.</summary>
    public bool IsDone
    {
        get
        {
            lock (gate)
            {
                return isDone;
            }
        }
    }

    /// <summary>The same at a pace at which a picture looks alive; more often would only cost.</summary>
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
                (next, count, over) = (changed.Task, answers.Count, isDone);
            }

            yield return count;
            if (over)
            {
                yield break;
            }

            await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    internal void Report(Observation seen) => Change(() => answers.Add(seen));

    internal void End() => Change(() => isDone = true);

    private void Change(Action change)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            change();
            (signal, changed) = (changed, NewSignal());
        }

        signal.SetResult();
    }

    // What waits must not run on the thread that asks.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
