using System.Buffers;

namespace Recapito.Core;

/// <summary>Finds mail addresses in text that people read (RFC 5321 §4.1.2, leniently).</summary>
internal static class AddressText
{
    /// <summary>No address is longer (RFC 5321 §4.5.3.1.1 and .2), quotes and signs included.</summary>
    internal const int Longest = 330;

    /// <summary>From here on stand the scripts that are written without blanks (CJK radicals, kana, ideographs, Hangul).</summary>
    private const char FirstIdeographic = '\u2E80';

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n<>()[],;:\"'`“”‘’«»|\\{}（）【】「」『』：；，、。");

    /// <summary>The length of the address that begins here, or 0; "a@b" counts with a dot in its domain, or without one where that is allowed.</summary>
    internal static int LengthAt(ReadOnlySpan<char> text, bool needsDot)
    {
        var window = text[..Math.Min(text.Length, Longest)];
        if (window.Length > 1 && window[0] == '"')
        {
            return QuotedLength(window);
        }

        var at = window.IndexOf('@');
        if (at <= 0 || window[..at].ContainsAny(Ends))
        {
            return 0;
        }

        var domain = DomainLength(window[(at + 1)..]);
        var hasDot = window.Slice(at + 1, domain).Contains('.');
        return domain == 0 || (needsDot && !hasDot) ? 0 : at + 1 + domain;
    }

    /// <summary>"quoted local part"@domain.</summary>
    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        var close = text[1..].IndexOf('"') + 1;
        if (close < 2 || close + 2 >= text.Length || text[close + 1] != '@')
        {
            return 0;
        }

        var domain = DomainLength(text[(close + 2)..]);
        return domain == 0 ? 0 : close + 2 + domain;
    }

    /// <summary>Letters, digits, hyphens and dots, or an address literal; a final dot is the sentence's.</summary>
    private static int DomainLength(ReadOnlySpan<char> text)
    {
        if (text.Length > 2 && text[0] == '[')
        {
            var close = text.IndexOf(']');
            return close > 1 ? close + 1 : 0;
        }

        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '-' or '.' or '_'))
        {
            // Chinese and Japanese put no blank behind an address: no label goes on in their letters.
            if (text[length] >= FirstIdeographic && length > 0 && char.IsAsciiLetterOrDigit(text[length - 1]))
            {
                break;
            }

            length++;
        }

        while (length > 0 && text[length - 1] is '.' or '-')
        {
            length--;
        }

        return length;
    }

    /// <summary>The first address in a text.</summary>
    internal static bool TryFind(ReadOnlySpan<char> text, out int start, out int length)
    {
        (start, length) = (0, 0);
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOf('@');
            if (at < 0)
            {
                return false;
            }

            at += from;
            start = at;
            while (start > from && at - start < 256 && !Ends.Contains(text[start - 1]))
            {
                start--;
            }

            // What reaches back to an at sign that opened no address is none either.
            length = start == from && from > 0 ? 0 : LengthAt(text[start..], needsDot: true);
            if (length > at - start)
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }
}
