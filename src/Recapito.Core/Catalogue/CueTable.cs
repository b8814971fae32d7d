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

    private readonly PhraseAutomaton automaton;
    private readonly ushort[] shapes;
    private readonly int[] usesAt;
    private readonly int[] uses;
    private readonly int inner;
    private readonly int[] firsts;
    private readonly ushort[] gaps;
    private readonly int[] followersAt;
    private readonly int[] followers;
    private readonly ulong[] leaders;
    private readonly int[] endsAt;
    private readonly int[] ends;
    private readonly Cue[] cues;
    private readonly Cue[] textless;

    internal CueTable(CatalogueBytes bytes)
    {
        automaton = new(bytes);
        shapes = bytes.ReadShorts();
        (usesAt, uses) = (bytes.ReadInts(), bytes.ReadInts());
        inner = bytes.ReadInt32();
        (firsts, gaps) = (bytes.ReadInts(), bytes.ReadShorts());
        (followersAt, followers) = (bytes.ReadInts(), bytes.ReadInts());
        leaders = Leaders();
        (endsAt, ends) = (bytes.ReadInts(), bytes.ReadInts());
        cues = bytes.ReadAll(Cue.Read);
        textless = Array.FindAll(cues, cue => cue.NeedsNoText);
    }

    private int WordsOfSet => (inner + 63) / 64;

    /// <summary>Per item the set of nodes that it can follow. Pairs of a node, in order, and the node that is reached stand in <see cref="followers"/>.</summary>
    private ulong[] Leaders()
    {
        var sets = new ulong[gaps.Length * WordsOfSet];
        for (var item = 0; item < gaps.Length; item++)
        {
            for (var at = followersAt[item]; at < followersAt[item + 1]; at += 2)
            {
                sets[(item * WordsOfSet) + (followers[at] >> 6)] |= 1UL << (followers[at] & 63);
            }
        }

        return sets;
    }

    /// <summary>
    /// The heaviest cue of a text that was folded by <see cref="CueText"/>, with its score (weight times 256, plus the length of what it
    /// matched), or null. Linear in the text; the number of patterns matters little.
    /// </summary>
    internal Cue? Find(ReadOnlySpan<char> folded, in CueContext context, out int score)
    {
        Span<int> places = inner <= 2048 ? stackalloc int[inner] : new int[inner];
        Span<ulong> seen = inner <= 2048 ? stackalloc ulong[WordsOfSet] : new ulong[WordsOfSet];
        seen.Clear();
        var search = new Search(this, places, seen);
        var (counted, word) = (0, 0);
        foreach (var match in automaton.In(folded))
        {
            word += Words(folded[counted..match.End]);
            counted = match.End;
            var shape = shapes[match.Phrase];
            var start = match.End - (shape & 1023);
            var boundaries = (IsInside(folded, start) ? 1 : 0) | (IsInside(folded, match.End) ? 2 : 0);
            for (var at = usesAt[match.Phrase]; at < usesAt[match.Phrase + 1]; at++)
            {
                if ((uses[at] & boundaries) == 0)
                {
                    search.Meet(uses[at] >> 2, start, word - (shape >> 10) + 1, (match.End << 16) | (word & 0xFFFF), context);
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

    /// <summary>One walk through a text: which nodes were reached, and where (the character in the upper half, the word in the lower one).</summary>
    private ref struct Search(CueTable table, Span<int> places, Span<ulong> seen)
    {
        private readonly Span<int> places = places;
        private readonly Span<ulong> seen = seen;
        private readonly CueTable table = table;

        internal Cue? Best { get; private set; }

        internal int Score { get; private set; }

        /// <summary>An item of patterns stands here: it begins those that it is the first of, and goes on with those that were met before.</summary>
        internal void Meet(int item, int start, int firstWord, int place, in CueContext context)
        {
            if (table.firsts[item] is >= 0 and var first)
            {
                Reach(first, place, context);
            }

            var (set, follower) = (item * seen.Length, table.followersAt[item]);
            for (var word = 0; word < seen.Length; word++)
            {
                var leaders = table.leaders[set + word];
                for (var both = leaders & seen[word]; both != 0; both &= both - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(both);
                    var leader = places[(word << 6) + bit];
                    if (leader >> 16 <= start && (table.gaps[item] == Anywhere || firstWord - (leader & 0xFFFF) - 1 <= table.gaps[item]))
                    {
                        Reach(table.followers[follower + (2 * BitOperations.PopCount(leaders & ((1UL << bit) - 1))) + 1], place, context);
                    }
                }

                follower += 2 * BitOperations.PopCount(leaders);
            }
        }

        private void Reach(int node, int place, in CueContext context)
        {
            if (node < table.inner)
            {
                places[node] = place;
                seen[node >> 6] |= 1UL << (node & 63);
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

    /// <summary>A sentence parts words more than a blank does.</summary>
    private static int Words(ReadOnlySpan<char> folded)
    {
        var words = 0;
        foreach (var character in folded)
        {
            words += character == ' ' ? 1 : character == '.' ? SentenceEnd : 0;
        }

        return words;
    }
}
