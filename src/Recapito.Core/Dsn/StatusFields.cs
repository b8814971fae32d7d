namespace Recapito.Core;

/// <summary>One field of a message/delivery-status part.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Unfolded, blanks trimmed.</param>
/// <param name="Offset">Byte offset in the mail.</param>
/// <param name="StartsGroup">A blank line stands before it (RFC 3464 §2.1).</param>
internal sealed record StatusField(string Name, string Value, long Offset, bool StartsGroup);

/// <summary>Takes the fields out of a message/delivery-status part, however it is folded (RFC 3464 §2.1, RFC 5322 §2.2).</summary>
internal static class StatusFields
{
    /// <summary>What goes on after this is not kept; the longest real diagnostics have some thousand characters.</summary>
    private const int LongestValue = 16 * 1024;

    private static readonly string[] Known =
    [
        "reporting-mta", "received-from-mta", "arrival-date", "original-envelope-id", "dsn-gateway",
        "final-recipient", "original-recipient", "action", "status", "remote-mta", "diagnostic-code", "last-attempt-date",
        "final-log-id", "will-retry-until",
    ];

    internal static List<StatusField> Read(MailPart part, byte[] content, IssueList issues)
    {
        var fields = new List<StatusField>();
        var afterBlank = true;
        var offset = 0;
        while (offset < content.Length)
        {
            var end = Array.IndexOf(content, (byte)'\n', offset);
            end = end < 0 ? content.Length : end + 1;
            var line = MailPart.TextOf(content.AsSpan(offset, end - offset)).TrimEnd();
            var place = part.Place(offset);
            offset = end;
            if (line.Length == 0)
            {
                afterBlank = true;
            }
            else if (line[0] is not (' ' or '\t') && NameOf(line) is { Length: > 0 } name)
            {
                fields.Add(new(name.TrimEnd().ToLowerInvariant(), line[(name.Length + 1)..].Trim(), place, afterBlank));
                afterBlank = false;
            }
            else
            {
                Continue(part, fields, line, place, afterBlank, issues);
            }
        }

        return fields;
    }

    private static void Continue(MailPart part, List<StatusField> fields, string line, long place, bool afterBlank, IssueList issues)
    {
        // Text after a blank line that is no field is a footer of some list or scanner.
        if (fields.Count == 0 || afterBlank)
        {
            issues.Add(new(part.Name, place, "a line that is no field (RFC 3464 §2.1)", "skipped it"));
            return;
        }

        if (line[0] is not (' ' or '\t'))
        {
            issues.Add(new(part.Name, place, "a continued line without white space before it (RFC 5322 §2.2.3)", $"added it to {fields[^1].Name}"));
        }

        if (fields[^1].Value.Length > LongestValue)
        {
            return;
        }

        fields[^1] = fields[^1] with { Value = $"{fields[^1].Value} {line.Trim()}".Trim() };
    }

    /// <summary>What stands before the colon, blanks included (RFC 5322 §4.5 knew them), or null: a wrapped text such as "550 5.1.1 x: y" or "https://…" is no field.</summary>
    private static string? NameOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2)
        {
            return null;
        }

        var name = line[..colon].TrimEnd();
        if (Known.Contains(name.ToLowerInvariant()))
        {
            return line[..colon];
        }

        var isToken = name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
        var follows = colon + 1 == line.Length || line[colon + 1] is ' ' or '\t';
        return isToken && name.Contains('-', StringComparison.Ordinal) && follows ? line[..colon]
            : isToken && name.StartsWith("X-", StringComparison.OrdinalIgnoreCase) ? line[..colon]
            : null;
    }
}
