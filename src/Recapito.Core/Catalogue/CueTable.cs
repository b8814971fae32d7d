using System.Numerics;

namespace Recapito.Core;

/// <summary>
/// What texts say of the reason of a failure (<c>catalogue/replies/reasons</c>): one automaton finds all texts of all patterns, a trie over
/// texts and terms joins them ("{recipient} .. {absent}"), and of the cues whose conditions hold the heaviest speaks.
/// </summary>
internal sealed class CueTable
{
    private const int SentenceEnd = 2;
    private const int Anywhere = 0xFFFF;

    /// <summary>A text or a term of patterns.</summary>
    /// <param name="First">The node of patterns that begin with it, or -1.</param>
    /// <param name="Gap">How many words may stand before it.</param>
    /// <param name="LeaderWords">Which words of its set of leaders are not empty.</param>
    private readonly record struct Item(int First, int Gap, ulong LeaderWords);

    private readonly PhraseAutomaton automaton;
    private readonly ushort[] lengths;
    private readonly int[] usesAt;
    private readonly int[] uses;
    private readonly int inner;
    private readonly Item[] items;
    private readonly int[] followers;
    private readonly ulong[] leaders;
    private readonly int[] ranks;
    private readonly int[] endsAt;
    private readonly int[] ends;
    private readonly Cue[] cues;
    private readonly Cue[] textless;

    internal CueTable(CatalogueBytes bytes)
    {
        automaton = new(bytes);
        lengths = bytes.ReadShorts();
        (usesAt, uses) = (bytes.ReadInts(), bytes.ReadInts());
        inner = bytes.ReadInt32();
        var (firsts, gaps) = (bytes.ReadInts(), bytes.ReadShorts());
        (var followersAt, followers) = (bytes.ReadInts(), bytes.ReadInts());
        items = new Item[gaps.Length];
        leaders = new ulong[items.Length * WordsOfSet];
        ranks = new int[leaders.Length];
        for (var item = 0; item < items.Length; item++)
        {
            items[item] = new(firsts[item], gaps[item], AddLeaders(item, followersAt[item], followersAt[item + 1]));
        }

        (endsAt, ends) = (bytes.ReadInts(), bytes.ReadInts());
        cues = bytes.ReadAll(Cue.Read);
        textless = Array.FindAll(cues, cue => cue.NeedsNoText);
    }

    private int WordsOfSet => (inner + 63) / 64;

    /// <summary>
    /// Pairs of a node that the item can follow, in order, and the node that is reached then, become a set and the number of pairs before
    /// each of its words. Returns which words are not empty.
    /// </summary>
    private ulong AddLeaders(int item, int from, int to)
    {
        var words = 0UL;
        for (var at = from; at < to; at += 2)
        {
            leaders[(item * WordsOfSet) + (followers[at] >> 6)] |= 1UL << (followers[at] & 63);
            words |= 1UL << (followers[at] >> 6);
        }

        for (var word = item * WordsOfSet; word < (item + 1) * WordsOfSet; word++)
        {
            ranks[word] = from;
            from += 2 * BitOperations.PopCount(leaders[word]);
        }

        return words;
    }

    /// <summary>
    /// The heaviest cue of a text that was folded by <see cref="CueText"/>, with its score (weight times 256, plus the length of what it
    /// matched), or null. Linear in the text; the number of patterns matters little.
    /// </summary>
    internal Cue? Find(ReadOnlySpan<char> folded, in CueContext context, out int score)
    {
        Span<Places> places = inner <= 2048 ? stackalloc Places[inner] : new Places[inner];
        Span<ulong> seen = inner <= 2048 ? stackalloc ulong[WordsOfSet] : new ulong[WordsOfSet];
        seen.Clear();
        var search = new Search(this, folded, places, seen);
        foreach (var match in automaton.In(folded))
        {
            var start = match.End - lengths[match.Phrase];
            var boundaries = (IsInside(folded, start) ? 1 : 0) | (IsInside(folded, match.End) ? 2 : 0);
            foreach (var use in uses.AsSpan(usesAt[match.Phrase]..usesAt[match.Phrase + 1]))
            {
                if ((use & boundaries) == 0)
                {
                    search.Meet(use >> 2, start, match.End, context);
                }
            }
        }

        score = search.Score;
        return search.Best;
    }

    /// <summary>The heaviest cue that needs no words, as a carrier's bare "550" has its meaning by the host; or null.</summary>
    internal Cue? FindWithoutText(in CueContext context)
    {
        Cue? best = null;
        foreach (var cue in textless)
        {
            if ((best is null || cue.Weight > best.Weight) && cue.Holds(context))
            {
                best = cue;
            }
        }

        return best;
    }

    /// <summary>Where a node was reached.</summary>
    /// <param name="Last">The end of the last text that reached it.</param>
    /// <param name="Earlier">The end of the nearest one wholly before that, or <see cref="Nowhere"/>.</param>
    private readonly record struct Places(int Last, int Earlier)
    {
        internal const int Nowhere = int.MaxValue;

        /// <summary>
        /// With one more text. Of two that overlap ("unknown", "unknown user") the first is kept where there is none before both, as what
        /// goes on may stand in the rest of the second.
        /// </summary>
        internal Places Then(int start, int end) => new(end, Last <= start || (Earlier == Nowhere && Last < end) ? Last : Earlier);
    }

    /// <summary>
    /// One walk through a text: which nodes were reached, and where. Two places of each are kept, as the item that goes on may itself hold a
    /// word of the item before it ("failed: sender authentication failed").
    /// </summary>
    private ref struct Search(CueTable table, ReadOnlySpan<char> folded, Span<Places> places, Span<ulong> seen)
    {
        private readonly ReadOnlySpan<char> folded = folded;
        private readonly Span<Places> places = places;
        private readonly Span<ulong> seen = seen;
        private readonly CueTable table = table;
        private ulong seenWords;

        internal Cue? Best { get; private set; }

        internal int Score { get; private set; }

        /// <summary>An item of patterns stands here: it begins those that it is the first of, and goes on with those that were met before.</summary>
        internal void Meet(int number, int start, int end, in CueContext context)
        {
            ref readonly var item = ref table.items[number];
            var before = seenWords;
            if (item.First >= 0)
            {
                Reach(item.First, start, end, context);
            }

            for (var words = item.LeaderWords & before; words != 0; words &= words - 1)
            {
                var word = BitOperations.TrailingZeroCount(words);
                var set = (number * seen.Length) + word;
                var leaders = table.leaders[set];
                for (var both = leaders & seen[word]; both != 0; both &= both - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(both);
                    var (last, earlier) = places[(word << 6) + bit];
                    if (Follows(last > start ? earlier : last, start, item.Gap))
                    {
                        Reach(table.followers[table.ranks[set] + (2 * BitOperations.PopCount(leaders & ((1UL << bit) - 1))) + 1], start, end, context);
                    }
                }
            }
        }

        /// <summary>Whether at most so many words stand between; a sentence that ends parts words more than a blank does.</summary>
        private readonly bool Follows(int leader, int start, int gap)
        {
            if (leader > start || gap == Anywhere)
            {
                return leader <= start;
            }

            var words = -1;
            foreach (var character in folded[leader..start])
            {
                words += character == ' ' ? 1 : character == '.' ? SentenceEnd : 0;
                if (words > gap)
                {
                    return false;
                }
            }

            return true;
        }

        private void Reach(int node, int start, int place, in CueContext context)
        {
            if (node < table.inner)
            {
                var (word, bit) = (node >> 6, 1UL << (node & 63));
                places[node] = (seen[word] & bit) == 0 ? new(place, Places.Nowhere) : places[node].Then(start, place);
                seen[word] |= bit;
                seenWords |= 1UL << word;
            }

            for (var end = table.endsAt[node]; end < table.endsAt[node + 1]; end += 2)
            {
                if (table.ends[end + 1] > Score && table.cues[table.ends[end]].Holds(context))
                {
                    (Best, Score) = (table.cues[table.ends[end]], table.ends[end + 1]);
                }
            }
        }
    }

    /// <summary>Whether a letter or digit stands on both sides of the place.</summary>
    private static bool IsInside(ReadOnlySpan<char> folded, int place) =>
        place > 0 && place < folded.Length && CueText.IsOfWord(folded[place - 1]) && CueText.IsOfWord(folded[place]);
}
