namespace Recapito.Core;

/// <summary>
/// How the first characters of phrases are numbered, so that at most places in a text one look says that no phrase begins there.
/// This file is compiled into the compiler too: both sides must count alike.
/// </summary>
internal static class PhrasePrefix
{
    /// <summary>Words of 64 bits in a table of <see cref="BitOf"/>; it fits a core's first cache.</summary>
    internal const int Words = 512;

    /// <summary>How many buckets <see cref="BucketOf"/> tells apart.</summary>
    internal const int Buckets = 4096;

    /// <summary>Characters that a phrase must have for a bucket.</summary>
    internal const int Long = 6;

    /// <summary>Room that a walk through a phrase needs; no phrase is so long.</summary>
    internal const int Longest = 256;

    private static readonly byte[] Folded = FoldAll();
    private static readonly bool[] Words128 = WordsOfAscii();

    /// <summary>A visible ASCII character as phrases have it; 0 for all others.</summary>
    internal static int Fold(char character) => character < 128 ? Folded[character] : 0;

    /// <summary>The bit of three folded ASCII characters.</summary>
    internal static int BitOf(int first, int second, int third) => ((first * 1021) + (second * 131) + (third * 7)) & ((Words * 64) - 1);

    /// <summary>
    /// The bucket of the first <see cref="Long"/> characters, each run of white space one blank; -1 where there are fewer, or a letter
    /// beyond ASCII is among them.
    /// </summary>
    internal static int BucketOf(ReadOnlySpan<char> text)
    {
        var (hash, count, wasBlank) = (0u, 0, false);
        for (var at = 0; at < text.Length && count < Long; at++)
        {
            var folded = Fold(text[at]);
            if (folded == 0)
            {
                if (!char.IsWhiteSpace(text[at]))
                {
                    return -1;
                }

                if (wasBlank)
                {
                    continue;
                }
            }

            (hash, count, wasBlank) = ((hash * 67) + (uint)folded, count + 1, folded == 0);
        }

        return count < Long ? -1 : (int)((hash * 2654435761u) >> 20);
    }

    /// <summary>An ASCII letter or digit.</summary>
    internal static bool IsWord(char character) => Words128[character];

    private static byte[] FoldAll()
    {
        var folded = new byte[128];
        for (var character = '!'; character < 127; character++)
        {
            folded[character] = (byte)(char.IsAsciiLetterUpper(character) ? character | 0x20 : character);
        }

        return folded;
    }

    private static bool[] WordsOfAscii()
    {
        var words = new bool[128];
        for (var character = '0'; character < 127; character++)
        {
            words[character] = char.IsAsciiLetterOrDigit(character);
        }

        return words;
    }
}
