using System.Globalization;
using System.Security.Cryptography;

namespace Recapito.Probes;

/// <summary>The one message that is ever sent: marked, short, and plain about what it is (RFC 5322, RFC 3834 §5).</summary>
/// <param name="Id">Twelve random letters, by which its recipient finds it.</param>
/// <param name="Sender">The reverse-path; empty for the null reverse-path.</param>
/// <param name="Recipient">Whom it is for, as on the wire.</param>
/// <param name="At">When, UTC.</param>
internal sealed record TestMessage(string Id, string Sender, string Recipient, DateTimeOffset At)
{
    /// <summary>A mark that nobody has used before.</summary>
    public static string DrawId() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 12);

    /// <summary>Header and body, line by line without line ends, a dot at the beginning of a line doubled (RFC 5321 §4.5.2); the lone dot is not among them.</summary>
    /// <param name="ehlo">The name that we gave ourselves.</param>
    public IReadOnlyList<string> Lines(string ehlo)
    {
        // A message to oneself is from oneself, where the user names no other sender.
        var author = Sender.Length > 0 ? Sender : Recipient;
        string[] lines =
        [
            $"Date: {At.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}",
            $"From: Recapito test <{author}>",
            $"To: <{Recipient}>",
            $"Subject: Recapito test {Id}",
            $"Message-ID: <recapito-test-{Id}@{author[(author.LastIndexOf('@') + 1)..]}>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "This is a test message. Somebody who manages mail for this address asked",
            "for it with `recapito test inbound --send-test`, to see whether mail gets",
            "through. It needs no answer and can be deleted.",
            "",
            $"Test: {Id}",
            $"Sent from: {ehlo}",
        ];
        return [.. lines.Select(line => line.StartsWith('.') ? "." + line : line)];
    }
}
