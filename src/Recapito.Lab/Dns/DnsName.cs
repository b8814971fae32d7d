using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Names in presentation form (RFC 1035 §5.1): lower case, no dot at the end, "." for the root, "\." for a dot inside a label.</summary>
internal static class DnsName
{
    /// <summary>The labels, the leftmost first, unescaped to octets.</summary>
    public static List<byte[]> Labels(string name)
    {
        var labels = new List<byte[]>();
        if (name is ".")
        {
            return labels;
        }

        var label = new List<byte>();
        for (var i = 0; i < name.Length; i++)
        {
            switch (name[i])
            {
                case '.':
                    labels.Add([.. label]);
                    label.Clear();
                    break;
                case '\\' when i + 3 < name.Length && char.IsAsciiDigit(name[i + 1]):
                    label.Add((byte)int.Parse(name.AsSpan(i + 1, 3), CultureInfo.InvariantCulture));
                    i += 3;
                    break;
                case '\\' when i + 1 < name.Length:
                    label.Add((byte)name[++i]);
                    break;
                default:
                    label.Add((byte)name[i]);
                    break;
            }
        }

        labels.Add([.. label]);
        return labels;
    }

    /// <summary>The name as it stands on the wire, not compressed (RFC 1035 §3.1).</summary>
    public static byte[] Octets(string name) => [.. Labels(name).SelectMany(label => label.Prepend((byte)label.Length)), 0];

    /// <summary>A label from the wire in presentation form, lower case.</summary>
    public static string Escape(ReadOnlySpan<byte> label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var octet in label)
        {
            _ = octet switch
            {
                (byte)'.' or (byte)'\\' => text.Append('\\').Append((char)octet),
                <= 0x20 or >= 0x7f => text.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture)),
                _ => text.Append(char.ToLowerInvariant((char)octet)),
            };
        }

        return text.ToString();
    }

    /// <summary>The name without its leftmost label; null at the root.</summary>
    public static string? Parent(string name)
    {
        if (name is ".")
        {
            return null;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '\\')
            {
                i++;
            }
            else if (name[i] is '.')
            {
                return name[(i + 1)..];
            }
        }

        return ".";
    }

    /// <summary>True where <paramref name="name"/> is <paramref name="ancestor"/> or below it.</summary>
    public static bool IsWithin(string name, string ancestor) =>
        ancestor is "." || name == ancestor || name.EndsWith("." + ancestor, StringComparison.Ordinal);

    /// <summary>The order of names in a signed zone: label by label from the root, octet by octet (RFC 4034 §6.1).</summary>
    public static int Compare(string one, string other)
    {
        var (left, right) = (Labels(one), Labels(other));
        for (var i = 1; i <= left.Count && i <= right.Count; i++)
        {
            if (left[^i].AsSpan().SequenceCompareTo(right[^i]) is var order and not 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    /// <summary>A name and a zone under which it stands.</summary>
    public static string Join(string label, string zone) => zone is "." ? label : $"{label}.{zone}";

    /// <summary>What is wrong with a canonical name as an owner name, or null (RFC 1035 §2.3.4: labels of 1 to 63 octets, 255 octets in all).</summary>
    public static string? Problem(string name)
    {
        if (name is ".")
        {
            return null;
        }

        if (name.Any(c => c is <= ' ' or >= '\u007f'))
        {
            return "a name holds letters, digits, hyphens and underscores only";
        }

        var labels = Labels(name);
        return labels.Any(label => label.Length == 0) ? "a label is empty (two dots in a row, or one at the start)"
            : labels.Any(label => label.Length > 63) ? "a label is longer than 63 octets (RFC 1035 §2.3.4)"
            : labels.Sum(label => label.Length + 1) + 1 > 255 ? "the name is longer than 255 octets (RFC 1035 §2.3.4)"
            : null;
    }

    /// <summary>The name that an address has in the reverse tree (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
    public static string Reverse(System.Net.IPAddress address)
    {
        var octets = address.GetAddressBytes();
        return octets.Length == 4
            ? string.Join('.', octets.Reverse()) + ".in-addr.arpa"
            : string.Join('.', octets.Reverse().SelectMany(o => new[] { Nibble(o & 15), Nibble(o >> 4) })) + ".ip6.arpa";
    }

    /// <summary>A name of a zone text or world file in canonical form.</summary>
    public static string Canonical(string name) => Names.Canonical(name);

    private static string Nibble(int value) => value.ToString("x", CultureInfo.InvariantCulture);
}
