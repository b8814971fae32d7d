using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Record types by name, and the bitmaps of them in NSEC and NSEC3 records (RFC 4034 §4.1.2).</summary>
internal static class TypeBitmap
{
    private static readonly FrozenDictionary<ushort, string> Names =
        Enum.GetValues<RrType>().Where(type => type is not RrType.Unknown).ToFrozenDictionary(type => (ushort)type, type => type.ToString().ToUpperInvariant());

    /// <summary>The mnemonic of a type that <see cref="RrType"/> names, else TYPE and its number (RFC 3597 §5).</summary>
    public static string NameOf(ushort type) =>
        Names.TryGetValue(type, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"TYPE{type}");

    /// <summary>The type as <see cref="RrType"/> has it; <see cref="RrType.Unknown"/> where it has none.</summary>
    public static RrType TypeOf(ushort type) => Names.ContainsKey(type) ? (RrType)type : RrType.Unknown;

    /// <summary>The types of all windows to the end, each with a blank before it.</summary>
    /// <exception cref="UnreadableMessageException">Windows are out of order or of a wrong length.</exception>
    public static string Read(ref MessageReader data)
    {
        var text = new StringBuilder();
        for (var earliest = 0; !data.IsAtEnd;)
        {
            var window = data.Octet();
            var length = data.Octet();
            if (window < earliest || length is 0 or > 32)
            {
                throw new UnreadableMessageException("a bitmap of types is out of order");
            }

            earliest = window + 1;
            Append(text, window, data.Take(length));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, byte window, ReadOnlySpan<byte> bits)
    {
        for (var bit = 0; bit < bits.Length * 8; bit++)
        {
            if ((bits[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                text.Append(' ').Append(NameOf((ushort)((window << 8) | bit)));
            }
        }
    }
}
