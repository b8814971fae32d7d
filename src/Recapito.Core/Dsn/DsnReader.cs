namespace Recapito.Core;

/// <summary>Reads bytes of one mail into a <see cref="DsnReport"/>; what is odd becomes a <see cref="ReadIssue"/>, never an exception.</summary>
public static class DsnReader
{
    /// <summary>
    /// Reads one mail (RFC 3464, RFC 6522, and what mail servers write in their place). Bytes that are no bounce give
    /// <see cref="ReportKind.NotABounce"/>. At most the first 16 MiB are read.
    /// </summary>
    public static DsnReport Read(ReadOnlySpan<byte> mail)
    {
        var issues = new IssueList();
        if (mail.IsEmpty)
        {
            return new() { Kind = ReportKind.NotABounce, Issues = [new("mail", 0, "the mail is empty", "took it for no bounce")] };
        }

        using var parsed = ParsedMail.Parse(mail.ToArray(), issues);
        var reading = parsed is null ? MailReading.OfPastedText(mail.ToArray(), issues) : new MailReading(parsed, issues);
        return reading.Report();
    }
}
