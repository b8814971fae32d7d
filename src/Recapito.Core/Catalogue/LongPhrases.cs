using System.Runtime.InteropServices;

namespace Recapito.Core;

/// <summary>
/// The phrases of a set that are long enough to be told by how they begin. Those that begin alike lie side by side in order, each with
/// the number of characters that it shares with the one before it: so they are compared in one walk, as in a trie, but over memory that
/// lies together.
/// </summary>
internal sealed class LongPhrases
{
    private readonly ushort[] bucketsAt;
    private readonly ushort[] numbers;
    private readonly ushort[] shared;
    private readonly int[] textsAt;
    private readonly ushort[] texts;

    /// <summary>Reads what <c>tools/CatalogueCompiler</c> wrote.</summary>
    internal LongPhrases(CatalogueBytes bytes)
    {
        bucketsAt = bytes.ReadShorts();
        numbers = bytes.ReadShorts();
        shared = bytes.ReadShorts();
        textsAt = bytes.ReadInts();
        texts = bytes.ReadShorts();
    }

    /// <summary>Adds the phrases that begin at a place. Linear in their number and length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="places">Room for <see cref="PhrasePrefix.Longest"/> numbers.</param>
    /// <param name="hits">Takes them.</param>
    internal void AddFrom(ReadOnlySpan<char> text, int start, Span<int> places, List<PhraseHit> hits)
    {
        var bucket = PhrasePrefix.BucketOf(text[start..]);
        if (bucket < 0)
        {
            return;
        }

        var matched = 0;
        places[0] = start;
        for (int i = bucketsAt[bucket]; i < bucketsAt[bucket + 1]; i++)
        {
            // What shares more with the phrase before than that has in common with the text differs from the text at the same place.
            if (shared[i] <= matched)
            {
                var phrase = TextOf(i);
                matched = Match(phrase, shared[i], text, places);
                if (matched == phrase.Length)
                {
                    hits.Add(new(numbers[i], start, places[matched]));
                }
            }
        }
    }

    private ReadOnlySpan<char> TextOf(int phrase) => MemoryMarshal.Cast<ushort, char>(texts.AsSpan(textsAt[phrase]..textsAt[phrase + 1]));

    /// <summary>How many characters of the phrase stand in the text, so many of them known to; in <paramref name="places"/> where each stands.</summary>
    private static int Match(ReadOnlySpan<char> phrase, int known, ReadOnlySpan<char> text, Span<int> places)
    {
        var at = places[known];
        for (var i = known; i < phrase.Length; i++)
        {
            while (i > 0 && phrase[i - 1] == ' ' && (uint)at < (uint)text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if ((uint)at >= (uint)text.Length || (text[at] != phrase[i] && CatalogueFormat.Fold(text[at]) != phrase[i]))
            {
                return i;
            }

            places[i + 1] = ++at;
        }

        return phrase.Length;
    }
}
