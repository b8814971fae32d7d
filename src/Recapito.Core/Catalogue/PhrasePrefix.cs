namespace Recapito.Core;

/// <summary>
/// The first three characters of phrases as bits of a small table: at most places in a text it says at once that no phrase begins there.
/// This file is compiled into the compiler too.
/// </summary>
internal static class PhrasePrefix
{
    /// <summary>Words of 64 bits in the table; it fits a core's first cache.</summary>
    internal const int Words = 512;

    /// <summary>The bit of three folded ASCII characters.</summary>
    internal static int BitOf(int first, int second, int third) => ((first * 1021) + (second * 131) + (third * 7)) & ((Words * 64) - 1);

    private static readonly byte[] Folded = FoldAll();
    private static readonly bool[] Words128 = WordsOfAscii();

    /// <summary>A visible ASCII character as phrases have it; 0 for what no filter is asked about.</summary>
    internal static int Fold(char character) => character < 128 ? Folded[character] : 0;

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
