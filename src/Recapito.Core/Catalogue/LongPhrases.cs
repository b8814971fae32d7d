namespace Recapito.Core;

/// <summary>
/// The phrases of a set that are ASCII and long enough to be told by how they begin. Those that begin alike lie side by side in order,
/// each with the number of characters that it shares with the one before it: so they are compared in one walk, as in a trie, but over
/// memory that lies together.
/// </summary>
internal sealed class LongPhrases
{
    private readonly ulong[] full = new ulong[PhrasePrefix.Buckets / 64];
    private readonly ushort[] bucketsAt;
    private readonly ushort[] numbers;
    private readonly ushort[] shared;
    private readonly int[] textsAt;
    private readonly byte[] texts;

    /// <summary>Reads what <c>tools/CatalogueCompiler</c> wrote.</summary>
    internal LongPhrases(CatalogueBytes bytes)
    {
        bucketsAt = bytes.ReadShorts();
        numbers = bytes.ReadShorts();
        shared = bytes.ReadShorts();
        textsAt = bytes.ReadInts();
        texts = bytes.ReadBytes();
        for (var bucket = 0; bucket < PhrasePrefix.Buckets; bucket++)
        {
            full[bucket >> 6] |= bucketsAt[bucket] < bucketsAt[bucket + 1] ? 1UL << (bucket & 63) : 0;
        }
    }

    /// <summary>Some phrase begins as the text does here; <paramref name="bucket"/> has those.</summary>
    internal bool MayOpen(ReadOnlySpan<byte> rest, out int bucket)
    {
        bucket = PhrasePrefix.BucketOf(rest);
        return (full[bucket >> 6] & (1UL << (bucket & 63))) != 0;
    }

    /// <summary>Adds the phrases of a bucket that begin at a place of a folded text. Linear in their number and length.</summary>
    /// <param name="bucket">Of <see cref="MayOpen"/>.</param>
    /// <param name="text">The text.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="gap">Of <see cref="FoldedText.InText"/>, for this place.</param>
    /// <param name="hits">Takes them, with their places in the text itself.</param>
    internal void AddFrom(int bucket, in FoldedText text, int start, int gap, List<PhraseHit> hits)
    {
        var rest = text.Octets[start..];
        var matched = 0;
        for (int i = bucketsAt[bucket]; i < bucketsAt[bucket + 1]; i++)
        {
            // In their order, what leaves the phrase before where that still agreed with the text is behind the text, as are all that follow;
            // what shares more with it than that has in common with the text differs from the text at the same place.
            if (shared[i] != matched)
            {
                if (shared[i] < matched)
                {
                    break;
                }

                continue;
            }

            var phrase = texts.AsSpan(textsAt[i]..textsAt[i + 1]);
            matched = shared[i] + phrase[shared[i]..].CommonPrefixLength(rest[shared[i]..]);
            if (matched == phrase.Length)
            {
                var (first, last) = (gap, gap);
                hits.Add(new(numbers[i], text.InText(start, ref first), text.InText(start + matched - 1, ref last) + 1));
            }
        }
    }
}
