using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Whether a reply to RCPT says something of the recipient at all.</summary>
internal static class RcptVerdict
{
    /// <summary>Why the reply is no answer; null where it is one.</summary>
    /// <param name="role">Which kind of recipient was asked for.</param>
    /// <param name="command">"RCPT TO", or "MAIL FROM" where that was refused before.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="about">What the catalogue says of such replies; null where it knows none.</param>
    public static string? WhyNoAnswer(RcptRole role, string command, SmtpReply reply, RefusalAbout? about)
    {
        if (command is "MAIL FROM")
        {
            return $"the null reverse-path was refused before any recipient was named: {reply}";
        }

        if (reply.Code is 252)
        {
            return $"the host does not say: {reply}";
        }

        if (reply.IsPositive)
        {
            return null;
        }

        if (!reply.IsPermanent && about is not RefusalAbout.Domain)
        {
            return $"{RcptGaps.Transient}: {reply}";
        }

        return about switch
        {
            RefusalAbout.Recipient or RefusalAbout.Domain => null,
            RefusalAbout.Client => $"{RcptGaps.AboutUs}, not the recipient: {reply}",
            RefusalAbout.Sender => $"the sender is refused, not the recipient: {reply}",
            _ => SpeaksOfRecipient(reply) || (role is RcptRole.Relay && SpeaksOfRelaying(reply)) ? null : $"{RcptGaps.Unread}: {reply}",
        };
    }

    // The catalogue does not know the text, so only codes speak. 550, 551, 552, 553 and 556 are replies about a mailbox or its domain
    // (RFC 5321 §4.2.3, RFC 7504); 50x is about the command, 53x about authentication, 554 about anything. Of the enhanced codes, X.1, X.2
    // and X.4 are about the address, the mailbox and the way there; X.7 is policy, which may be about the client (RFC 3463 §3).
    private static bool SpeaksOfRecipient(SmtpReply reply) => reply switch
    {
        { Status: { Subject: 1, Detail: 7 or 8 } } => false,
        { Status.Subject: 1 or 2 or 4, Code: >= 550 } => true,
        { Status: null, Code: 550 or 551 or 552 or 553 or 556 } => true,
        _ => false,
    };

    // The stem of what nearly all systems say: "Relay access denied", "relaying denied", "relay not permitted", "Unable to relay".
    private static bool SpeaksOfRelaying(SmtpReply reply) => reply.Text.Contains("relay", StringComparison.OrdinalIgnoreCase);
}
