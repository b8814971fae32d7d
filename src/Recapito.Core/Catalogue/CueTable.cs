namespace Recapito.Core;

/// <summary>
/// What texts say of the reason of a failure (<c>catalogue/replies/reasons</c>): one automaton finds all texts of all patterns, a trie over
/// texts and terms joins them ("{recipient} .. {absent}"), and of the cues whose conditions hold the heaviest speaks.
/// </summary>
internal sealed class CueTable
{
    private const int NotSeen = -1;
    private const int SentenceEnd = 2;
    private const int Anywhere = 0xFFFF;

    private readonly PhraseAutomaton automaton;
    private readonly ushort[] shapes;
    private readonly int[] usesAt;
    private readonly int[] uses;
    private readonly int inner;
    private readonly int[] parents;
    private readonly ushort[] gaps;
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
        parents = bytes.ReadInts();
        gaps = bytes.ReadShorts();
        (endsAt, ends) = (bytes.ReadInts(), bytes.ReadInts());
        cues = bytes.ReadAll(Cue.Read);
        textless = Array.FindAll(cues, cue => cue.NeedsNoText);
    }

    /// <summary>
    /// The heaviest cue of a text that was folded by <see cref="CueText"/>, with its score (weight times 256, plus the length of what it
    /// matched), or null. Linear in the text; the number of patterns matters little.
    /// </summary>
    internal Cue? Find(ReadOnlySpan<char> folded, in CueContext context, out int score)
    {
        // Per inner node where the last match of its first items ended: the character in the upper half, the word in the lower one.
        Span<int> seen = inner <= 2048 ? stackalloc int[inner] : new int[inner];
        seen.Fill(NotSeen);
        Cue? best = null;
        score = 0;
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
                var node = uses[at] >> 2;
                if ((uses[at] & boundaries) == 0 && Follows(node, start, word - (shape >> 10) + 1, seen))
                {
                    Reach(node, (match.End << 16) | (word & 0xFFFF), seen, context, ref best, ref score);
                }
            }
        }

        return best;
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

    private void Reach(int node, int place, Span<int> seen, in CueContext context, ref Cue? best, ref int score)
    {
        if (node < inner)
        {
            seen[node] = place;
        }

        for (var end = endsAt[node]; end < endsAt[node + 1]; end += 2)
        {
            if (ends[end + 1] > score && cues[ends[end]].Holds(context))
            {
                (best, score) = (cues[ends[end]], ends[end + 1]);
            }
        }
    }

    private bool Follows(int node, int start, int firstWord, ReadOnlySpan<int> seen)
    {
        var parent = parents[node];
        if (parent < 0)
        {
            return true;
        }

        var place = seen[parent];
        return place != NotSeen && place >> 16 <= start && (gaps[node] == Anywhere || firstWord - (place & 0xFFFF) - 1 <= gaps[node]);
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
