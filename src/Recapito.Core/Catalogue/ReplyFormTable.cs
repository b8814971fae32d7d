using System.Numerics;

namespace Recapito.Core;

/// <summary>Finds the form of a reply from the phrases that its text has: only forms whose rarest phrase was found are looked at.</summary>
internal sealed class ReplyFormTable
{
    // Words about the client win over all others: "Relay access denied: no PTR record" says nothing of the recipient to anybody else.
    private const int ClientFirst = 1_000_000;

    private readonly PhraseIndex index;
    private readonly ReplyForm[] forms;
    private readonly int[][] phrases;
    private readonly int[] weights;
    private readonly int[][] formsOfPhrase;

    internal ReplyFormTable(PhraseIndex index, ReplyForm[] forms, int[][] phrases)
    {
        (this.index, this.forms, this.phrases) = (index, forms, phrases);
        weights = Array.ConvertAll(forms, Weight);
        formsOfPhrase = FormsByRarestPhrase(index.Phrases, phrases);
    }

    /// <summary>The most special form of a reply, or null.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isWithReason">Only forms that say what was in the way.</param>
    internal ReplyForm? Find(SmtpReply reply, ReadOnlySpan<char> text, bool isWithReason = false)
    {
        var hits = new List<PhraseHit>();

        // Every one counts: what was left out could be the words that it is the client who is refused.
        index.Find(text, hits, most: int.MaxValue);
        var words = (index.Phrases + 63) / 64;
        Span<ulong> found = words <= 64 ? stackalloc ulong[words] : new ulong[words];
        found.Clear();
        foreach (var hit in hits)
        {
            found[hit.Phrase >> 6] |= 1UL << (hit.Phrase & 63);
        }

        var best = -1;
        for (var word = 0; word < found.Length; word++)
        {
            for (var bits = found[word]; bits != 0; bits &= bits - 1)
            {
                foreach (var form in formsOfPhrase[(word << 6) + BitOperations.TrailingZeroCount(bits)])
                {
                    var better = best < 0 || weights[form] > weights[best] || (weights[form] == weights[best] && form < best);
                    best = better && All(found, phrases[form]) && Fits(forms[form], reply) && !(isWithReason && forms[form].SaysOnlyWhen) ? form : best;
                }
            }
        }

        return best < 0 ? null : forms[best];
    }

    private static int[][] FormsByRarestPhrase(int count, int[][] phrases)
    {
        var uses = new int[count];
        foreach (var phrase in phrases.SelectMany(list => list))
        {
            uses[phrase]++;
        }

        var lists = new List<int>[count];
        for (var form = 0; form < phrases.Length; form++)
        {
            var rarest = phrases[form].MinBy(phrase => uses[phrase]);
            (lists[rarest] ??= []).Add(form);
        }

        return Array.ConvertAll(lists, int[] (list) => list is null ? [] : [.. list]);
    }

    private static bool All(ReadOnlySpan<ulong> found, int[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if ((found[phrase >> 6] >> (phrase & 63) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(ReplyForm form, SmtpReply reply) =>
        (form.ReplyCodes.Count == 0 || reply.Code is not { } code || form.ReplyCodes.Contains(code))
        && (form.StatusCodes.Count == 0 || (reply.Status is { } status && form.StatusCodes.Contains(status)));

    private static int Weight(ReplyForm form) =>
        (form.About is RefusalAbout.Client ? ClientFirst : 0) + (form.Phrases.Sum(phrase => phrase.Length) * 4) + (form.StatusCodes.Count > 0 ? 2 : 0)
        + (form.ReplyCodes.Count > 0 ? 1 : 0);
}
