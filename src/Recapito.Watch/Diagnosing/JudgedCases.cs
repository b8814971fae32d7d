namespace Recapito.Watch;

/// <summary>Cases as they were last judged: hundreds may look at one while it grows, and each of them sees the same.</summary>
/// <param name="most">How many are kept; the one that came first goes first.</param>
internal sealed class JudgedCases<TCase>(int most)
    where TCase : class
{
    /// <summary>In place of a number of answers: no more come.</summary>
    public const int Whole = -1;

    // In place of a number of answers: it could not be judged, and is judged anew next time.
    private const int Failed = -2;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Judged> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>The case as it was judged from these answers; judged now where it was not.</summary>
    /// <param name="id">Of the case.</param>
    /// <param name="answers">How many answers it is judged from.</param>
    /// <param name="judge">Judges it; null where it is gone meanwhile.</param>
    public TCase? Of(string id, int answers, Func<TCase?> judge)
    {
        var judged = Begin(id, answers, judge);
        try
        {
            return judged.Case.Value;
        }
        catch
        {
            // The value keeps what it threw, which a moment later may be over.
            lock (gate)
            {
                if (ReferenceEquals(kept.GetValueOrDefault(id), judged))
                {
                    kept[id] = judged with { Answers = Failed };
                }
            }

            throw;
        }
    }

    private Judged Begin(string id, int answers, Func<TCase?> judge)
    {
        lock (gate)
        {
            if (!kept.TryGetValue(id, out var last))
            {
                order.Enqueue(id);
                if (order.Count > most)
                {
                    kept.Remove(order.Dequeue());
                }
            }

            return kept[id] = last is not null && last.Answers == answers ? last : new(answers, new(judge));
        }
    }

    private sealed record Judged(int Answers, Lazy<TCase?> Case);
}
