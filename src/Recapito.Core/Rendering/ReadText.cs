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
        var rows = mails.SelectMany(mail => Rows(mail, words)).ToList();
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

    private static IEnumerable<Row> Rows(ReadMail mail, Wording words)
    {
        var file = SafeText.Escape(mail.File);
        if (mail.Report.Recipients.Count == 0)
        {
            yield return new(file, "-", "-", words.Say("ui.kind-short." + Kebab.Of(mail.Report.Kind)), "-", "");
        }

        foreach (var recipient in mail.Report.Recipients)
        {
            var reply = recipient.Replies is [.., var inner] ? inner.Reply.ToString() : recipient.DiagnosticCode;
            yield return new(
                file,
                SafeText.Escape(recipient.FinalRecipient),
                recipient.Status?.ToString() ?? "-",
                words.Say("ui.kind-short." + Kebab.Of(recipient.Kind)),
                SafeText.Escape(recipient.RefusingHost ?? recipient.RemoteMta ?? "-"),
                SafeText.Escape(reply));
        }
    }

    // Recipient, status, kind and host in columns; file and reply on lines of their own below, as they are long.
    private static void Table(Page page, List<Row> rows, Wording words)
    {
        var head = new Row(words.Say("ui.field.file"), words.Say("ui.field.recipient"), words.Say("ui.field.status"), words.Say("ui.field.kind"), words.Say("ui.field.host"), "");
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
            if (row.Reply.Length > 0)
            {
                page.Hanging("  " + page.Sign("┃ ", "| "), "  " + page.Sign("┃ ", "| "), row.Reply);
            }
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
            if (row.Reply.Length > 0)
            {
                page.Hanging("  " + page.Sign("┃ ", "| "), "  " + page.Sign("┃ ", "| "), row.Reply);
            }
        }
    }

    private static void Issues(Page page, IReadOnlyList<ReadMail> mails, Wording words)
    {
        foreach (var mail in mails)
        {
            foreach (var issue in mail.Report.Issues)
            {
                page.Hanging("! ", "  ", SafeText.Escape(mail.File) + ": " + words.Say("ui.read-issue", ("part", issue.Part),
                    ("offset", issue.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("problem", issue.Problem), ("remedy", issue.Remedy)), Ink.Unsure);
            }
        }
    }

    private sealed record Row(string File, string Recipient, string Status, string Kind, string Host, string Reply);
}
