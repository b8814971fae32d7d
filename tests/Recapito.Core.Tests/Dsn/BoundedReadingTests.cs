using System.Text;

namespace Recapito.Core.Tests;

/// <summary>
/// Mails that are large in one way only: they are read without an exception, with bounded memory, and what was left out is said. How
/// the time grows is measured by <c>./bench linear</c>, as a test that takes the time would fail on a busy machine.
/// </summary>
public sealed class BoundedReadingTests
{
    /// <summary>
    /// What reading may allocate: for each byte of the mail (of which at most 16 MiB are read) the text of it and the structures that
    /// point into it, over and above what any mail needs.
    /// </summary>
    private const long MostPerByte = 64;

    private const long Base = 4 << 20;

    private const int LongestRead = 16 << 20;

    private const string Head = "From: MAILER-DAEMON@mx.contoso.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\n";
    private const string Report = Head + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\n\n--=_b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoso.example\n";
    private const string Text = "\n<lee@contoso.example>: host mx.contoso.example[192.0.2.25] said: 550 5.1.1 unknown\n";

    /// <summary>Name, mail, and how what is left out of it is told; null where nothing is.</summary>
    public static TheoryData<string, Func<byte[]>, string?> Mails => new()
    {
        { "100,000 nested parts", () => Repeat(Head, 100_000, n => $"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n", Text), "deeper than 24" },
        { "100,000 nested messages", () => Repeat(Head, 100_000, _ => "Content-Type: message/rfc822\n\n", Text), "deeper than 24" },
        { "100,000 nested reports", () => Repeat(Head, 100_000, n => $"Content-Type: multipart/report; report-type=delivery-status; boundary=b{n}\n\n--b{n}\nContent-Type: message/rfc822\n\n", Text), "deeper than 24" },
        { "100,000 parts side by side", () => Repeat(Head + "Content-Type: multipart/mixed; boundary=b\n\n", 100_000, _ => "--b\nContent-Type: text/plain\n\nx\n", "--b--\n"), "more than 500 parts" },
        { "100,000 multiparts that do not tell their boundary", () => Repeat(Head + "Content-Type: multipart/mixed; boundary=b\n\n", 100_000, _ => "--b\nContent-Type: multipart/mixed; boundary*0=x\n\nx\n", "--b--\n"), "more than 500 parts" },
        { "a million headers", () => Repeat(Head, 1_000_000, _ => "X-A: b\n", Text), null },
        { "a million subjects", () => Repeat(Head, 1_000_000, _ => "Subject: b\n", Text), "more than 4096 header fields" },
        { "a subject of 1 MB", () => Repeat("From: MAILER-DAEMON@mx.contoso.example\nSubject: ", 100_000, _ => "=?utf-8?q?", Text), "a header field of 1000001 bytes" },
        { "a header of 50 MB", () => Repeat(Head + "X-Long: ", 5_000_000, _ => "abcdefghi ", Text), "the mail has " },
        { "a header of 50 MB in folded lines", () => Repeat(Head + "X-Long: a", 5_000_000, _ => "\n abcdefgh", Text), "the mail has " },
        { "100,000 Received headers", () => Repeat(Head, 100_000, _ => "Received: from a.example by b.example; Mon, 23 Nov 2026 10:15:00 +0000\n", Text), "more than 4096 header fields" },
        { "a million fields in one group", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\n", 1_000_000, _ => "X-A: b\n", "\n--=_b--\n"), "a part of more than 1048576 bytes" },
        { "12,000 recipients", () => Repeat(Report, 12_000, n => $"\nFinal-Recipient: rfc822; u{n}@contoso.example\n", "\n--=_b--\n"), "more than 10000 recipients" },
        { "12,000 recipients of whom the text says much", () => Repeat(Head + $"Content-Type: multipart/mixed; boundary=\"=_b\"\n\n--=_b\n{Text}{new string('x', 3000)}\n--=_b\nContent-Type: message/delivery-status\n\n", 12_000, n => $"\nFinal-Recipient: rfc822; u{n}@contoso.example\n", "\n--=_b--\n"), "more than 10000 recipients" },
        { "a diagnostic of 10 MB", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 ", 1_000_000, _ => "-> 550 ab ", "\n\n--=_b--\n"), "a part of more than 1048576 bytes" },
        { "a diagnostic of 100 KB", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 ", 10_000, _ => "-> 550 ab ", "\n\n--=_b--\n"), "a field of 100017 bytes" },
        { "a diagnostic of 100 KB in folded lines", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 ", 10_000, _ => "\n 550 abcd ", "\n\n--=_b--\n"), "a field of more than 16384 bytes" },
        { "a diagnostic of 10 KB", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 ", 1_000, _ => "-> 550 ab ", "\n\n--=_b--\n"), "looked for replies in the first 8192" },
        { "10,000 oddities", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\n", 10_000, _ => "Action: failed\n", "\n--=_b--\n"), "more than 200 oddities" },
        { "a text of 10 MB", () => Repeat(Head + Text, 1_000_000, _ => "550 5.1.1\n", ""), "a part of more than 262144 bytes" },
        { "a text of 10 MB in quoted-printable", () => Repeat(Head + "Content-Transfer-Encoding: quoted-printable\n" + Text, 1_000_000, _ => "550 5.1.1=\n", ""), "a part of more than 262144 bytes" },
        { "a text of 5,000 lines", () => Repeat(Head + Text, 5_000, _ => "550 5.1.1\n", ""), "a text of more than 4000 lines" },
        { "a text of 5,000 phrases", () => Repeat(Head + Text, 5_000, _ => "could not be delivered to ", "\n"), "a text with more than 2000 phrases" },
        { "a text with a long diagnostic", () => Repeat(Head + Text, 1_000, _ => "and so on\n", ""), "a diagnostic of more than 4096 characters" },
    };

    [Theory, MemberData(nameof(Mails))]
    public void A_mail_that_is_large_in_one_way_is_read_with_bounded_memory_and_what_is_left_out_is_told(string name, Func<byte[]> write, string? told)
    {
        var mail = write();
        var (report, allocated) = Read(mail);
        var most = Base + (MostPerByte * Math.Min(mail.Length, LongestRead));
        Assert.True(allocated <= most, $"{name}: {allocated:N0} bytes were allocated for {mail.Length:N0}; at most {most:N0} may be");
        var said = string.Join('\n', report.Issues.Select(issue => $"{issue.Problem}, {issue.Remedy}"));
        Assert.True(told is null || said.Contains(told, StringComparison.Ordinal), $"{name}: nothing says '{told}': {said}");
        Assert.True(told is not null || !(said.Contains("more than", StringComparison.Ordinal) || said.Contains(" bytes", StringComparison.Ordinal)), $"{name}: nothing was left out: {said}");
        Assert.All(report.Issues, issue => Assert.InRange(issue.Offset, 0, mail.Length));
    }

    [Fact]
    public void Ten_thousand_recipients_are_all_read()
    {
        var mail = Repeat(Report, 10_000, n => $"\nFinal-Recipient: rfc822; u{n}@contoso.example\nAction: failed\nStatus: 5.1.1\n", "\n--=_b--\n");
        var (report, allocated) = Read(mail);
        Assert.Equal(10_000, report.Recipients.Count);
        Assert.Equal("u9999@contoso.example", report.Recipients[^1].FinalRecipient);
        Assert.True(allocated <= Base + (MostPerByte * mail.Length), $"{allocated:N0} bytes were allocated for {mail.Length:N0}");
    }

    private static (DsnReport Report, long Allocated) Read(byte[] mail)
    {
        // What is loaded on first use belongs to no mail.
        DsnReader.Read(Encoding.Latin1.GetBytes(Head + Text));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = DsnReader.Read(mail);
        return (report, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Repeat(string before, int times, Func<int, string> unit, string after)
    {
        var text = new StringBuilder(before);
        for (var n = 0; n < times; n++)
        {
            text.Append(unit(n));
        }

        return Encoding.Latin1.GetBytes(text.Append(after).ToString());
    }
}
