using System.Globalization;
using System.Text;

namespace Recapito.Lab;

/// <summary>Ids that look drawn by chance and are the same for the same world, so that a lab's texts can be compared byte by byte.</summary>
internal static class StableDigest
{
    /// <summary>FNV-1a, 64 bit, with a final mix so that every bit depends on every character.</summary>
    public static ulong Of(params ReadOnlySpan<string> parts)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in parts)
        {
            foreach (var octet in Encoding.UTF8.GetBytes(part))
            {
                hash = (hash ^ octet) * 1099511628211UL;
            }

            hash = (hash ^ 0x1F) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        return hash ^ (hash >> 33);
    }

    /// <summary>Hex digits in capitals, <paramref name="digits"/> of them, 1 to 16.</summary>
    public static string Hex(int digits, params ReadOnlySpan<string> parts) =>
        Of(parts).ToString("X16", CultureInfo.InvariantCulture)[..digits];

    /// <summary>A GUID in its usual form, version 4 bits set.</summary>
    public static string Guid(params ReadOnlySpan<string> parts)
    {
        var high = Of(parts);
        var low = Of([.. parts, "low"]);
        var text = string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}");
        return $"{text[..8]}-{text[8..12]}-4{text[13..16]}-a{text[17..20]}-{text[20..32]}";
    }
}
