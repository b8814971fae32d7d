using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Answers that several domains need: the same name servers, mail hosts and policies stand behind thousands. A question that is under way is
/// not asked a second time, an answer is kept as long as its TTL allows, and both entries and memory are bounded. For any number of collectors
/// at once.
/// </summary>
/// <param name="clock">Against which answers grow old.</param>
/// <param name="entries">How many answers are kept, 1 or more; the one that was not used for the longest time goes first.</param>
/// <param name="characters">How many characters of answers are kept, some two bytes each.</param>
/// <param name="longest">No answer is kept for longer, whatever its TTL; null for the TTL alone.</param>
public sealed class EvidenceCache(TimeProvider clock, int entries = 20_000, long characters = 32 << 20, TimeSpan? longest = null)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Request, LinkedListNode<Entry>> kept = [];
    private readonly LinkedList<Entry> byUse = new();
    private readonly Dictionary<Request, Flight> flights = [];
    private long weight;

    /// <summary>How many answers are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return kept.Count;
            }
        }
    }

    /// <summary>The answer to a question: the one that is kept, the one that is under way, or a fresh one.</summary>
    /// <param name="request">The question. What concerns one recipient or the inside of an organisation is asked every time.</param>
    /// <param name="ask">Asks it. Its token is cancelled only when nobody waits any longer.</param>
    /// <param name="cancel">The caller's cancel, which ends no other caller's wait.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation> AskAsync(Request request, Func<CancellationToken, Task<Observation>> ask, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (!IsShared(request))
        {
            return await ask(cancel).ConfigureAwait(false);
        }

        var (known, flight, isNew) = Join(request);
        if (known is not null)
        {
            return known;
        }

        if (isNew)
        {
            _ = FlyAsync(request, flight!, ask);
        }

        try
        {
            return await flight!.Landed.Task.WaitAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            await LeaveAsync(request, flight!).ConfigureAwait(false);
        }
    }

    /// <summary>The answer that is kept; null where there is none, or none that is still good.</summary>
    public Observation? Find(Request request)
    {
        lock (gate)
        {
            return FindKept(request);
        }
    }

    /// <summary>Keeps an answer that came by another way, as part of a conversation.</summary>
    public void Keep(Observation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var life = longest is { } most && ObservationLife.Of(seen) > most ? most : ObservationLife.Of(seen);
        var size = ObservationLife.CharactersOf(seen);
        if (!IsShared(seen.Request) || life <= TimeSpan.Zero || size > characters / 16)
        {
            return;
        }

        lock (gate)
        {
            Forget(seen.Request);
            kept[seen.Request] = byUse.AddFirst(new Entry(seen, clock.GetUtcNow() + life, size));
            weight += size;
            while (kept.Count > entries || weight > characters)
            {
                Forget(byUse.Last!.Value.Seen.Request);
            }
        }
    }

    private static bool IsShared(Request request) =>
        request is DnsRequest or DnsMessageRequest or HttpsRequest or OldTlsRequest or SmtpSessionRequest;

    private (Observation? Known, Flight? Flight, bool IsNew) Join(Request request)
    {
        lock (gate)
        {
            if (FindKept(request) is { } known)
            {
                return (known, null, false);
            }

            var isNew = !flights.TryGetValue(request, out var flight);
            flight ??= flights[request] = new Flight();
            flight.Waiting++;
            return (null, flight, isNew);
        }
    }

    private async Task FlyAsync(Request request, Flight flight, Func<CancellationToken, Task<Observation>> ask)
    {
        try
        {
            var seen = await ask(flight.End.Token).ConfigureAwait(false);
            Keep(seen);
            Remove(request, flight);
            flight.Landed.TrySetResult(seen);
        }
        catch (OperationCanceledException e)
        {
            Remove(request, flight);
            flight.Landed.TrySetCanceled(e.CancellationToken);
        }
#pragma warning disable CA1031 // Not lost: it is thrown where the question was asked, in each of those places.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Remove(request, flight);
            flight.Landed.TrySetException(e);
        }
    }

    private async Task LeaveAsync(Request request, Flight flight)
    {
        lock (gate)
        {
            if (--flight.Waiting > 0)
            {
                return;
            }

            Remove(request, flight);
        }

        // The last one has gone: either it has its answer, or nobody wants it.
        await flight.End.CancelAsync().ConfigureAwait(false);
    }

    private void Remove(Request request, Flight flight)
    {
        lock (gate)
        {
            _ = flights.TryGetValue(request, out var current) && current == flight && flights.Remove(request);
        }
    }

    private Observation? FindKept(Request request)
    {
        if (!kept.TryGetValue(request, out var node))
        {
            return null;
        }

        if (node.Value.GoodUntil <= clock.GetUtcNow())
        {
            Forget(request);
            return null;
        }

        byUse.Remove(node);
        byUse.AddFirst(node);
        return node.Value.Seen;
    }

    private void Forget(Request request)
    {
        if (kept.Remove(request, out var node))
        {
            byUse.Remove(node);
            weight -= node.Value.Size;
        }
    }

    private sealed record Entry(Observation Seen, DateTimeOffset GoodUntil, long Size);

    /// <summary>A question that is under way. Its token source holds no timer and no link, so it needs no disposal.</summary>
    private sealed class Flight
    {
        public TaskCompletionSource<Observation> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource End { get; } = new();

        public int Waiting { get; set; }
    }
}
