using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What one recipient of a transaction got.</summary>
/// <param name="Recipient">The address.</param>
/// <param name="Reply">The reply that decided: the last positive one, or the refusal.</param>
/// <param name="Command">"greeting", "EHLO", "MAIL FROM", "RCPT TO", "DATA" or "end of DATA".</param>
internal sealed record RecipientAnswer(string Recipient, SmtpReply Reply, string Command);

/// <summary>A client's side of one mail transaction against a dialogue in the same process (RFC 5321 §3.3).</summary>
internal static class SmtpTransaction
{
    /// <summary>Offers one message to <paramref name="dialogue"/>; without <paramref name="untilData"/> it stops after RCPT.</summary>
    public static IReadOnlyList<RecipientAnswer> Run(
        SmtpDialogue dialogue, string helo, string reversePath, IReadOnlyList<string> recipients, bool untilData)
    {
        if (!dialogue.Banner.IsPositive)
        {
            return All(recipients, dialogue.Banner, "greeting");
        }

        var hello = dialogue.Handle($"EHLO {(helo.Length == 0 ? "client.example" : helo)}");
        if (!hello.IsPositive)
        {
            return All(recipients, hello, "EHLO");
        }

        var mail = dialogue.Handle($"MAIL FROM:<{reversePath}>");
        if (!mail.IsPositive)
        {
            return All(recipients, mail, "MAIL FROM");
        }

        List<RecipientAnswer> answers = [.. recipients.Select(recipient => new RecipientAnswer(recipient, dialogue.Handle($"RCPT TO:<{recipient}>"), "RCPT TO"))];
        var taken = answers.Any(answer => answer.Reply.IsPositive);
        return untilData && taken ? Decide(answers, SendMessage(dialogue)) : answers;
    }

    private static (SmtpReply Reply, string Command) SendMessage(SmtpDialogue dialogue)
    {
        var start = dialogue.Handle("DATA");
        return start.Code is 354 ? (dialogue.EndOfData(), "end of DATA") : (start, "DATA");
    }

    private static List<RecipientAnswer> Decide(List<RecipientAnswer> answers, (SmtpReply Reply, string Command) end) =>
        [.. answers.Select(answer => answer.Reply.IsPositive ? answer with { Reply = end.Reply, Command = end.Command } : answer)];

    private static List<RecipientAnswer> All(IReadOnlyList<string> recipients, SmtpReply reply, string command) =>
        [.. recipients.Select(recipient => new RecipientAnswer(recipient, reply, command))];
}
