using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The refusals that a world writes for a host, tried before everything else.</summary>
internal sealed class RefusalPolicy(IReadOnlyList<WorldRefusal> refusals) : IHostPolicy
{
    public SmtpReply? OnConnect(SmtpEnvelope envelope) => Find("connect", envelope, []);

    public SmtpReply? OnMail(SmtpEnvelope envelope) => Find("mail", envelope, []);

    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient) => Find("rcpt", envelope, [recipient]);

    public SmtpReply? OnEndOfData(SmtpEnvelope envelope) => Find("data", envelope, envelope.Recipients);

    private SmtpReply? Find(string stage, SmtpEnvelope envelope, IReadOnlyList<string> recipients) =>
        refusals
            .Where(refusal => refusal.At == stage
                && (refusal.Client is null || refusal.Client == envelope.Client)
                && (refusal.Sender is null || SenderFits(refusal.Sender, envelope.ReversePath))
                && (refusal.Recipient is null || recipients.Any(recipient => RecipientFits(refusal.Recipient, recipient))))
            .Select(refusal => SmtpReply.Parse(refusal.Reply))
            .FirstOrDefault();

    private static bool SenderFits(string pattern, string? reversePath) => reversePath is not null
        && (pattern is "<>" ? reversePath.Length == 0 : RecipientFits(pattern, reversePath));

    private static bool RecipientFits(string pattern, string address) => pattern.StartsWith('@')
        ? Names.DomainOf(address) == Names.Canonical(pattern[1..])
        : Names.CanonicalAddress(pattern) == Names.CanonicalAddress(address);
}

/// <summary>A host that asks every client to come again; it never sees one a second time.</summary>
internal sealed class GreylistPolicy : IHostPolicy
{
    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient) =>
        SmtpReply.Parse($"450 4.2.0 <{recipient}>: Recipient address rejected: Greylisted for 300 seconds");
}

/// <summary>A host that has the observer's address on a block list. It says so at RCPT, as Postfix does by default (smtpd_delay_reject).</summary>
internal sealed class BlockListPolicy(string address) : IHostPolicy
{
    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient) => envelope.Client == address
        ? SmtpReply.Parse($"554 5.7.1 Service unavailable; Client host [{address}] blocked using bl.blocklist.example")
        : null;
}
