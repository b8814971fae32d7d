using System.Text;

namespace Recapito.Core;

/// <summary>UTF-7 (RFC 2152), which .NET reads no more: old mail systems still write names in it.</summary>
internal static class Utf7
{
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != '+')
            {
                text.Append((char)bytes[at]);
                continue;
            }

            var end = at + 1;
            while (end < bytes.Length && Octets.SixBits(bytes[end]) >= 0)
            {
                end++;
            }

            Append(text, bytes[(at + 1)..end]);
            at = end < bytes.Length && bytes[end] == '-' ? end : end - 1;
        }

        return text.ToString();
    }

    /// <summary>UTF-16 in base64 without padding; "+-" is the plus itself.</summary>
    private static void Append(StringBuilder text, ReadOnlySpan<byte> shifted)
    {
        if (shifted.IsEmpty)
        {
            text.Append('+');
            return;
        }

        var (bits, held) = (0u, 0);
        foreach (var octet in shifted)
        {
            bits = (bits << 6) | (uint)Octets.SixBits(octet);
            held += 6;
            if (held >= 16)
            {
                held -= 16;
                text.Append((char)(bits >> held));
                bits &= (1u << held) - 1;
            }
        }
    }
}
