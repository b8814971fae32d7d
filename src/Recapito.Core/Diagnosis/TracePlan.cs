namespace Recapito.Core;

/// <summary>
/// Whether, and for which time, the message trace of the recipient's tenant is asked. It is throttled and shows whose mail came, so it is asked only where its
/// answer can change what is said: of a loop, whether it goes through this tenant at all; of an address that the edge refuses, whether it took mail beside or
/// after that. Its positive control follows only where it has no row and that would exclude something.
/// </summary>
internal static class TracePlan
{
    /// <summary>How long Exchange Online may hold a message before it gives it up, with a day to spare (Microsoft: messages expire after 24 hours).</summary>
    public static readonly TimeSpan Held = TimeSpan.FromDays(2);

    // A week shows an address that was deleted lately; a day after it, whether the next message came. Together less than one query may ask for.
    private static readonly TimeSpan Before = TimeSpan.FromDays(7);
    private static readonly TimeSpan After = TimeSpan.FromHours(25);

    /// <summary>The questions that can be asked now.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="evidence">What is known.</param>
    public static IEnumerable<Request> Questions(Symptom symptom, EvidenceSet evidence)
    {
        if (Search(symptom) is not { } search || symptom.At is not { } at
            || evidence.Find(new AcceptedDomainRequest(symptom.Domain)) is not Present<AcceptedDomain> domain || !Separates(symptom, domain.Value, evidence))
        {
            yield break;
        }

        // One that somebody has searched already, and handed in, need not be searched again.
        var asked = evidence.Asked<MessageTraceRequest>().FirstOrDefault(other => other.Recipient == symptom.Recipient && Covers(other, at)) ?? search;
        yield return asked;
        if (symptom.Meaning is Meanings.MailLoop && evidence.Find(asked) is Absent<ExchangeObjects>)
        {
            yield return MessageTraceControlRequest.Of(asked);
        }
    }

    /// <summary>The search round the time of the bounce, in whole hours; null where the report does not say when that was.</summary>
    public static MessageTraceRequest? Search(Symptom symptom)
    {
        if (symptom.At is not { } at || !Names.IsAddress(symptom.Recipient))
        {
            return null;
        }

        var hour = new DateTimeOffset(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
        return new(symptom.Recipient, hour - Before, hour + After);
    }

    /// <summary>True where a search takes in all the time in which the tenant must have received what bounced then.</summary>
    public static bool Covers(MessageTraceRequest search, DateTimeOffset bounced) => search.Since <= bounced - Held && search.Until >= bounced;

    private static bool Separates(Symptom symptom, AcceptedDomain domain, EvidenceSet evidence) => evidence.Find(new RecipientRequest(symptom.Recipient)) switch
    {
        null or Unavailable<DirectoryRecipient> => false,
        Absent<DirectoryRecipient> when symptom.Meaning is Meanings.MailLoop => MayRelay(symptom, domain, evidence),
        Absent<DirectoryRecipient> when symptom.Meaning is Meanings.EdgeRecipientRejected => evidence.Find(new RecipientRequest(symptom.Recipient, ExchangeSide.ExchangeServer)) is { } servers and not Present<DirectoryRecipient>,
        Present<DirectoryRecipient> when symptom.Meaning is Meanings.EdgeRecipientRejected => symptom.Sender is not null,
        _ => false,
    };

    /// <summary>A setting of this tenant may be what makes the circle: it relays what it does not know, or leads all mail out, and its connectors were seen.</summary>
    private static bool MayRelay(Symptom symptom, AcceptedDomain domain, EvidenceSet evidence) =>
        evidence.Find(new ConfigurationRequest(symptom.Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector)) is { Outcome: not Outcome.Unavailable } listed
        && (domain.Type is not AcceptedDomainType.Authoritative
            || (listed as Present<ExchangeObjects>)?.Value.Items.Any(item => new OutboundConnector(item).RoutesAllViaOnPremises) is true);
}
