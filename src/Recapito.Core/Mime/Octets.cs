using System.Text;

namespace Recapito.Core;

/// <summary>What .NET tells of characters only.</summary>
internal static class Octets
{
    /// <summary>The bytes begin with these ASCII words, compared without case.</summary>
    internal static bool BeginsWith(this ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> words) =>
        bytes.Length >= words.Length && Ascii.EqualsIgnoreCase(bytes[..words.Length], words);

    /// <summary>The value of a hexadecimal digit, or -1.</summary>
    internal static int HexDigit(byte octet) => char.IsAsciiHexDigit((char)octet) ? (octet & 15) + (octet > '9' ? 9 : 0) : -1;

    /// <summary>The six bits of a letter of base64 (RFC 4648 §4), or -1.</summary>
    internal static int SixBits(byte octet) => octet switch
    {
        >= (byte)'A' and <= (byte)'Z' => octet - 'A',
        >= (byte)'a' and <= (byte)'z' => octet - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => octet - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
