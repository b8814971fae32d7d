namespace Recapito.Probes;

/// <summary>Names and texts in presentation form (RFC 1035 §5.1): lossless, printable ASCII, and a name without a blank.</summary>
internal static class NameText
{
    /// <summary>The longest name in a message, octets (RFC 1035 §2.3.4).</summary>
    public const int MostOctets = 255;

    /// <summary>The longest name in text: every octet as a backslash and three digits.</summary>
    public const int MostCharacters = 4 * MostOctets;

    /// <summary>Writes a name without a dot at its end; the root is ".".</summary>
    /// <param name="labels">The labels as in a message, the empty one at the end, no compression.</param>
    /// <param name="into">Room for <see cref="MostCharacters"/>.</param>
    /// <param name="keepsCase">Letters as they are; else lower case (RFC 4343).</param>
    /// <returns>How many characters were written.</returns>
    public static int Write(ReadOnlySpan<byte> labels, Span<char> into, bool keepsCase)
    {
        if (labels is [0])
        {
            into[0] = '.';
            return 1;
        }

        var length = 0;
        for (var at = 0; labels[at] != 0; at += labels[at] + 1)
        {
            if (at > 0)
            {
                into[length++] = '.';
            }

            foreach (var octet in labels.Slice(at + 1, labels[at]))
            {
                length += WriteOctet(!keepsCase && octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet, into[length..]);
            }
        }

        return length;
    }

    /// <summary>Writes a character-string in quotes: <c>\"</c>, <c>\\</c>, and <c>\DDD</c> for what is not printable ASCII.</summary>
    /// <returns>How many characters were written, 4 × length + 2 at most.</returns>
    public static int WriteQuoted(ReadOnlySpan<byte> text, Span<char> into)
    {
        into[0] = '"';
        var length = 1;
        foreach (var octet in text)
        {
            length += octet switch
            {
                (byte)'"' or (byte)'\\' => Escaped(octet, into[length..]),
                >= 0x20 and <= 0x7E => Plain(octet, into[length..]),
                _ => Decimal(octet, into[length..]),
            };
        }

        into[length] = '"';
        return length + 1;
    }

    private static int WriteOctet(byte octet, Span<char> into) => octet switch
    {
        (byte)'.' or (byte)'\\' or (byte)'"' or (byte)'(' or (byte)')' or (byte)';' or (byte)'@' or (byte)'$' => Escaped(octet, into),
        > 0x20 and <= 0x7E => Plain(octet, into),
        _ => Decimal(octet, into),
    };

    private static int Plain(byte octet, Span<char> into)
    {
        into[0] = (char)octet;
        return 1;
    }

    private static int Escaped(byte octet, Span<char> into)
    {
        into[0] = '\\';
        into[1] = (char)octet;
        return 2;
    }

    private static int Decimal(byte octet, Span<char> into)
    {
        into[0] = '\\';
        into[1] = (char)('0' + (octet / 100));
        into[2] = (char)('0' + (octet / 10 % 10));
        into[3] = (char)('0' + (octet % 10));
        return 4;
    }
}
