using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Recapito.Core;

/// <summary>All observations of a diagnosis, by question and in time order. Immutable.</summary>
public sealed class EvidenceSet
{
    /// <summary>No evidence at all.</summary>
    public static readonly EvidenceSet Empty = new(ImmutableDictionary<Request, ImmutableList<Observation>>.Empty);

    private readonly ImmutableDictionary<Request, ImmutableList<Observation>> byRequest;
    private readonly Action<Request?>? onUnknown;
    private ConcurrentDictionary<(Type, string), object>? reckoned;

    private EvidenceSet(ImmutableDictionary<Request, ImmutableList<Observation>> byRequest, Action<Request?>? onUnknown = null) => (this.byRequest, this.onUnknown) = (byRequest, onUnknown);

    /// <summary>Every observation, by time, then by question, so that the same set always lists alike.</summary>
    public IEnumerable<Observation> All => Whole.Values.SelectMany(list => list)
        .OrderBy(seen => seen.Source.At).ThenBy(seen => seen.Request.Kind, StringComparer.Ordinal).ThenBy(seen => seen.Request.Question, StringComparer.Ordinal);

    // Who reads all of it would read what comes later, too.
    private ImmutableDictionary<Request, ImmutableList<Observation>> Whole
    {
        get
        {
            onUnknown?.Invoke(null);
            return byRequest;
        }
    }

    /// <summary>True where the question was asked, even in vain.</summary>
    public bool Has(Request request) => Of(request) is not null;

    /// <summary>The newest answer (present or absent) to a question, or the newest gap where there was never an answer, or null where it was never asked.</summary>
    public Observation<T>? Find<T>(Request<T> request)
        where T : class =>
        Of(request) is { } list ? (Observation<T>)(list.FindLast(seen => seen.Outcome is not Outcome.Unavailable) ?? list[^1]) : null;

    /// <summary>Every observation of one question, the oldest first.</summary>
    public IReadOnlyList<Observation> History(Request request) => Of(request) ?? [];

    /// <summary>Every question of a kind that was asked.</summary>
    public IEnumerable<TRequest> Asked<TRequest>()
        where TRequest : Request => Whole.Keys.OfType<TRequest>().OrderBy(request => request.Question, StringComparer.Ordinal);

    /// <summary>What follows from this set alone is reckoned once, however many checks ask for it.</summary>
    /// <param name="of">What it is about; with <typeparamref name="T"/>, what tells it from others.</param>
    /// <param name="reckon">Reckons it from the set and <paramref name="of"/>, and from nothing else.</param>
    internal T Once<T>(string of, Func<string, EvidenceSet, T> reckon)
        where T : class
    {
        // Who is told what is looked for must be told each time. The empty set outlives every case: what it kept would never be let go.
        if (onUnknown is not null || byRequest.IsEmpty)
        {
            return reckon(of, this);
        }

        // Two who come first at once reckon it twice, alike.
        var known = reckoned ??= new();
        return (T)known.GetOrAdd((typeof(T), of), static (key, how) => how.reckon(key.Item2, how.set), (reckon, set: this));
    }

    /// <summary>This set and one observation more.</summary>
    public EvidenceSet With(Observation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var list = byRequest.GetValueOrDefault(seen.Request, []);
        var place = list.FindLastIndex(other => other.Source.At <= seen.Source.At) + 1;
        return list.Contains(seen) ? this : new(byRequest.SetItem(seen.Request, list.Insert(place, seen)));
    }

    /// <summary>Both sets: the sender's half and the recipient's half of a case.</summary>
    public EvidenceSet Merge(EvidenceSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.All.Aggregate(this, (all, seen) => all.With(seen));
    }

    /// <summary>This set without a question's observations.</summary>
    public EvidenceSet Without(Request request) => new(byRequest.Remove(request));

    /// <summary>This set with other observations of the same questions, in the same order.</summary>
    internal EvidenceSet Map(Func<Observation, Observation> change) => new(byRequest.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ConvertAll(seen => change(seen))), onUnknown);

    /// <summary>This set, which tells what somebody looks for that it does not hold, null where they look through all of it: with that, and else never, what they say may change.</summary>
    internal EvidenceSet Telling(Action<Request?> onUnknown) => new(byRequest, onUnknown);

    private ImmutableList<Observation>? Of(Request request)
    {
        if (byRequest.TryGetValue(request, out var list))
        {
            return list;
        }

        onUnknown?.Invoke(request);
        return null;
    }
}
