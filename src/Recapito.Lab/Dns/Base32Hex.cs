namespace Recapito.Lab;

/// <summary>Base32 with the extended hex alphabet and without padding, as NSEC3 writes hashes (RFC 4648 §7, RFC 5155 §3.3).</summary>
internal static class Base32Hex
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuv";

    /// <summary>True for whole octets in this form, of any case.</summary>
    public static bool IsOne(string text) =>
        text.Length is > 0 and <= 408 && text.Length % 8 is 0 or 2 or 4 or 5 or 7 && text.All(c => Alphabet.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal));

    /// <summary>Octets in this form, lower case.</summary>
    public static string Encode(ReadOnlySpan<byte> octets)
    {
        var text = new char[((octets.Length * 8) + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var (octet, bit) = (i * 5 / 8, i * 5 % 8);
            var pair = (octets[octet] << 8) | (octet + 1 < octets.Length ? octets[octet + 1] : 0);
            text[i] = Alphabet[(pair >> (11 - bit)) & 31];
        }

        return new(text);
    }

    /// <summary>The octets of a text in this form.</summary>
    public static byte[] Decode(string text)
    {
        var octets = new byte[text.Length * 5 / 8];
        for (var i = 0; i < text.Length; i++)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(text[i]), StringComparison.Ordinal) << 3;
            var (octet, bit) = (i * 5 / 8, i * 5 % 8);
            octets[octet] |= (byte)(value >> bit);
            if (bit > 3 && octet + 1 < octets.Length)
            {
                octets[octet + 1] |= (byte)(value << (8 - bit));
            }
        }

        return octets;
    }
}
