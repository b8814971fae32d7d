namespace Recapito.Watch;

/// <summary>Cases as they were last judged: hundreds may look at one while it grows, and each of them sees the same.</summary>
/// <param name="most">How many are kept; the one that came first goes first.</param>
internal sealed class JudgedCases(int most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Judged> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>The case as it was judged from these answers; judged now where it was not.</summary>
    /// <param name="id">Of the case.</param>
    /// <param name="answers">How many answers it is judged from.</param>
    /// <param name="judge">Judges it; null where it is gone meanwhile.</param>
    public OpenedCase? Of(string id, int answers, Func<OpenedCase?> judge)
    {
        Lazy<OpenedCase?> judged;
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

            judged = last is not null && last.Answers == answers ? last.Case : new(judge);
            kept[id] = new(answers, judged);
        }

        return judged.Value;
    }

    private sealed record Judged(int Answers, Lazy<OpenedCase?> Case);
}
