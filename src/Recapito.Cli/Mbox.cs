namespace Recapito.Cli;

/// <summary>Takes an mbox (RFC 4155) apart.</summary>
internal static class Mbox
{
    private static ReadOnlySpan<byte> Separator => "From "u8;

    /// <summary>The mails without their "From " lines; empty where this is no mbox.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Mails(ReadOnlyMemory<byte> all)
    {
        var starts = Starts(all.Span);
        return [.. starts.Select((start, i) => AfterFirstLine(all[start..(i + 1 < starts.Count ? starts[i + 1] : all.Length)]))];
    }

    // The first separator stands at 0, the others after an empty line; a "From " that begins a sentence is no separator.
    private static List<int> Starts(ReadOnlySpan<byte> bytes)
    {
        var starts = new List<int>();
        if (!bytes.StartsWith(Separator))
        {
            return starts;
        }

        starts.Add(0);
        for (int at = 0, next; (next = bytes[at..].IndexOf("\nFrom "u8)) >= 0;)
        {
            at += next + 1;
            if (bytes[..at].EndsWith("\n\n"u8) || bytes[..at].EndsWith("\r\n\r\n"u8))
            {
                starts.Add(at);
            }
        }

        return starts;
    }

    private static ReadOnlyMemory<byte> AfterFirstLine(ReadOnlyMemory<byte> mail)
    {
        var line = mail.Span.IndexOf((byte)'\n');
        return line < 0 ? mail : mail[(line + 1)..];
    }
}
