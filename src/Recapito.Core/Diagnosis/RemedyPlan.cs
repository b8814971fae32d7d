namespace Recapito.Core;

/// <summary>Which questions a remedy raises before anybody applies it: whether the hosts that are to take the mail take it now.</summary>
public static class RemedyPlan
{
    // A remedy names one host, or two for the time of a change-over; more would be asking around.
    private const int MostHosts = 2;

    /// <summary>The questions of the first remedy that can be asked now and were not asked yet; empty when there is nothing left to ask.</summary>
    /// <param name="found">The diagnosis.</param>
    /// <param name="evidence">What is known by now.</param>
    /// <param name="inquiry">What may be asked.</param>
    public static IReadOnlyList<Request> Next(Diagnosis found, EvidenceSet evidence, Inquiry inquiry)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        var hosts = (found.Remedies is [var first, ..] ? first.Changes : []).OfType<SetMx>()
            .SelectMany(change => change.After.Except(change.Before)).Select(mx => mx.Exchange).Where(Names.IsHostName).Distinct(StringComparer.Ordinal).Take(MostHosts).ToList();
        var all = hosts.SelectMany(host => Addresses(host, inquiry).Concat(Mail(host, found.Symptom.Recipient, evidence, inquiry))).Concat(Meant(found, inquiry));
        return [.. all.Where(request => !evidence.Has(request)).Distinct()];
    }

    /// <summary>True where the address that a remedy wants the message to go to was seen to be taken or refused: without that, nothing can be said of it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="evidence">What is known by now.</param>
    public static bool IsSeen(SendToMeant change, EvidenceSet evidence)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Asked<RcptRequest>().Any(asked => asked.Subject == change.Meant && evidence.Find(asked) is Present<RcptAnswer>);
    }

    // Of the hosts that answered for the written address, the first is enough. Somebody has the meant one, so it counts as the known-good address of this hour.
    private static IEnumerable<Request> Meant(Diagnosis found, Inquiry inquiry) =>
        (found.Remedies is [var first, ..] ? first.Changes : []).OfType<SendToMeant>().Where(_ => inquiry is { Smtp: true, Rcpt: true }).SelectMany(change => found.Evidence.Asked<RcptRequest>()
            .Where(asked => asked.Role is RcptRole.Target && asked.Subject == change.Written && found.Evidence.Find(asked) is Present<RcptAnswer>).Take(1)
            .Select(asked => asked with { Role = RcptRole.KnownGood, Subject = change.Meant }));

    private static IEnumerable<Request> Addresses(string host, Inquiry inquiry) => inquiry.Dns ? [At(host, RrType.A), At(host, RrType.Aaaa)] : [];

    // One address is enough: it is asked for one recipient, the one whose mail came back.
    private static IEnumerable<Request> Mail(string host, string recipient, EvidenceSet evidence, Inquiry inquiry)
    {
        if (!inquiry.Smtp || MailHosts.AddressesOf(host, evidence) is not [var address, ..])
        {
            yield break;
        }

        yield return new SmtpSessionRequest(host, address);
        if (inquiry.Rcpt && Names.IsAddress(recipient))
        {
            yield return new RcptRequest(host, address, RcptRole.Target, recipient);
        }
    }

    private static DnsRequest At(string name, RrType type) => new(name, type, Vantage.Resolver);
}
