namespace Recapito.Core;

/// <summary>A header field that is asked for, by its place.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Value">What stands behind the colon, folds included.</param>
internal readonly record struct HeaderField(HeaderName Name, Slice Value);

/// <summary>A growing table of header fields; one serves all parts of a mail.</summary>
internal sealed class HeaderTable
{
    /// <summary>More fields that are asked for than this are an attack; the first ones count.</summary>
    internal const int Most = 4096;

    private HeaderField[] fields = new HeaderField[32];

    internal int Count { get; private set; }

    /// <summary>There were more.</summary>
    internal bool IsCut { get; private set; }

    internal ref HeaderField this[int index] => ref fields[index];

    internal ReadOnlySpan<HeaderField> Slice(int first, int count) => fields.AsSpan(first, count);

    internal void Add(HeaderField field)
    {
        if (Count == Most)
        {
            IsCut = true;
            return;
        }

        if (Count == fields.Length)
        {
            Array.Resize(ref fields, fields.Length * 2);
        }

        fields[Count++] = field;
    }
}

/// <summary>Reads a block of header fields (RFC 5322 §2.2), leniently.</summary>
internal static class HeaderFields
{
    /// <summary>RFC 5322 gives no bound; no real name comes near.</summary>
    private const int LongestName = 76;

    /// <summary>A field that lost its folds goes on over a few lines of words; more of them are the content.</summary>
    private const int MostLostFolds = 6;

    private const int ShortestSum = 60;

    /// <summary>Reads fields from a place on.</summary>
    /// <param name="bytes">The mail, or the content of a part.</param>
    /// <param name="start">Where the first line begins.</param>
    /// <param name="table">Takes the fields that are asked for.</param>
    /// <param name="any">True where at least one line is a field.</param>
    /// <returns>Where the content begins: behind the blank line, or at the first line that is no field.</returns>
    internal static int Read(ReadOnlySpan<byte> bytes, int start, HeaderTable table, out bool any)
    {
        any = false;
        var at = start;
        var isKept = false;
        while (at < bytes.Length)
        {
            var end = LineEnd(bytes, at, out var next);
            if (end == at)
            {
                return next;
            }

            if (bytes[at] is (byte)' ' or (byte)'\t' && any)
            {
                if (isKept)
                {
                    ref var last = ref table[table.Count - 1];
                    last = last with { Value = new(last.Value.Start, end - last.Value.Start) };
                }
            }
            else if (NameLength(bytes[at..end]) is > 0 and var length)
            {
                any = true;
                isKept = Keep(bytes, at, length, end, table);
            }
            else if (MendedFrom(bytes, at, next, any) is >= 0 and var mended)
            {
                (next, isKept) = (mended, false);
            }
            else
            {
                return at;
            }

            at = next;
        }

        return bytes.Length;
    }

    /// <summary>The end of the line without its line end, and where the next one begins.</summary>
    internal static int LineEnd(ReadOnlySpan<byte> bytes, int start, out int next)
    {
        var length = bytes[start..].IndexOf((byte)'\n');
        next = length < 0 ? bytes.Length : start + length + 1;
        var end = length < 0 ? bytes.Length : start + length;
        while (end > start && bytes[end - 1] == '\r')
        {
            end--;
        }

        return end;
    }

    private static bool Keep(ReadOnlySpan<byte> bytes, int at, int length, int end, HeaderTable table)
    {
        var name = HeaderNames.Of(bytes.Slice(at, length));
        if (name == HeaderName.Unknown)
        {
            return false;
        }

        table.Add(new(name, new(at + length + 1, end - at - length - 1)));
        return !table.IsCut;
    }

    /// <summary>The length of the name before the colon, blanks included, or 0 where the line is no field.</summary>
    internal static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line[..Math.Min(line.Length, LongestName)].IndexOf((byte)':');
        if (colon <= 0)
        {
            return 0;
        }

        var name = line[..colon].TrimEnd(" \t"u8);
        return name.Length == 0 || name.ContainsAnyExceptInRange((byte)33, (byte)126) ? 0 : colon;
    }

    /// <summary>Where the fields go on behind an mbox line, or behind lines that lost their folds: at a field that is known, or at the header's end; -1 where they do not.</summary>
    private static int MendedFrom(ReadOnlySpan<byte> bytes, int at, int next, bool any)
    {
        if (!any)
        {
            return bytes[at..].StartsWith("From "u8) || bytes[at..].StartsWith(">From "u8) ? next : -1;
        }

        var isSum = IsSum(bytes[at..next]);
        for (var words = 0; words < MostLostFolds && bytes[at] != '-' && next < bytes.Length;)
        {
            at = next;
            var line = bytes[at..LineEnd(bytes, at, out next)];
            if (line.IsEmpty)
            {
                return isSum ? at : -1;
            }

            var length = NameLength(line);
            if (length > 0 && HeaderNames.Of(line[..length]) != HeaderName.Unknown)
            {
                return at;
            }

            // Checksums and signatures go on over many lines without a blank, people's words do not.
            words += length == 0 && line.Contains((byte)' ') ? 1 : 0;
            isSum &= length > 0 || IsSum(line);
        }

        return -1;
    }

    /// <summary>A long line without a blank: a piece of a checksum or a signature.</summary>
    private static bool IsSum(ReadOnlySpan<byte> line) => line.Length >= ShortestSum && !line.Contains((byte)' ');
}
