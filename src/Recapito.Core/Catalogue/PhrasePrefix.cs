namespace Recapito.Core;

/// <summary>
/// How the first characters of phrases are numbered, so that at most places in a text one look says that no phrase begins there.
/// This file is compiled into the compiler too: both sides must count alike. Octets are those of a folded text, the first one lowest.
/// </summary>
internal static class PhrasePrefix
{
    /// <summary>How many buckets <see cref="BucketOf"/> tells apart.</summary>
    internal const int Buckets = 4096;

    /// <summary>Characters that a phrase must have for a bucket.</summary>
    internal const int Long = 6;

    /// <summary>Words of 64 bits in a table of <see cref="BitOf"/> or <see cref="LongBitOf"/>: large enough that few bits are set, small enough for a core's first cache.</summary>
    internal const int Words = 512;

    /// <summary>Characters that <see cref="BitOf"/> takes.</summary>
    internal const int Short = 3;

    /// <summary>Stands for a letter beyond ASCII.</summary>
    internal const byte Other = 0xFF;

    /// <summary>The bucket of the first <see cref="Long"/> octets.</summary>
    internal static int BucketOf(ulong first) => LongBitOf(first) / (Words * 64 / Buckets);

    /// <summary>The bit of the first <see cref="Long"/> octets.</summary>
    internal static int LongBitOf(ulong first) => Hash(first & 0xFFFF_FFFF_FFFF);

    /// <summary>The bit of the first <see cref="Short"/> octets.</summary>
    internal static int BitOf(ulong first) => Hash(first & 0xFF_FFFF);

    /// <summary>Whether a table has the bit.</summary>
    internal static bool Has(ulong[] bits, int bit) => (bits[bit >> 6] & (1UL << (bit & 63))) != 0;

    /// <summary>One of 32,768: the highest bits of a product with the golden ratio (Knuth, TAOCP 6.4).</summary>
    private static int Hash(ulong octets) => (int)((octets * 0x9E37_79B9_7F4A_7C15) >> 49);
}
