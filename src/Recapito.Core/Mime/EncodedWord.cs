using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>Encoded words (RFC 2047 §2) in UTF-7, a charset that MimeKit's tables lack.</summary>
internal static class EncodedWord
{
    /// <summary>The text with its UTF-7 words read; words of other charsets stay as they are.</summary>
    internal static string Utf7Words(string text)
    {
        var read = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("=?", at, StringComparison.Ordinal);
            var charset = open < 0 ? -1 : text.IndexOf('?', open + 2);
            var close = charset < 0 || charset + 2 >= text.Length ? -1 : text.IndexOf("?=", charset + 3, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            // The blanks between two words are no part of the text (RFC 2047 §6.2).
            var between = text.AsSpan(at, open - at);
            read.Append(at > 0 && between.IsWhiteSpace() ? default : between);
            read.Append(Word(text.AsSpan(charset + 1, close - charset - 1)));
            at = close + 2;
        }

        return read.Append(text.AsSpan(at)).ToString();
    }

    /// <summary>"Q?text" or "B?text".</summary>
    private static string Word(ReadOnlySpan<char> word)
    {
        var isBase64 = word[0] is 'B' or 'b';
        var text = word.Length > 2 ? word[2..] : default;
        var bytes = new byte[text.Length];
        if (isBase64 && Convert.TryFromBase64Chars(text, bytes, out var length))
        {
            return Utf7.Decode(bytes.AsSpan(0, length));
        }

        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                bytes[length++] = octet;
                i += 2;
            }
            else
            {
                bytes[length++] = text[i] == '_' ? (byte)' ' : (byte)text[i];
            }
        }

        return Utf7.Decode(bytes.AsSpan(0, length));
    }
}
