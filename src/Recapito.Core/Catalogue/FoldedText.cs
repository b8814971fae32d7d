using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recapito.Core;

/// <summary>
/// A text as phrases are compared: ASCII in lower case, each run of white space one blank, every other letter one octet that no phrase of
/// ASCII has; with the places where words and signs begin, and the way back to the text.
/// </summary>
internal ref struct FoldedText
{
    /// <summary>Octets behind the last one, so that the first eight at any place can be looked at.</summary>
    private const int Padding = 8;

    /// <summary>So many characters are folded at once.</summary>
    private static readonly int Block = Vector128<byte>.Count;

    /// <summary>From here on, scripts put no blanks between words (CJK Radicals Supplement and what follows).</summary>
    private const char FirstIdeographic = '\u2E80';

    private readonly ReadOnlySpan<char> text;
    private readonly byte[] octets;

    // Starts from its front, gaps from its back: no character is both.
    private readonly int[] places;
    private int length;
    private int startCount;
    private int gapCount;
    private bool inWord;
    private bool afterBlank;

    internal FoldedText(ReadOnlySpan<char> text)
    {
        this.text = text;
        octets = ArrayPool<byte>.Shared.Rent(text.Length + Block + Padding);
        places = ArrayPool<int>.Shared.Rent(text.Length);
        Fold();
    }

    /// <summary>The text itself.</summary>
    internal readonly ReadOnlySpan<char> Text => text;

    internal readonly ReadOnlySpan<byte> Octets => octets.AsSpan(0, length + Padding);

    /// <summary>Where words and signs begin, ascending.</summary>
    internal readonly ReadOnlySpan<int> Starts => places.AsSpan(0, startCount);

    /// <summary>Gives the memory back.</summary>
    internal readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(octets);
        ArrayPool<int>.Shared.Return(places);
    }

    /// <summary>The place in the text of an octet. Asked for in ascending order, all answers together are linear.</summary>
    /// <param name="place">The place of the octet.</param>
    /// <param name="gap">How many gaps lie before the place that was asked for last; 0 at first.</param>
    internal readonly int InText(int place, ref int gap)
    {
        // Each blank that was left out stands in the list with the place of the octet behind it.
        while (gap < gapCount && places[^(gap + 1)] <= place)
        {
            gap++;
        }

        return place + gap;
    }

    private void Fold()
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text.Length - at >= Block)
            {
                var folded = FoldBlock(at);
                at += folded;
                if (folded == Block)
                {
                    continue;
                }
            }

            do
            {
                FoldOne(text[at++]);
            }
            while (at < text.Length && (!char.IsAscii(text[at]) || (afterBlank && char.IsWhiteSpace(text[at]))));
        }

        octets.AsSpan(length, Padding).Clear();
    }

    /// <summary>Folds sixteen characters at once, or those before the first that is not ASCII or a blank after a blank. Returns their number.</summary>
    private int FoldBlock(int at)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text.Slice(at, Block));
        var most = Vector128.Create((ushort)0xFF);
        var block = Vector128.Narrow(Vector128.Min(Vector128.Create(units), most), Vector128.Min(Vector128.Create(units[Vector128<ushort>.Count..]), most));
        var isBlank = IsIn(block, '\t', '\r') | Vector128.Equals(block, Vector128.Create((byte)' '));
        var blanks = isBlank.ExtractMostSignificantBits();
        var count = BitOperations.TrailingZeroCount(block.ExtractMostSignificantBits() | (blanks & ((blanks << 1) | (afterBlank ? 1u : 0))) | (1u << Block));
        if (count == 0)
        {
            return 0;
        }

        block |= IsIn(block, 'A', 'Z') & Vector128.Create((byte)0x20);
        block = Vector128.ConditionalSelect(isBlank, Vector128.Create((byte)' '), block);
        block.CopyTo(octets, length);
        var within = (1u << count) - 1;
        var words = (IsIn(block, 'a', 'z') | IsIn(block, '0', '9')).ExtractMostSignificantBits() & within;
        var visible = Vector128.GreaterThan(block, Vector128.Create((byte)' ')).ExtractMostSignificantBits() & within;
        for (var begins = visible & ~(words & ((words << 1) | (inWord ? 1u : 0))); begins != 0; begins &= begins - 1)
        {
            places[startCount++] = length + BitOperations.TrailingZeroCount(begins);
        }

        length += count;
        (inWord, afterBlank) = ((words >> (count - 1)) != 0, ((blanks & within) >> (count - 1)) != 0);
        return count;
    }

    private static Vector128<byte> IsIn(Vector128<byte> block, char first, char last) =>
        Vector128.LessThanOrEqual(block - Vector128.Create((byte)first), Vector128.Create((byte)(last - first)));

    private void FoldOne(char character)
    {
        if (char.IsWhiteSpace(character))
        {
            if (afterBlank)
            {
                places[^++gapCount] = length;
                return;
            }

            octets[length++] = (byte)' ';
            (inWord, afterBlank) = (false, true);
            return;
        }

        var isWord = char.IsAscii(character) ? char.IsAsciiLetterOrDigit(character) : character < FirstIdeographic && char.IsLetterOrDigit(character);
        if (character > ' ' && !(isWord && inWord))
        {
            places[startCount++] = length;
        }

        octets[length++] = char.IsAscii(character) ? (byte)char.ToLowerInvariant(character) : PhrasePrefix.Other;
        (inWord, afterBlank) = (isWord, false);
    }
}
