using System.Buffers.Binary;

namespace Recapito.Core;

/// <summary>A phrase in a text.</summary>
/// <param name="Phrase">Its number.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct PhraseHit(int Phrase, int Start, int End);

/// <summary>
/// Finds all phrases of a set in a text in one pass, without case and with any white space as one blank. A phrase begins where a word or
/// a sign does, or, in scripts without blanks, anywhere. At most such places one look into a table says that none begins there.
/// </summary>
internal sealed class PhraseIndex
{
    // The first three characters of the phrases that the trie has.
    private readonly ulong[] opens;
    private readonly LongPhrases longPhrases;
    private readonly PhraseTrie trie;

    /// <summary>Reads what <c>PhraseIndexBuilder</c> wrote.</summary>
    internal PhraseIndex(CatalogueBytes bytes)
    {
        Phrases = bytes.ReadInt32();
        opens = bytes.ReadLongs();
        longPhrases = new(bytes);
        trie = new(bytes);
    }

    /// <summary>How many phrases there are; they are numbered from 0.</summary>
    internal int Phrases { get; }

    /// <summary>Adds the places where phrases stand, in the order of their starts; at most so many. Linear in the text.</summary>
    internal void Find(ReadOnlySpan<char> text, List<PhraseHit> hits, int most)
    {
        var folded = new FoldedText(text);
        var octets = folded.Octets;
        var gap = 0;
        foreach (var start in folded.Starts)
        {
            var first = BinaryPrimitives.ReadUInt64LittleEndian(octets[start..]);
            if (longPhrases.MayOpen(first, out var bucket))
            {
                folded.InText(start, ref gap);
                longPhrases.AddFrom(bucket, folded, start, gap, hits);
            }

            if ((byte)first == PhrasePrefix.Other || PhrasePrefix.Has(opens, PhrasePrefix.BitOf(first)))
            {
                var place = folded.InText(start, ref gap);
                for (var walk = trie.From(text, place); walk.MoveNext();)
                {
                    hits.Add(new(walk.Current, place, walk.End));
                }
            }

            if (hits.Count >= most)
            {
                hits.RemoveRange(most, hits.Count - most);
                break;
            }
        }

        folded.Dispose();
    }
}
