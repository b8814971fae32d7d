namespace Recapito.Core;

/// <summary>The human text of mail servers that name each recipient with what happened to it: Postfix, qmail, Exim, Mimecast.</summary>
internal static class PlainText
{
    /// <summary>Null where the text is of none of them.</summary>
    internal static ReportText? Read(string[] lines)
    {
        foreach (var line in lines.Take(60))
        {
            if (WrittenText.Between(line + "\n", "This is the mail system at host ", "\n") is { } host)
            {
                return new("postfix", AngleEntries(lines)) { Language = "en", ReportingMta = FieldValues.Host(host) };
            }

            if (line.StartsWith("Hi. This is the", StringComparison.Ordinal) || line.Contains("qmail-send program", StringComparison.Ordinal))
            {
                return new("qmail", [.. AngleEntries(lines).Select(WithHostOfQmail)]) { Language = "en" };
            }

            if (line.Contains("This message was created automatically by mail delivery software", StringComparison.Ordinal))
            {
                return new("exim", EximEntries(lines)) { Language = "en" };
            }

            if (line.Contains("An email that you attempted to send to the following address could not be delivered", StringComparison.Ordinal))
            {
                return new("mimecast", MimecastEntries(lines)) { Language = "en" };
            }
        }

        return null;
    }

    /// <summary>"&lt;addr&gt;: text", "&lt;addr&gt; (expanded from &lt;x&gt;): text", or "&lt;addr&gt;:" with the text under it.</summary>
    private static List<TextEntry> AngleEntries(string[] lines)
    {
        var entries = new List<TextEntry>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is not ['<', ..] line || line.IndexOf('>', StringComparison.Ordinal) is not (> 1 and var close)
                || !FieldValues.IsAddress(line.AsSpan(1, close - 1)))
            {
                // Copies of the original message follow: their lines are not the reporter's.
                if (lines[i].StartsWith("--- ", StringComparison.Ordinal) && lines[i].Contains("copy of the message", StringComparison.OrdinalIgnoreCase))
                {
                    break;
                }

                continue;
            }

            var paragraph = Paragraph(lines, i);
            var colon = paragraph.IndexOf(':', close);
            if (colon >= 0)
            {
                entries.Add(new(FieldValues.Address(line[1..close]), paragraph[(colon + 1)..].Trim()));
            }
        }

        return entries;
    }

    /// <summary>"203.0.113.25 does not like recipient.", "Connected to 203.0.113.25 but …".</summary>
    private static TextEntry WithHostOfQmail(TextEntry entry)
    {
        var words = entry.Diagnostic.Split([' ', '\n'], 4, StringSplitOptions.RemoveEmptyEntries);
        var word = words is ["Connected", "to", var connected, ..] ? connected : words.FirstOrDefault();
        return System.Net.IPAddress.TryParse(word, out _) ? entry with { Host = word } : entry;
    }

    private static string Paragraph(string[] lines, int from)
    {
        var end = from + 1;
        while (end < lines.Length && end < from + 60 && lines[end].Trim().Length > 0 && lines[end] is not ['<', ..])
        {
            end++;
        }

        return string.Join('\n', lines[from..end]);
    }

    /// <summary>An address alone, indented, and what happened, indented more.</summary>
    private static List<TextEntry> EximEntries(string[] lines)
    {
        var entries = new List<TextEntry>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("------", StringComparison.Ordinal))
            {
                break;
            }

            var address = lines[i].Trim().TrimEnd(':').Trim('<', '>');
            if (lines[i] is not [' ', ..] || !FieldValues.IsAddress(address))
            {
                continue;
            }

            var end = i + 1;
            while (end < lines.Length && lines[end] is [' ', ' ', ' ', ..] && !FieldValues.IsAddress(lines[end].Trim()))
            {
                end++;
            }

            entries.Add(new(FieldValues.Address(address), string.Join('\n', lines[(i + 1)..end]).Trim()));
        }

        return entries;
    }

    /// <summary>Values stand after "-- " under their headings.</summary>
    private static List<TextEntry> MimecastEntries(string[] lines)
    {
        var values = new List<(string Heading, string Value)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("-- ", StringComparison.Ordinal))
            {
                var heading = i > 0 ? lines[i - 1] : "";
                values.Add((heading, Paragraph(lines, i)[3..].Trim()));
            }
        }

        var diagnostic = values.FirstOrDefault(value => value.Heading.StartsWith("Additional information follows", StringComparison.Ordinal)).Value
            ?? values.FirstOrDefault(value => value.Heading.StartsWith("The problem appears to be", StringComparison.Ordinal)).Value ?? "";
        return [.. values.Where(value => FieldValues.IsAddress(value.Value)).Select(value => new TextEntry(FieldValues.Address(value.Value), diagnostic))];
    }
}
