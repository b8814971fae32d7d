using System.Buffers;
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

    /// <summary>Stands for a letter beyond ASCII.</summary>
    private const byte Other = 0xFF;

    /// <summary>From here on, scripts put no blanks between words (CJK Radicals Supplement and what follows).</summary>
    private const char FirstIdeographic = '\u2E80';

    private readonly ReadOnlySpan<char> text;
    private readonly byte[] octets;
    private readonly int[] starts;
    private readonly int[] gaps;
    private int length;
    private int startCount;
    private int gapCount;
    private bool inWord;
    private bool afterBlank;

    internal FoldedText(ReadOnlySpan<char> text)
    {
        this.text = text;
        octets = ArrayPool<byte>.Shared.Rent(text.Length + Vector128<byte>.Count + Padding);
        starts = ArrayPool<int>.Shared.Rent(text.Length + Vector128<byte>.Count);
        gaps = ArrayPool<int>.Shared.Rent(text.Length + 1);
        Fold();
    }

    /// <summary>The text itself.</summary>
    internal readonly ReadOnlySpan<char> Text => text;

    internal readonly ReadOnlySpan<byte> Octets => octets.AsSpan(0, length + Padding);

    /// <summary>Where words and signs begin, ascending.</summary>
    internal readonly ReadOnlySpan<int> Starts => starts.AsSpan(0, startCount);

    /// <summary>Gives the memory back.</summary>
    internal readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(octets);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(gaps);
    }

    /// <summary>The place in the text of an octet. Asked for in ascending order, all answers together are linear.</summary>
    /// <param name="place">The place of the octet.</param>
    /// <param name="gap">How many gaps lie before the place that was asked for last; 0 at first.</param>
    internal readonly int InText(int place, ref int gap)
    {
        // Each blank that was left out stands in the list with the place of the octet behind it.
        while (gap < gapCount && gaps[gap] <= place)
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
            if (text.Length - at >= Vector128<byte>.Count && TryFoldBlock(at))
            {
                at += Vector128<byte>.Count;
                continue;
            }

            for (var end = Math.Min(text.Length, at + Vector128<byte>.Count); at < end; at++)
            {
                FoldOne(text[at]);
            }
        }

        octets.AsSpan(length, Padding).Clear();
    }

    /// <summary>Sixteen characters at once, where they are ASCII without two blanks in a row, as they nearly always are.</summary>
    private bool TryFoldBlock(int at)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text.Slice(at, Vector128<byte>.Count));
        var (low, high) = (Vector128.Create(units), Vector128.Create(units[Vector128<ushort>.Count..]));
        if (((low | high) & Vector128.Create((ushort)0xFF80)) != Vector128<ushort>.Zero)
        {
            return false;
        }

        var block = Vector128.Narrow(low, high);
        block |= IsIn(block, 'A', 'Z') & Vector128.Create((byte)0x20);
        var isBlank = IsIn(block, '\t', '\r') | Vector128.Equals(block, Vector128.Create((byte)' '));
        var blanks = isBlank.ExtractMostSignificantBits();
        if ((blanks & ((blanks << 1) | (afterBlank ? 1u : 0))) != 0)
        {
            return false;
        }

        block = Vector128.ConditionalSelect(isBlank, Vector128.Create((byte)' '), block);
        block.CopyTo(octets, length);
        var words = (IsIn(block, 'a', 'z') | IsIn(block, '0', '9')).ExtractMostSignificantBits();
        var visible = Vector128.GreaterThan(block, Vector128.Create((byte)' ')).ExtractMostSignificantBits();
        for (var begins = visible & ~(words & ((words << 1) | (inWord ? 1u : 0))); begins != 0; begins &= begins - 1)
        {
            starts[startCount++] = length + System.Numerics.BitOperations.TrailingZeroCount(begins);
        }

        length += Vector128<byte>.Count;
        (inWord, afterBlank) = ((words >> 15) != 0, (blanks >> 15) != 0);
        return true;
    }

    private static Vector128<byte> IsIn(Vector128<byte> block, char first, char last) =>
        Vector128.LessThanOrEqual(block - Vector128.Create((byte)first), Vector128.Create((byte)(last - first)));

    private void FoldOne(char character)
    {
        if (char.IsWhiteSpace(character))
        {
            if (afterBlank)
            {
                gaps[gapCount++] = length;
                return;
            }

            octets[length++] = (byte)' ';
            (inWord, afterBlank) = (false, true);
            return;
        }

        var isWord = char.IsAscii(character) ? char.IsAsciiLetterOrDigit(character) : character < FirstIdeographic && char.IsLetterOrDigit(character);
        if (character > ' ' && !(isWord && inWord))
        {
            starts[startCount++] = length;
        }

        octets[length++] = char.IsAscii(character) ? (byte)char.ToLowerInvariant(character) : Other;
        (inWord, afterBlank) = (isWord, false);
    }
}
