using Recapito.Core;

namespace Recapito.Lab;

/// <summary>
/// A host that passes mail on to another and says what that one said. Postfix takes the message first and answers at the end of DATA in its own
/// words (form E); Exim asks at RCPT and quotes (a callout); Exchange Server asks at RCPT and hands the reply through unchanged.
/// </summary>
/// <param name="style">The gateway's kind, as <see cref="WorldHost.Is"/>.</param>
/// <param name="next">Opens a session of the host behind; null where that host does not answer.</param>
internal sealed class GatewayPolicy(string style, Func<SmtpDialogue?> next) : IHostPolicy
{
    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient)
    {
        if (style is "postfix")
        {
            return null;
        }

        var refusal = Ask(envelope, [recipient], untilData: false).Select(answer => answer.Reply).FirstOrDefault();
        return refusal is null || style is not "exim" ? refusal : Callout(refusal);
    }

    public SmtpReply? OnEndOfData(SmtpEnvelope envelope)
    {
        var refusals = Ask(envelope, envelope.Recipients, untilData: true);
        if (refusals.Count == 0)
        {
            return null;
        }

        if (style is not "postfix")
        {
            return refusals[0].Reply;
        }

        if (refusals.Any(answer => answer.Reply.IsTransient))
        {
            return SmtpReply.Parse("451 4.3.0 temporary failure for one or more recipients");
        }

        var quoted = string.Join(' ', refusals.Select(answer => $"({answer.Recipient}:{SmtpWire.OneLine(answer.Reply)})"));
        return SmtpReply.Parse($"550 permanent failure for one or more recipients {quoted}");
    }

    private static SmtpReply Callout(SmtpReply refusal) => refusal.IsTransient
        ? new(451, null, ["Could not complete recipient verify callout"])
        : new(550, null, [$"Callout verification failed: {SmtpWire.OneLine(refusal)}"]);

    private List<(string Recipient, SmtpReply Reply)> Ask(SmtpEnvelope envelope, IReadOnlyList<string> recipients, bool untilData)
    {
        if (next() is not { } dialogue)
        {
            return [.. recipients.Select(recipient => (recipient, SmtpReply.Parse("451 4.4.1 Connection timed out")))];
        }

        var outcome = SmtpTransaction.Run(dialogue, envelope.Helo, envelope.ReversePath ?? "", recipients, untilData);
        return [.. outcome.Where(answer => !answer.Reply.IsPositive).Select(answer => (answer.Recipient, answer.Reply))];
    }
}
