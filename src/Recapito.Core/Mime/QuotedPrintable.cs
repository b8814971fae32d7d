namespace Recapito.Core;

/// <summary>Quoted-printable (RFC 2045 §6.7), leniently: what is no escape stays as it stands.</summary>
internal static class QuotedPrintable
{
    /// <summary>The decoded bytes, at most so many.</summary>
    internal static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> content, int limit)
    {
        var output = new byte[Math.Min(content.Length, limit)];
        var length = 0;
        while (!content.IsEmpty && length < output.Length)
        {
            var plain = content.IndexOf((byte)'=');
            plain = Math.Min(plain < 0 ? content.Length : plain, output.Length - length);
            content[..plain].CopyTo(output.AsSpan(length));
            length += plain;
            content = content[plain..];
            if (length < output.Length && !content.IsEmpty)
            {
                content = content[Escape(content, output, ref length)..];
            }
        }

        return output.AsSpan(0, length);
    }

    /// <summary>Writes what the equals sign stands for; returns how much of the content that was.</summary>
    private static int Escape(ReadOnlySpan<byte> content, byte[] output, ref int length)
    {
        if (content.Length > 2 && Octets.HexDigit(content[1]) is >= 0 and var high && Octets.HexDigit(content[2]) is >= 0 and var low)
        {
            output[length++] = (byte)((high << 4) | low);
            return 3;
        }

        // A soft line break; blanks before the line end were added on the way (rule 3).
        var end = 1;
        while (end < content.Length && content[end] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            end++;
        }

        if (end >= content.Length || content[end] == '\n')
        {
            return Math.Min(end + 1, content.Length);
        }

        output[length++] = (byte)'=';
        return 1;
    }
}
