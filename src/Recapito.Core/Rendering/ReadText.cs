namespace Recapito.Core;

/// <summary>A mail that was read, with its file's name.</summary>
/// <param name="File">As the user named it; in a mailbox with the number of the mail.</param>
/// <param name="Report">What was read.</param>
public sealed record ReadMail(string File, DsnReport Report);

/// <summary>What <c>recapito read</c> shows on a screen: a table with one row per recipient, or blocks where it is too narrow.</summary>
public static class ReadText
{
    private const int NarrowestTable = 80;

    /// <summary>All mails, in their order.</summary>
    public static string Write(IReadOnlyList<ReadMail> mails, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(mails);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        var rows = mails.SelectMany(mail => ReadRecord.Of(mail.File, mail.Report, catalogue)).Select(record => RowOf(record, words)).ToList();
        if (style.Columns < NarrowestTable)
        {
            Blocks(page, rows, words);
        }
        else
        {
            Table(page, rows, words);
        }

        Issues(page, mails, words);
        return page.ToString();
    }

    private static Row RowOf(ReadRecord record, Wording words)
    {
        var reply = record.Replies is [.., { Reply.Text.Length: > 0 } inner] ? inner.Reply.ToString() : record.DiagnosticCode;
        return new(
            SafeText.Escape(record.File),
            SafeText.Escape(record.Recipient ?? "-"),
            record.Status ?? "-",
            words.Say("ui.kind-short." + record.Kind),
            SafeText.Escape(record.RefusingHost ?? record.RemoteMta ?? "-"),
            SafeText.Escape(reply),
            ReasonOf(record, words));
    }

    /// <summary>Why, and what to do; nothing of what was delivered, or is no report.</summary>
    private static string ReasonOf(ReadRecord record, Wording words) =>
        record.Reason is { } reason && record.Advice is { } advice and not "not-a-bounce"
            ? words.Say("ui.read-reason", ("reason", words.Say(words.Fitting("reason." + reason, Kinds(record, reason, advice, words.Catalogue)))), ("id", reason), ("advice", words.Say(words.Fitting("advice." + advice, reason))))
            : "";

    // What is still tried is neither refused nor over; what is put off is not refused for good; an address that is not there now may be closed to this sender alone.
    private static string[] Kinds(ReadRecord record, string reason, string advice, Catalogue catalogue) => [
        .. record.Kind is "delay" ? ["delay", "retry"] : Array.Empty<string>(),
        .. CodeWords.IsAfterContent(record.SmtpCommand) ? ["data"] : Array.Empty<string>(),
        .. reason is "hostunknown" && record.Fields is { } fields && NotFoundName.KindIn(fields, record.ReportingMta, catalogue) is { } kind ? [kind] : Array.Empty<string>(),
        .. record.Replies is [.., { Reply: var reply }] && CodeWords.IsUnavailable(reply) ? ["unavailable"] : Array.Empty<string>(),
        advice];

    // Recipient, status, kind and host in columns; file, reply and reason on lines of their own, as they are long.
    private static void Table(Page page, List<Row> rows, Wording words)
    {
        var head = new Row(words.Say("ui.field.file"), words.Say("ui.field.recipient"), words.Say("ui.field.status"), words.Say("ui.field.kind"), words.Say("ui.field.host"), "", "");
        var all = rows.Prepend(head).ToList();
        var status = all.Max(row => TextWidth.Of(row.Status));
        var kind = all.Max(row => TextWidth.Of(row.Kind));
        var recipient = Math.Min(all.Max(row => TextWidth.Of(row.Recipient)), (page.Columns - status - kind - 6) / 2);
        var host = page.Columns - status - kind - recipient - 6;
        Cells(page, head, [recipient, status, kind, host], Ink.Bold);
        var file = "";
        foreach (var row in rows)
        {
            if (row.File != file)
            {
                page.Hanging("", "  ", row.File, Ink.Dim);
                file = row.File;
            }

            Cells(page, row, [recipient, status, kind, host], Ink.Plain);
            Said(page, row);
        }
    }

    private static void Cells(Page page, Row row, int[] widths, Ink ink)
    {
        string[] texts = [row.Recipient, row.Status, row.Kind, row.Host];
        var cells = texts.Select((text, i) => TextWidth.Wrap(text, widths[i])).ToList();
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            page.Line(string.Join("  ", cells.Select((cell, i) => TextWidth.Pad(cell.ElementAtOrDefault(line) ?? "", widths[i]))), ink);
        }
    }

    private static void Blocks(Page page, List<Row> rows, Wording words)
    {
        foreach (var row in rows)
        {
            page.Hanging("", "  ", row.File, Ink.Dim);
            page.Hanging("  ", "    ", row.Recipient, Ink.Bold);
            page.Hanging("  ", "    ", $"{words.Say("ui.field.status")}: {row.Status}");
            page.Hanging("  ", "    ", $"{words.Say("ui.field.kind")}: {row.Kind}");
            page.Hanging("  ", "    ", $"{words.Say("ui.field.host")}: {row.Host}");
            Said(page, row);
        }
    }

    /// <summary>The reply, and in words what it means.</summary>
    private static void Said(Page page, Row row)
    {
        var margin = "  " + page.Sign("┃ ", "| ");
        if (row.Reply.Length > 0)
        {
            page.Hanging(margin, margin, row.Reply);
        }

        if (row.Reason.Length > 0)
        {
            page.Hanging("  " + page.Sign("→ ", "> "), "    ", row.Reason);
        }
    }

    private static void Issues(Page page, IReadOnlyList<ReadMail> mails, Wording words)
    {
        foreach (var mail in mails)
        {
            // That a report has words only is no warning to people: many systems write such ones.
            foreach (var issue in mail.Report.Issues.Where(issue => issue.Problem != MailReading.NoStatusPart))
            {
                page.Hanging("! ", "  ", SafeText.Escape(mail.File) + ": " + words.Say("ui.read-issue-at", ("part", issue.Part),
                    ("offset", issue.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("problem", issue.Problem), ("remedy", issue.Remedy)), Ink.Unsure);
            }
        }
    }

    private sealed record Row(string File, string Recipient, string Status, string Kind, string Host, string Reply, string Reason);
}
