using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Recapito.Core;

/// <summary>The value of a header field as text: unfolded, with its encoded words read (RFC 5322 §2.2.3, RFC 2047).</summary>
internal static class HeaderText
{
    /// <summary>Longer values are cut: no real one comes near.</summary>
    internal const int Longest = 16 * 1024;

    private const int ShortLine = 256;

    private static readonly SearchValues<byte> Folds = SearchValues.Create("\r\n\t"u8);

    /// <summary>The decoded text; "" for an empty value.</summary>
    internal static string Of(ReadOnlySpan<byte> value)
    {
        var text = Cut(value);
        return text.IndexOf("=?"u8) < 0 ? Plain(text) : Unfold(EncodedWord.Decode(text));
    }

    /// <summary>Appends the decoded text; a value of plain ASCII on one line, as most are, is copied without a string of its own.</summary>
    internal static void Append(ReadOnlySpan<byte> value, ref DefaultInterpolatedStringHandler to)
    {
        var text = Cut(value);
        if (text.Length > ShortLine || text.ContainsAny(Folds) || text.ContainsAnyExceptInRange((byte)1, (byte)127) || text.IndexOf("=?"u8) >= 0 || text.Contains((byte)0x1B))
        {
            to.AppendLiteral(Of(value));
            return;
        }

        Span<char> line = stackalloc char[ShortLine];
        to.AppendFormatted(line[..Encoding.ASCII.GetChars(text, line)]);
    }

    /// <summary>The text as it stands, unfolded only: addresses, ids and dates.</summary>
    internal static string Raw(ReadOnlySpan<byte> value) => Plain(Cut(value));

    /// <summary>As <see cref="Raw"/>, with lines joined by one blank whatever stands between them: status fields are folded in any way.</summary>
    internal static string Joined(ReadOnlySpan<byte> value)
    {
        var text = Charsets.Decode(Cut(value), default);
        return text.AsSpan().ContainsAny('\r', '\n', '\t') ? string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) : text;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value) => value[..Math.Min(value.Length, Longest)].Trim(" \t\r\n"u8);

    private static string Plain(ReadOnlySpan<byte> text)
    {
        var plain = Charsets.Decode(text, default);
        return text.ContainsAny(Folds) ? Unfold(plain) : plain;
    }

    /// <summary>A line end goes, the white space behind it stays as one blank.</summary>
    private static string Unfold(string text)
    {
        var unfolded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\n')
            {
                continue;
            }

            var opensLine = i > 0 && text[i - 1] == '\n';
            unfolded.Append(text[i] == '\t' ? ' ' : text[i]);
            while (opensLine && i + 1 < text.Length && text[i + 1] is ' ' or '\t')
            {
                i++;
            }
        }

        return unfolded.ToString();
    }
}
