namespace Recapito.Core;

/// <summary>
/// Does this host take a message for this recipient, up to the reply after the lone dot? (RFC 5321 §4.1.1.4) The only question for which a message is
/// sent: one, marked as a test, to an address that its owner named for it.
/// </summary>
/// <param name="Host">Canonical name of the host.</param>
/// <param name="Address">Its IP address in text.</param>
/// <param name="Recipient">The canonical address.</param>
/// <param name="Sender">The reverse-path, canonical; empty for the null reverse-path.</param>
public sealed record TestMessageRequest(string Host, string Address, string Recipient, string Sender) : Request<TestMessageAnswer>(Vantage.Here)
{
    /// <inheritdoc/>
    public override string Kind => "test-message";

    /// <inheritdoc/>
    public override string Question => $"a test message to {Recipient} through {Host} [{Address}]";
}

/// <summary>What a host answered to a test message.</summary>
/// <param name="Id">The mark in the message's subject, by which its recipient finds it.</param>
/// <param name="Accepted">True where the host took responsibility for it (RFC 5321 §6.1).</param>
/// <param name="Reply">The reply to the command that decided.</param>
/// <param name="Command">"MAIL FROM", "RCPT TO", "DATA" or "end of data".</param>
public sealed record TestMessageAnswer(string Id, bool Accepted, SmtpReply Reply, string Command);
