using System.Text;

namespace Recapito.Web.Tests;

/// <summary>A report that names many recipients of one domain, refused in the same words.</summary>
internal static class ManyRecipients
{
    /// <summary>The mail.</summary>
    /// <param name="count">How many recipients.</param>
    /// <param name="host">Who refused them.</param>
    /// <param name="reply">What it said; the second word is the status.</param>
    /// <param name="names">Local parts of the first ones.</param>
    public static byte[] Report(int count, string host, string reply, params string[] names)
    {
        var mail = new StringBuilder("""
            From: MAILER-DAEMON@mail.fabrikam.example
            To: ana@fabrikam.example
            Date: Mon, 23 Nov 2026 09:30:00 +0000
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="x"

            --x
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.fabrikam.example

            """);
        for (var row = 0; row < count; row++)
        {
            mail.Append($"\nFinal-Recipient: rfc822; {(names.Length > row ? names[row] : $"user{row}")}@contoso.example\nAction: failed\nStatus: {reply.Split(' ')[1]}\nRemote-MTA: dns; {host}\nDiagnostic-Code: smtp; {reply}\n");
        }

        return Encoding.UTF8.GetBytes(mail.Append("\n--x--\n").ToString());
    }
}
