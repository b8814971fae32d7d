using System.Text;

namespace Recapito.Core;

/// <summary>What .NET compares for characters only.</summary>
internal static class Octets
{
    /// <summary>The bytes begin with these ASCII words, compared without case.</summary>
    internal static bool BeginsWith(this ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> words) =>
        bytes.Length >= words.Length && Ascii.EqualsIgnoreCase(bytes[..words.Length], words);
}
