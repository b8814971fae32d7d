using System.Buffers;

namespace Recapito.Core;

/// <summary>Exchange's NDR as people see it, in both of its designs.</summary>
internal sealed class ExchangeText
{
    private static readonly SearchValues<char> NotInHost = SearchValues.Create("/:@#'\"<>");

    private readonly string[] lines;
    private readonly ExchangeLabels labels;
    private readonly List<TextEntry> entries = [];
    private string? generatingServer;
    private string? originalHeaders;

    private ExchangeText(string[] lines, ExchangeLabels labels)
    {
        this.lines = lines;
        this.labels = labels;
    }

    private static readonly SearchValues<string> Telling = SearchValues.Create(
        [.. ExchangeLabels.All.SelectMany(labels => labels.Diagnostics.Concat(labels.Recipient)), .. ExchangeBlock.Marks], StringComparison.OrdinalIgnoreCase);

    /// <summary>None of the labels and marks without which a text is no NDR of Exchange stands in it.</summary>
    internal static bool IsNone(ReadOnlySpan<char> text) => text.IndexOfAny(Telling) < 0;

    /// <summary>Null where the text is no NDR of Exchange.</summary>
    internal static ReportText? Read(string[] lines)
    {
        foreach (var labels in ExchangeLabels.All)
        {
            var text = new ExchangeText(lines, labels);
            var diagnostics = Array.FindIndex(lines, line => After(line, labels.Diagnostics) is not null);
            if (diagnostics >= 0)
            {
                text.ReadDiagnostics(diagnostics + 1);
            }
            else if (!text.ReadDetails())
            {
                continue;
            }

            return new("exchange", text.entries)
            {
                Language = labels.Language,
                ReportingMta = text.generatingServer,
                OriginalHeaders = text.originalHeaders,
            };
        }

        if (ExchangeBlock.Find(lines) is (> 0 and var from, var server))
        {
            var text = new ExchangeText(lines, ExchangeLabels.None) { generatingServer = server };
            text.ReadDiagnostics(from);
            return new("exchange", text.entries) { ReportingMta = text.generatingServer, OriginalHeaders = text.originalHeaders };
        }

        return null;
    }

    /// <summary>"Diagnostic information for administrators": the generating server, then per recipient its address, perhaps a host, and the reply.</summary>
    private void ReadDiagnostics(int from)
    {
        string? recipient = null;
        string? host = null;
        var diagnostic = new List<string>();
        for (var i = from; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (After(line, labels.OriginalHeaders) is not null || ExchangeBlock.IsHeadersHeading(lines, i))
            {
                originalHeaders = string.Join('\n', lines[(i + 1)..]);
                break;
            }

            if (After(line, labels.GeneratingServer) is { } server)
            {
                generatingServer = FieldValues.Host(server.Length > 0 ? server : NextText(i));
            }
            else if (AddressAlone(line) is { } address)
            {
                Close(recipient, host, diagnostic);
                (recipient, host) = (address, null);
            }
            else if (recipient is not null && line.Length > 0)
            {
                host ??= diagnostic.Count == 0 ? HostAtStart(ref line) : null;
                diagnostic.Add(line);
                if (ExchangeBlock.EndsReply(line))
                {
                    Close(recipient, host, diagnostic);
                    (recipient, host) = (null, null);
                }
            }
        }

        Close(recipient, host, diagnostic);
    }

    private void Close(string? recipient, string? host, List<string> diagnostic)
    {
        var text = string.Join(' ', diagnostic.Where(line => line.Length > 0));
        diagnostic.Clear();
        if (recipient is not null)
        {
            entries.Add(new(recipient, text) { Host = host });
        }
    }

    /// <summary>"Original Message Details" and "Error Details" of the newer design: labels with values beside or under them.</summary>
    private bool ReadDetails()
    {
        var recipient = Value(labels.Recipient);
        var error = Value(labels.Error);
        if (recipient is null || error is null)
        {
            return false;
        }

        generatingServer = FieldValues.Host(Value(labels.GeneratedBy));
        var headers = Array.FindIndex(lines, line => After(line, labels.OriginalHeaders) is not null);
        originalHeaders = headers < 0 ? null : string.Join('\n', lines[(headers + 1)..]);
        var host = FieldValues.Host(Value(labels.RemoteServer)?.Split(' ')[0]);
        foreach (var address in recipient.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(FieldValues.Address))
        {
            if (FieldValues.IsAddress(address))
            {
                entries.Add(new(address, error) { Host = host });
            }
        }

        return entries.Count > 0;
    }

    private string? Value(string[] names)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (After(lines[i].Trim(), names) is { } start && lines[i].Contains(':', StringComparison.Ordinal))
            {
                return ValueFrom(i, start);
            }
        }

        return null;
    }

    private string? ValueFrom(int at, string start)
    {
        var value = start;
        for (var i = at + 1; i < lines.Length && i < at + 40; i++)
        {
            var line = lines[i].Trim();
            var isLabel = new[] { labels.Recipient, labels.Error, labels.RemoteServer, labels.GeneratedBy, labels.Others, labels.OriginalHeaders }
                .Any(names => After(line, names) is not null);
            if (isLabel || (line.Length == 0 && value.Length > 0))
            {
                break;
            }

            value = $"{value} {line}".Trim();
        }

        return value.Length == 0 ? null : value;
    }

    private string? NextText(int at) => lines.Skip(at + 1).Take(3).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);

    /// <summary>What follows a label and its colon on its line, or null where the line does not begin with it. French puts a blank before the colon.</summary>
    private static string? After(string line, string[] names)
    {
        var text = line.AsSpan().Trim();
        foreach (var name in names)
        {
            if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rest = text[name.Length..].TrimStart();
            if (rest.IsEmpty || rest[0] == ':')
            {
                return rest.TrimStart(':').Trim().ToString();
            }
        }

        return null;
    }

    /// <summary>"addr", "addr&lt;mailto:addr&gt;", or null.</summary>
    internal static string? AddressAlone(string line)
    {
        var mailto = line.IndexOf("<mailto:", StringComparison.OrdinalIgnoreCase);
        var address = mailto > 0 ? line[(mailto + 8)..].TrimEnd('>') : line;
        return FieldValues.IsAddress(address) ? FieldValues.Address(address) : null;
    }

    /// <summary>A host alone on its line, or before "#&lt;host #5.7.1 smtp;…&gt;" (Exchange 2007); the line is left with the rest.</summary>
    internal static string? HostAtStart(ref string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? line : line[..end];
        var isHost = word.Contains('.', StringComparison.Ordinal) && !word.AsSpan().ContainsAny(NotInHost) && !WrittenText.StartsWithCode(word)
            && (end < 0 || line.AsSpan(end).TrimStart().StartsWith("#"));
        if (!isHost)
        {
            return null;
        }

        line = end < 0 ? "" : line[end..].Trim();
        return FieldValues.Host(word);
    }
}
