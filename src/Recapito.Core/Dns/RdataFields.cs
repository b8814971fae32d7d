using System.Globalization;

namespace Recapito.Core;

/// <summary>Goes through the fields of an RDATA in presentation form, which blanks part. A field that is not there, or of another form, makes all of it unreadable.</summary>
internal sealed class RdataFields(string data)
{
    private int at;

    /// <summary>A field was not of the form that was asked for.</summary>
    public bool Failed { get; private set; }

    /// <summary>Everything was read, and all of it was in order.</summary>
    public bool IsDone => !Failed && IsAtEnd;

    public bool IsAtEnd => at >= data.Length;

    /// <summary>The next field; empty after the end.</summary>
    public string Next()
    {
        var end = EndOfField();
        var field = data[at..end];
        at = Math.Min(data.Length, end + 1);
        Failed |= field.Length == 0;
        return field;
    }

    /// <summary>All fields to the end, joined without the blanks.</summary>
    public string Rest()
    {
        var rest = at >= data.Length ? "" : data[at..].Replace(" ", "", StringComparison.Ordinal);
        at = data.Length;
        return rest;
    }

    /// <summary>An unsigned number.</summary>
    /// <param name="most">The largest that the field can hold.</param>
    public uint Number(uint most)
    {
        var isNumber = uint.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most;
        Failed |= !isNumber;
        return isNumber ? number : 0;
    }

    /// <summary>A character-string, in quotes or not, as octets.</summary>
    public byte[] Text()
    {
        var field = Next();
        var inner = field is ['"', .., '"'] ? field[1..^1] : field;
        var octets = new List<byte>(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (TextOctet.Read(inner, ref i) is not { } octet)
            {
                Failed = true;
                return [];
            }

            octets.Add(octet);
        }

        return [.. octets];
    }

    /// <summary>Hexadecimal digits; a hyphen stands for none (RFC 5155 §3.3).</summary>
    public byte[] Hex(string digits)
    {
        if (digits is "" or "-")
        {
            return [];
        }

        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException)
        {
            Failed = true;
            return [];
        }
    }

    public byte[] Base64(string text)
    {
        var octets = new byte[(text.Length / 4 * 3) + 3];
        var isBase64 = Convert.TryFromBase64String(text, octets, out var length);
        Failed |= !isBase64;
        return octets[..length];
    }

    /// <summary>Base32 with the extended hex alphabet, no padding (RFC 4648 §7).</summary>
    public byte[] Base32(string text)
    {
        var octets = Base32Hex.Decode(text);
        Failed |= octets is null;
        return octets ?? [];
    }

    private int EndOfField()
    {
        var isQuoted = false;
        for (var i = at; i < data.Length; i++)
        {
            switch (data[i])
            {
                case '\\':
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ' ' when !isQuoted:
                    return i;
            }
        }

        return data.Length;
    }
}

/// <summary>Base32 with the extended hex alphabet, as hashed owner names use it (RFC 4648 §7, RFC 5155 §1.3).</summary>
internal static class Base32Hex
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuv";

    /// <summary>The octets; null where a character is none of the alphabet's.</summary>
    public static byte[]? Decode(string text)
    {
        var octets = new List<byte>(text.Length * 5 / 8);
        var (bits, held) = (0, 0);
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            (bits, held) = (((bits << 5) | value) & 0xFFF, held + 5);
            if (held >= 8)
            {
                octets.Add((byte)(bits >> (held - 8)));
                held -= 8;
            }
        }

        return [.. octets];
    }
}
