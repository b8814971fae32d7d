namespace Recapito.Core;

/// <summary>
/// The part for administrators of Exchange's NDR in whatever language: "label: generating server", the address of a recipient alone on its line, and
/// "host #550 5.1.1 … ##" or "Remote Server returned '550 …'". Only the labels are translated.
/// </summary>
internal static class ExchangeBlock
{
    private const string Returned = "Remote Server";

    // What stands behind one of these is no reply.
    private static readonly string[] Ends = ["##", "#SMTP#"];

    /// <summary>One of these stands in each such part.</summary>
    internal static readonly string[] Marks = [.. Ends, Returned];

    // What begins the header of a message on its way; a report says nothing so of itself.
    private static readonly string[] Fields = ["Received:", "Return-Path:", "From:", "DKIM-Signature:", "ARC-Seal:", "Authentication-Results:", "X-MS-", "MIME-Version:"];

    /// <summary>The number of the line behind that of the generating server, and the server; 0 where no line is one.</summary>
    internal static (int From, string? Server) Find(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (ServerIn(lines[i]) is { } server && Next(lines, i) is > 0 and var recipient && ExchangeText.AddressAlone(lines[recipient].Trim()) is not null
                && Next(lines, recipient) is > 0 and var reply && IsReply(lines, reply))
            {
                return (i + 1, server);
            }
        }

        return (0, null);
    }

    /// <summary>"Ursprüngliche Nachrichtenkopfzeilen:", and the header follows.</summary>
    internal static bool IsHeadersHeading(string[] lines, int at) => lines[at].AsSpan().TrimEnd().EndsWith(":") && Next(lines, at) is > 0 and var next
        && Fields.Any(field => lines[next].AsSpan().TrimStart().StartsWith(field, StringComparison.OrdinalIgnoreCase));

    internal static bool EndsReply(string line) => Ends.Any(end => line.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static string? ServerIn(string line)
    {
        var colon = line.LastIndexOfAny([':', '：']);
        var name = colon > 0 ? line[(colon + 1)..].Trim() : "";
        return name.Contains('.', StringComparison.Ordinal) && Names.IsHostName(name) ? FieldValues.Host(name) : null;
    }

    /// <summary>In one line, or with the host alone on the first one.</summary>
    private static bool IsReply(string[] lines, int at)
    {
        var line = lines[at].Trim();
        var host = ExchangeText.HostAtStart(ref line);
        if (host is not null && line.Length == 0)
        {
            line = Next(lines, at) is > 0 and var next ? lines[next].Trim() : "";
        }

        return (line.StartsWith('#') && (WrittenText.StartsWithCode(line) || line.StartsWith("#<", StringComparison.Ordinal))) || line.StartsWith(Returned, StringComparison.OrdinalIgnoreCase);
    }

    private static int Next(string[] lines, int at)
    {
        var next = at + 1;
        while (next < lines.Length && string.IsNullOrWhiteSpace(lines[next]))
        {
            next++;
        }

        return next < lines.Length ? next : 0;
    }
}
