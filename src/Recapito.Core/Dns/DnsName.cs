namespace Recapito.Core;

/// <summary>Names in presentation form (RFC 1035 §5.1) as labels and octets: for their order, their place in the tree, and for hashing and signatures.</summary>
internal static class DnsName
{
    /// <summary>The longest name in a message, octets (RFC 1035 §2.3.4).</summary>
    private const int MostOctets = 255;

    private const int MostLabelOctets = 63;

    /// <summary>The labels from left to right without the root's; null where the text is no name.</summary>
    public static IReadOnlyList<byte[]>? Labels(string name)
    {
        if (name is ".")
        {
            return [];
        }

        var labels = new List<byte[]>();
        var label = new List<byte>(MostLabelOctets);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '.')
            {
                if (!Close())
                {
                    return null;
                }

                continue;
            }

            if (TextOctet.Read(name, ref i) is not { } octet)
            {
                return null;
            }

            label.Add(octet);
        }

        return Close() && labels.Sum(part => part.Length + 1) < MostOctets ? labels : null;

        bool Close()
        {
            var isWhole = label.Count is > 0 and <= MostLabelOctets;
            labels.Add([.. label]);
            label.Clear();
            return isWhole;
        }
    }

    /// <summary>The wire form without compression; null where the text is no name.</summary>
    /// <param name="name">In presentation form.</param>
    /// <param name="keepsCase">Letters as they are; else lower case, as RFC 4034 §6.2 wants them.</param>
    public static byte[]? Wire(string name, bool keepsCase = false) => Labels(name) is { } labels ? Wire(labels, keepsCase) : null;

    /// <summary>The wire form of labels.</summary>
    public static byte[] Wire(IEnumerable<byte[]> labels, bool keepsCase = false)
    {
        var wire = new List<byte>(MostOctets);
        foreach (var label in labels)
        {
            wire.Add((byte)label.Length);
            wire.AddRange(keepsCase ? label : label.Select(Lower));
        }

        wire.Add(0);
        return [.. wire];
    }

    /// <summary>How many labels a signature counts: without the root and without an asterisk at the left (RFC 4034 §3.1.3).</summary>
    public static int SignedLabels(IReadOnlyList<byte[]> labels) => labels is [[(byte)'*'], ..] ? labels.Count - 1 : labels.Count;

    /// <summary>True for the zone's own name and for names below it. Both canonical.</summary>
    public static bool IsAtOrBelow(string name, string zone) =>
        zone is "." || name == zone
        || (name.Length > zone.Length && name.EndsWith(zone, StringComparison.Ordinal) && name[name.Length - zone.Length - 1] is '.');

    /// <summary>The name without its first label; the root for a name of one label.</summary>
    public static string ParentOf(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '.')
            {
                return i == name.Length - 1 ? "." : name[(i + 1)..];
            }

            i += name[i] is '\\' ? 1 : 0;
        }

        return ".";
    }

    /// <summary>The name itself and all names above it up to the root, nearest first.</summary>
    public static IEnumerable<string> Upwards(string name)
    {
        for (var at = name; at is not "."; at = ParentOf(at))
        {
            yield return at;
        }

        yield return ".";
    }

    /// <summary>The canonical order of names (RFC 4034 §6.1).</summary>
    public static int Compare(IReadOnlyList<byte[]> one, IReadOnlyList<byte[]> other)
    {
        for (var i = 1; i <= Math.Min(one.Count, other.Count); i++)
        {
            var order = CompareLabels(one[^i], other[^i]);
            if (order != 0)
            {
                return order;
            }
        }

        return one.Count.CompareTo(other.Count);
    }

    public static byte Lower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;

    private static int CompareLabels(byte[] one, byte[] other)
    {
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            var order = Lower(one[i]).CompareTo(Lower(other[i]));
            if (order != 0)
            {
                return order;
            }
        }

        return one.Length.CompareTo(other.Length);
    }
}

/// <summary>One octet of a name or a character-string in presentation form: a character, <c>\X</c> or <c>\DDD</c> (RFC 1035 §5.1).</summary>
internal static class TextOctet
{
    /// <summary>Reads the octet that begins at a place, and moves the place to its last character; null where there is none.</summary>
    public static byte? Read(string text, ref int at)
    {
        if (text[at] is not '\\')
        {
            return text[at] <= '\u007f' ? (byte)text[at] : null;
        }

        if (at + 1 >= text.Length)
        {
            return null;
        }

        at++;
        if (!char.IsAsciiDigit(text[at]))
        {
            return text[at] <= '\u007f' ? (byte)text[at] : null;
        }

        if (at + 2 >= text.Length || !char.IsAsciiDigit(text[at + 1]) || !char.IsAsciiDigit(text[at + 2]))
        {
            return null;
        }

        var value = ((text[at] - '0') * 100) + ((text[at + 1] - '0') * 10) + text[at + 2] - '0';
        at += 2;
        return value <= byte.MaxValue ? (byte)value : null;
    }
}
