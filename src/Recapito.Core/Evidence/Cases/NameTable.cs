namespace Recapito.Core;

/// <summary>
/// Names in order, so that a place of a text is compared with all of them at once, atom by atom: many names, and names that begin alike, cost no search each.
/// </summary>
internal sealed class NameTable
{
    // RFC 5321 §4.5.3.1.1 has 64 octets; rewritten addresses are longer. What is longer still, or has more words than a person's, is found beside its sign only, so
    // that no name makes a text slow.
    private const int Longest = 128;
    private const int MostAtoms = 12;
    private const int LongestGap = 8;

    private readonly string[] names;
    private readonly string[] others;

    /// <param name="words">From a name in lower case to what stands in its place.</param>
    public NameTable(IReadOnlyDictionary<string, string> words)
    {
        List<(string Name, string Other)> all = [.. words.Select(pair => (Name: Core(pair.Key), Other: pair.Value)).Where(pair => pair.Name.Length is > 0 and <= Longest && Atoms.Of(pair.Name).Count <= MostAtoms).DistinctBy(pair => pair.Name)];
        all.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        names = [.. all.Select(pair => pair.Name)];
        others = [.. all.Select(pair => pair.Other)];
    }

    /// <summary>True where there is none.</summary>
    public bool IsEmpty => names.Length == 0;

    /// <summary>The longest name that begins at an atom of a text: where it ends, and what stands in its place; null where none does.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="start">Where an atom begins.</param>
    /// <param name="looked">How many atoms were looked at.</param>
    public (int End, string Other)? Find(string text, int start, out int looked)
    {
        (int End, string Other)? best = null;
        Span<char> piece = stackalloc char[Longest + LongestGap];
        var (low, high, depth, gap, place) = (0, names.Length, 0, 0, start);
        for (looked = 0; low < high && place < text.Length; looked++)
        {
            var end = Atoms.End(text.AsSpan(0, Math.Min(text.Length, place + Longest + 1)), place);
            var length = gap + end - place;
            if (end == place || depth + length > Longest)
            {
                break;
            }

            text.AsSpan(place, end - place).ToLowerInvariant(piece[gap..]);
            (low, high) = Narrow(low, high, depth, piece[..length]);
            depth += length;
            best = low < high && names[low].Length == depth ? (end, others[low]) : best;
            (place, gap) = AfterGap(text, end, piece);
        }

        return best;
    }

    // What stands between two atoms, with any blanks as one: a reply is folded where it pleases.
    private static (int Place, int Gap) AfterGap(string text, int place, Span<char> gap)
    {
        var (end, length) = (place, 0);
        for (; end < text.Length && end - place < LongestGap && !Atoms.IsPart(text[end]); end++)
        {
            if (!char.IsWhiteSpace(text[end]))
            {
                gap[length++] = text[end];
            }
            else if (length == 0 || gap[length - 1] != ' ')
            {
                gap[length++] = ' ';
            }
        }

        return (end, length);
    }

    private (int Low, int High) Narrow(int low, int high, int depth, ReadOnlySpan<char> piece) =>
        (First(low, high, depth, piece, 0), First(low, high, depth, piece, 1));

    // The first whose piece compares so or higher.
    private int First(int low, int high, int depth, ReadOnlySpan<char> piece, int least)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var rest = names[middle].AsSpan(depth);
            (low, high) = Math.Sign(rest[..Math.Min(rest.Length, piece.Length)].SequenceCompareTo(piece)) < least ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string Core(string name)
    {
        var (start, end) = (0, name.Length);
        while (start < end && !Atoms.IsPart(name[start]))
        {
            start++;
        }

        while (end > start && !Atoms.IsPart(name[end - 1]))
        {
            end--;
        }

        return name[start..end];
    }
}
