using System.Buffers.Binary;
using System.Text;
using Recapito.Core;

namespace Recapito.CatalogueCompiler;

/// <summary>Writes a set of phrases as <c>PhraseIndex</c> reads it: those that are long and ASCII in buckets, the others as a trie.</summary>
internal sealed class PhraseIndexBuilder
{
    // The trie numbers its phrases itself, so they come first.
    private readonly PhraseTrieBuilder trie = new(CatalogueFormat.Fold, collapseBlanks: true);
    private readonly Dictionary<string, int> numbers = [];

    /// <param name="phrases">Folded; they may repeat.</param>
    public PhraseIndexBuilder(IEnumerable<string> phrases)
    {
        Phrases = [.. phrases.Distinct().OrderBy(IsLong)];
        foreach (var phrase in Phrases)
        {
            numbers.Add(phrase, numbers.Count);
            if (!IsLong(phrase))
            {
                trie.Add(phrase);
            }
        }
    }

    /// <summary>Each once, in the order of their numbers.</summary>
    public IReadOnlyList<string> Phrases { get; }

    public int NumberOf(string phrase) => numbers[phrase];

    public void Write(BinaryWriter writer)
    {
        writer.Write(Phrases.Count);

        // Places where a letter beyond ASCII stands are not looked up.
        WriteBits(writer, trie.Phrases.Where(phrase => char.IsAscii(phrase[0])).Select(phrase => PhrasePrefix.BitOf(First(phrase))));
        WriteLong(writer);
        trie.Write(writer);
    }

    private static bool IsLong(string phrase) => phrase.Length >= PhrasePrefix.Long && Ascii.IsValid(phrase);

    private static void WriteBits(BinaryWriter writer, IEnumerable<int> bits)
    {
        var table = new ulong[PhrasePrefix.Words];
        foreach (var bit in bits)
        {
            table[bit >> 6] |= 1UL << (bit & 63);
        }

        writer.WriteLongs(table);
    }

    /// <summary>How phrases begin; per bucket where its phrases begin; per phrase, from the lowest bits, 16 for its number, 8 for how much it shares with the one before it in its bucket, 8 for its length, 32 for the start of its text; all texts.</summary>
    private void WriteLong(BinaryWriter writer)
    {
        var sorted = Phrases.Where(IsLong).OrderBy(BucketOf).ThenBy(phrase => phrase, StringComparer.Ordinal).ToList();
        WriteBits(writer, sorted.Select(phrase => PhrasePrefix.LongBitOf(First(phrase))));
        var sizes = sorted.CountBy(BucketOf).ToDictionary();
        var (start, before) = (0, "");
        var packed = new List<ulong>();
        foreach (var phrase in sorted)
        {
            var shared = before.Length > 0 && BucketOf(before) == BucketOf(phrase) ? phrase.AsSpan().CommonPrefixLength(before) : 0;
            packed.Add(checked((ushort)NumberOf(phrase) | ((ulong)(byte)shared << 16) | ((ulong)(byte)phrase.Length << 24) | ((ulong)start << 32)));
            (start, before) = (start + phrase.Length, phrase);
        }

        var at = 0;
        writer.WriteShorts([0, .. Enumerable.Range(0, PhrasePrefix.Buckets).Select(bucket => checked((ushort)(at += sizes.GetValueOrDefault(bucket))))]);
        writer.WriteLongs(packed);
        writer.Write(start);
        sorted.ForEach(phrase => writer.Write(Encoding.ASCII.GetBytes(phrase)));
    }

    private static int BucketOf(string phrase) => PhrasePrefix.BucketOf(First(phrase));

    /// <summary>The first eight characters as they stand in a folded text, the first one lowest.</summary>
    private static ulong First(string phrase) =>
        BinaryPrimitives.ReadUInt64LittleEndian([.. phrase.PadRight(8, '\0').Take(8).Select(character => char.IsAscii(character) ? (byte)character : PhrasePrefix.Other)]);
}
