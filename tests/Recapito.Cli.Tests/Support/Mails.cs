using System.Text;

namespace Recapito.Cli.Tests;

/// <summary>Mails that several tests read.</summary>
internal static class Mails
{
    /// <summary>A report as RFC 3464 defines it, of one recipient.</summary>
    public static string Bounce(
        string recipient = "lee@contoso.example", string diagnostic = "550 5.4.1 Relay Access Denied", string remote = "mx.oldhost.example", string subject = "Invoice 4711") => $"""
        From: MAILER-DAEMON@mail.fabrikam.example (Mail Delivery System)
        To: ana@fabrikam.example
        Subject: Undelivered Mail Returned to Sender
        Date: Mon, 23 Nov 2026 09:30:00 +0000
        MIME-Version: 1.0
        Auto-Submitted: auto-replied
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        This is the mail system at host mail.fabrikam.example.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.fabrikam.example
        Arrival-Date: Mon, 23 Nov 2026 09:29:58 +0000

        Final-Recipient: rfc822; {recipient}
        Action: failed
        Status: 5.4.1
        Remote-MTA: dns; {remote}
        Diagnostic-Code: smtp; {diagnostic}

        --b
        Content-Type: message/rfc822

        From: ana@fabrikam.example
        To: {recipient}
        Subject: {subject}
        Message-ID: <1@fabrikam.example>

        Hello

        --b--

        """;

    public const string Letter = """
        From: ana@fabrikam.example
        To: lee@contoso.example
        Subject: Lunch?
        Date: Mon, 23 Nov 2026 09:30:00 +0000

        At noon, as ever?

        """;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
