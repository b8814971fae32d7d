namespace Recapito.Core;

/// <summary>
/// The phrases of a set that are ASCII and long enough to be told by how they begin. Those that begin alike lie side by side in order,
/// each with the number of characters that it shares with the one before it: so they are compared in one walk, as in a trie, but over
/// memory that lies together.
/// </summary>
internal sealed class LongPhrases
{
    /// <summary>A phrase in eight octets, as a look at it waits for memory more than for anything else.</summary>
    private readonly record struct Phrase(ulong Packed)
    {
        internal int Number => (ushort)Packed;

        /// <summary>Characters that it shares with the one before it in its bucket.</summary>
        internal int Shared => (byte)(Packed >> 16);

        internal int Length => (byte)(Packed >> 24);

        /// <summary>Where it begins in <see cref="texts"/>.</summary>
        internal int Start => (int)(Packed >> 32);
    }

    private readonly ulong[] opens;
    private readonly ushort[] bucketsAt;
    private readonly ulong[] phrases;
    private readonly byte[] texts;

    /// <summary>Reads what <c>tools/CatalogueCompiler</c> wrote.</summary>
    internal LongPhrases(CatalogueBytes bytes)
    {
        opens = bytes.ReadLongs();
        bucketsAt = bytes.ReadShorts();
        phrases = bytes.ReadLongs();
        texts = bytes.ReadBytes();
    }

    /// <summary>Some phrase begins as the text does here; <paramref name="bucket"/> has those.</summary>
    /// <param name="first">Eight octets of the text, the first one lowest.</param>
    /// <param name="bucket">For <see cref="AddFrom"/>.</param>
    internal bool MayOpen(ulong first, out int bucket)
    {
        bucket = PhrasePrefix.BucketOf(first);
        return PhrasePrefix.Has(opens, PhrasePrefix.LongBitOf(first));
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
        foreach (var packed in phrases.AsSpan(bucketsAt[bucket]..bucketsAt[bucket + 1]))
        {
            // In their order, what leaves the phrase before where that still agreed with the text is behind the text, as are all that follow;
            // what shares more with it than that has in common with the text differs from the text at the same place.
            var phrase = new Phrase(packed);
            if (phrase.Shared != matched)
            {
                if (phrase.Shared < matched)
                {
                    break;
                }

                continue;
            }

            matched += texts.AsSpan(phrase.Start + matched, phrase.Length - matched).CommonPrefixLength(rest[matched..]);
            if (matched == phrase.Length)
            {
                var (first, last) = (gap, gap);
                hits.Add(new(phrase.Number, text.InText(start, ref first), text.InText(start + matched - 1, ref last) + 1));
            }
        }
    }
}
