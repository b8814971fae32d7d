namespace Recapito.Core;

/// <summary>Reads the human text of a report, in any dialect.</summary>
internal static class WrittenReport
{
    /// <summary>Blanks and bullets before a label.</summary>
    private const int MostBefore = 80;

    /// <summary>What the text says; without entries where it names no recipient that failed.</summary>
    /// <param name="text">The text that people see, without the subject of the lost message.</param>
    /// <param name="whole">The same with it.</param>
    /// <param name="heads">Header lines of the report, "Name: value".</param>
    /// <param name="table">The dialects.</param>
    /// <param name="tellsLost">Whether what it tells of the lost message is asked for.</param>
    /// <param name="isAlone">No status part stands beside it.</param>
    internal static ReportText Read(string text, string whole, string heads, DialectTable table, bool tellsLost, bool isAlone)
    {
        var cues = ReportCues.Read(text, heads, table);
        var lines = TextLine.Split(text);
        var end = LostMessage.FirstLine(text, lines, cues, out var hasHeading);
        var recipients = new ReportGrammar(text, lines, cues).Read(0, end);
        if (recipients.Count == 0 && cues.First(DialectRole.Resume) is { End: > 0 } resume)
        {
            recipients = new ReportGrammar(text, lines, cues).Read(lines.FindIndex(line => line.End >= resume.End), lines.Count);
        }

        if (recipients.Count == 0 && cues.HasDaemonOnly && ((isAlone && (cues.HasSubject || cues.HasMailerDaemon)) || WrittenText.IndexOfReply(recipients.Held) >= 0))
        {
            recipients = new ReportGrammar(text, lines, cues, takesMentions: true).Read(0, end);
        }

        var entries = Entries(recipients);
        return new(cues.Dialect?.Id ?? "unknown", entries)
        {
            Cues = cues,
            Language = cues.Dialect?.Language,
            OriginalHeaders = tellsLost ? Headers(whole, lines, hasHeading ? end + 1 : end) : null,
            Summary = tellsLost ? Summary(whole, cues) : null,
            ReportingMta = cues.First(DialectRole.Reporter) is { End: > 0 } cue ? FieldValues.HostAt(text.AsSpan(cue.End)) : cues.Knows("exchange") ? ReporterOf(entries) : null,
            Own = text.AsMemory(0, end < lines.Count ? lines[end].Start : text.Length),
            Cut = Cut(lines, cues, recipients),
            Said = recipients.Held.Length > 0 ? recipients.Held : recipients.Remarks,
        };
    }

    private static string? ReporterOf(List<TextEntry> entries) => entries.Where(entry => entry.Host is null).Select(entry => ReplyWrapping.ReporterIn(entry.Diagnostic)).FirstOrDefault(name => name is not null);

    /// <summary>The limit that the text goes beyond, or null.</summary>
    private static string? Cut(List<TextLine> lines, ReportCues cues, RecipientList recipients) =>
        lines.Count == TextLine.Most ? $"a text of more than {TextLine.Most} lines"
        : cues.IsCut ? $"a text with more than {ReportCues.MostHits} phrases of reports"
        : recipients.Count == ReportGrammar.MostRecipients ? $"a text that names more than {ReportGrammar.MostRecipients} recipients"
        : recipients.IsCut ? $"a diagnostic of more than {RecipientList.LongestDiagnostic} characters in a text"
        : null;

    private static List<TextEntry> Entries(RecipientList recipients)
    {
        var entries = new List<TextEntry>();
        var held = recipients.Held;
        var (shared, text) = (default(System.Text.StringBuilder), "");
        foreach (var recipient in recipients.Surest())
        {
            // Those who were named together share one diagnostic, and its text.
            var told = recipient.Diagnostic.Length > 0 ? recipient : recipients.RefusedForAll ?? recipient;
            text = ReferenceEquals(shared, told.Diagnostic) ? text : Said(told, held, recipients.Remarks);
            shared = told.Diagnostic;
            entries.Add(new(recipient.Address, text) { Host = told.Host, Command = told.Command, By = recipient.By });
        }

        return entries;
    }

    /// <summary>What is said of a recipient; a reply that came before it, where no other follows.</summary>
    private static string Said(NamedRecipient recipient, string held, string remarks)
    {
        var own = recipient.Diagnostic.ToString();
        var isHeldSurer = held.Length > 0 && (own.Length == 0 || (WrittenText.StartsWithCode(held) && WrittenText.IndexOfReply(own) < 0));
        return isHeldSurer ? held : own.Length > 0 ? own : remarks;
    }

    /// <summary>The fields of the lost message: blank lines and rulers before them do not count, nor do the signs of a quotation.</summary>
    private static string? Headers(string text, List<TextLine> lines, int from)
    {
        while (from < lines.Count && (lines[from].IsBlank || TextLine.IsRuler(lines[from].Of(text))))
        {
            from++;
        }

        if (from >= lines.Count)
        {
            return null;
        }

        var rest = text[(lines[from].Start - lines[from].Indent)..];
        return rest.StartsWith('>') ? rest.Replace("\n> ", "\n", StringComparison.Ordinal)[1..].TrimStart() : lines[from].Indent > 0 ? Outdented(text, lines, from) : rest;
    }

    /// <summary>What the report itself tells of the lost message, as header fields; null where it tells nothing.</summary>
    private static string? Summary(string text, ReportCues cues)
    {
        if (!cues.Has(DialectRole.LostSubject) && !cues.Has(DialectRole.LostId))
        {
            return null;
        }

        var headers = new System.Text.StringBuilder();
        foreach (ref readonly var hit in cues.Hits)
        {
            if (hit.Role is not (DialectRole.LostSubject or DialectRole.LostId) || !OpensLine(text, hit.Start))
            {
                continue;
            }

            var rest = text.AsSpan(hit.End);
            var end = rest.IndexOf('\n');
            var value = (end < 0 ? rest : rest[..end]).Trim(" \t\r:：");
            headers.Append(hit.Role == DialectRole.LostId ? "Message-ID: " : "Subject: ").Append(value).Append('\n');
        }

        return headers.Length > 0 ? headers.ToString() : null;
    }

    private static bool OpensLine(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - MostBefore), Math.Min(at, MostBefore));
        return before[(before.LastIndexOf('\n') + 1)..].Trim(" \t*-").IsEmpty;
    }

    /// <summary>A message that is quoted with white space before each line.</summary>
    private static string Outdented(string text, List<TextLine> lines, int from)
    {
        var indent = lines[from].Indent;
        var headers = new System.Text.StringBuilder();
        for (var i = from; i < lines.Count && !lines[i].IsBlank; i++)
        {
            headers.Append(lines[i].Indent > indent ? " " : "").Append(lines[i].Of(text)).Append('\n');
        }

        return headers.ToString();
    }
}
