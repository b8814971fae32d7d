namespace Recapito.Core;

/// <summary>Reads bytes of one mail into a <see cref="DsnReport"/>; what is odd becomes a <see cref="ReadIssue"/>, never an exception.</summary>
public static class DsnReader
{
    /// <summary>A report stands before the message that comes back: what is behind this many bytes tells nothing more.</summary>
    public const int LongestMail = 16 << 20;

    /// <summary>
    /// Reads one mail (RFC 3464, RFC 6522, and what mail servers write in their place), with line ends LF, CRLF or bare CR. Bytes that are
    /// no bounce give <see cref="ReportKind.NotABounce"/>. At most the first <see cref="LongestMail"/> bytes are read. Safe to call from
    /// several threads.
    /// </summary>
    public static DsnReport Read(ReadOnlySpan<byte> mail) => Read(mail, takesAttached: false);

    /// <summary>The same, of a mail that somebody asks about.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="takesAttached">
    /// True where a report that a person only passes on, attached (message/rfc822) or within the text, is what is asked about. Else the letter is
    /// <see cref="ReportKind.NotABounce"/>, and an issue says so: nothing that its recipient sent has come back.
    /// </param>
    public static DsnReport Read(ReadOnlySpan<byte> mail, bool takesAttached) => Read(mail, takesAttached, times: 0);

    /// <summary>The same, of a mail that was passed on so often.</summary>
    internal static DsnReport Read(ReadOnlySpan<byte> mail, bool takesAttached, int times)
    {
        var issues = new IssueList();
        if (mail.IsEmpty)
        {
            return new() { Kind = ReportKind.NotABounce, Issues = [new("mail", 0, "the mail is empty", "took it for no bounce")] };
        }

        if (mail.Length > LongestMail)
        {
            issues.Add(new("mail", LongestMail, $"the mail has {mail.Length} bytes", $"read the first {LongestMail} bytes only"));
            mail = mail[..LongestMail];
        }

        mail = WithLineFeeds(mail);
        var tree = MailScanner.Scan(mail);
        if (tree.CutAt >= 0)
        {
            issues.Add(new("mail", tree.CutAt, $"more than {MailTree.MostParts} parts, or deeper than {MailTree.DeepestPart}", "left out the others"));
        }

        NoteHeaders(tree, issues);
        return new MailReading(new(mail, tree), issues, takesAttached, times).Report();
    }

    private static void NoteHeaders(MailTree tree, IssueList issues)
    {
        if (tree.Headers.IsCut)
        {
            issues.Add(new("mail", 0, $"more than {HeaderTable.Most} header fields of those that are read", "left out the others"));
        }

        foreach (ref readonly var field in tree.Headers.Slice(0, tree.Headers.Count))
        {
            if (field.Value.Length > HeaderText.Longest && field.Name is not (HeaderName.Received or HeaderName.ContentType))
            {
                issues.Add(new("mail", field.Value.Start, $"a header field of {field.Value.Length} bytes", $"read the first {HeaderText.Longest}"));
            }
        }
    }

    /// <summary>A mail whose lines end with bare CR, as old Macintoshes wrote them, with LF instead: no place in it changes.</summary>
    internal static ReadOnlySpan<byte> WithLineFeeds(ReadOnlySpan<byte> mail)
    {
        var first = mail.IndexOfAny((byte)'\r', (byte)'\n');
        var behind = first < 0 ? mail : mail[first..].TrimStart((byte)'\r');
        if (first < 0 || mail[first] == '\n' || behind.IsEmpty || behind[0] == '\n')
        {
            return mail;
        }

        var changed = mail.ToArray();
        for (var i = first; i < changed.Length; i++)
        {
            if (changed[i] == '\r' && (i + 1 == changed.Length || changed[i + 1] != '\n'))
            {
                changed[i] = (byte)'\n';
            }
        }

        return changed;
    }
}
