using System.Buffers;
using System.Text;

namespace Recapito.Core;

/// <summary>Encoded words (RFC 2047), leniently: anywhere in the text, without padding, with characters cut in two between words of one charset.</summary>
internal static class EncodedWord
{
    /// <summary>No encoding is as long as a name like this (RFC 2047 §2 bounds the whole word at 75).</summary>
    private const int LongestCharset = 60;

    private readonly record struct Word(Slice Charset, bool IsBase64, Slice Text, int End);

    /// <summary>The text with its encoded words read; what only looks like one stays as it stands. Linear.</summary>
    internal static string Decode(ReadOnlySpan<byte> text)
    {
        var read = new StringBuilder(text.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        var (at, length, charset) = (0, 0, default(Slice));
        for (var from = 0; TryFind(text, from, out var open, out var word); from = word.End)
        {
            var between = text[at..open];
            var isBlank = at > 0 && between.Trim(" \t\r\n"u8).IsEmpty;
            if (!isBlank || !Ascii.EqualsIgnoreCase(word.Charset.Of(text), charset.Of(text)))
            {
                read.Append(Charsets.Decode(bytes.AsSpan(0, length), charset.Of(text)));
                length = 0;
            }

            // The blanks between two words are no part of the text (§6.2).
            read.Append(isBlank ? "" : Charsets.Decode(between, default));
            length += word.IsBase64 ? Base64(word.Text.Of(text), bytes.AsSpan(length)) : Quoted(word.Text.Of(text), bytes.AsSpan(length));
            (at, charset) = (word.End, word.Charset);
        }

        read.Append(Charsets.Decode(bytes.AsSpan(0, length), charset.Of(text)));
        ArrayPool<byte>.Shared.Return(bytes);
        return read.Append(Charsets.Decode(text[at..], default)).ToString();
    }

    private static bool TryFind(ReadOnlySpan<byte> text, int from, out int open, out Word word)
    {
        word = default;
        for (open = from; text[open..].IndexOf("=?"u8) is >= 0 and var found; open += 2)
        {
            open += found;
            var name = open + 2;
            var length = text.Slice(name, Math.Min(text.Length - name, LongestCharset)).IndexOf((byte)'?');
            var content = name + length + 3;
            if (length > 0 && content <= text.Length && text[content - 1] == '?' && text[content - 2] is (byte)'B' or (byte)'b' or (byte)'Q' or (byte)'q')
            {
                var size = text[content..].IndexOf("?="u8);
                if (size < 0)
                {
                    // Nothing closes a word from here on: to look again for each that opens would take the square of the length.
                    return false;
                }

                word = new(WithoutLanguage(text, new(name, length)), text[content - 2] is (byte)'B' or (byte)'b', new(content, size), content + size + 2);
                return true;
            }
        }

        return false;
    }

    /// <summary>"utf-8*en" (RFC 2231 §5).</summary>
    private static Slice WithoutLanguage(ReadOnlySpan<byte> text, Slice charset) =>
        charset.Of(text).IndexOf((byte)'*') is > 0 and var star ? new(charset.Start, star) : charset;

    private static int Base64(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var (bits, count, length) = (0, 0, 0);
        foreach (var octet in text)
        {
            var value = Octets.SixBits(octet);
            if (value < 0)
            {
                continue;
            }

            (bits, count) = ((bits << 6) | value, count + 6);
            if (count >= 8)
            {
                count -= 8;
                bytes[length++] = (byte)(bits >> count);
            }
        }

        return length;
    }

    /// <summary>As quoted-printable, with "_" for a blank (§4.2).</summary>
    private static int Quoted(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && Octets.HexDigit(text[i + 1]) is >= 0 and var high && Octets.HexDigit(text[i + 2]) is >= 0 and var low)
            {
                bytes[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                bytes[length++] = text[i] == '_' ? (byte)' ' : text[i];
            }
        }

        return length;
    }
}
