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

    /// <summary>Name, mail, and whether something of it must be left out and said so.</summary>
    public static TheoryData<string, Func<byte[]>, bool> Mails => new()
    {
        { "100,000 nested parts", () => Repeat(Head, 100_000, n => $"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n", Text), true },
        { "100,000 nested messages", () => Repeat(Head, 100_000, _ => "Content-Type: message/rfc822\n\n", Text), true },
        { "100,000 parts side by side", () => Repeat(Head + "Content-Type: multipart/mixed; boundary=b\n\n", 100_000, _ => "--b\nContent-Type: text/plain\n\nx\n", "--b--\n"), true },
        { "a million headers", () => Repeat(Head, 1_000_000, _ => "X-A: b\n", Text), true },
        { "a header of 50 MB", () => Repeat(Head + "X-Long: ", 5_000_000, _ => "abcdefghi ", Text), true },
        { "a header of 50 MB in folded lines", () => Repeat(Head + "X-Long: a", 5_000_000, _ => "\n abcdefgh", Text), true },
        { "100,000 Received headers", () => Repeat(Head, 100_000, _ => "Received: from a.example by b.example; Mon, 23 Nov 2026 10:15:00 +0000\n", Text), false },
        { "a million fields in one group", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\n", 1_000_000, _ => "X-A: b\n", "\n--=_b--\n"), true },
        { "a diagnostic text of 10 MB", () => Repeat(Report + "\nFinal-Recipient: rfc822; lee@contoso.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 ", 1_000_000, _ => "-> 550 ab ", "\n\n--=_b--\n"), true },
        { "a text of 10 MB", () => Repeat(Head + Text, 1_000_000, _ => "550 5.1.1\n", ""), false },
    };

    [Theory, MemberData(nameof(Mails))]
    public void A_mail_that_is_large_in_one_way_is_read_with_bounded_memory(string name, Func<byte[]> write, bool isCut)
    {
        var mail = write();
        var (report, allocated) = Read(mail);
        var most = Base + (MostPerByte * Math.Min(mail.Length, LongestRead));
        Assert.True(allocated <= most, $"{name}: {allocated:N0} bytes were allocated for {mail.Length:N0}; at most {most:N0} may be");
        Assert.True(!isCut || report.Issues.Count > 0, $"{name}: nothing says that the mail was too much");
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
