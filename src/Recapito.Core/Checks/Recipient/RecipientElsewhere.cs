namespace Recapito.Core;

/// <summary>
/// Whether a host beside the edge has the mailbox that the edge does not know: it takes the address and refuses one that nobody has. A host that takes
/// everything shows nothing.
/// </summary>
/// <param name="Host">The host.</param>
/// <param name="Target">What it says to the address.</param>
/// <param name="Control">What it says to a random address of the domain.</param>
internal sealed record RecipientElsewhere(MailHost Host, RcptSummary Target, RcptSummary Control)
{
    /// <summary>It knows the address: it tells it from others of the domain, in whatever words.</summary>
    public bool IsThere => Target is { Accepted: true, Complete: true } && Control is { Complete: true, Refusals.Count: > 0 } && Control.Refusals.Count == Control.Answers.Count;

    public static RecipientElsewhere At(Case now, MailHost host) => new(host, now.Rcpt(host, RcptRole.Target), now.Rcpt(host, RcptRole.Control));

    /// <summary>A host beside the edge that knows the address: one that some MX names, or one to which the recipient's own tenant hands mail; null where none was seen.</summary>
    public static RecipientElsewhere? Anywhere(Case now) => AtOlderMx(now) ?? Behind(now).FirstOrDefault(one => one.IsThere);

    /// <summary>A host that an older or lesser MX names, and that knows the address. A gateway, which takes the mail of others, shows nothing.</summary>
    public static RecipientElsewhere? AtOlderMx(Case now) => now.Hosts.Where(host => !MicrosoftNames.IsExchangeOnline(host.Name) && !host.IsImplicit && !MicrosoftNames.IsGateway(host.Name))
        .Select(host => At(now, host)).FirstOrDefault(one => one.IsThere);

    /// <summary>The hosts to which the tenant's connectors lead, as far as they were asked.</summary>
    public static IReadOnlyList<RecipientElsewhere> Behind(Case now) => [.. HostsToAsk(now.Symptom, now.Evidence).Select(name => At(now, MailHosts.Named(name, now.Evidence)))];

    /// <summary>
    /// The hosts to which enabled connectors of the recipient's own tenant hand the domain's mail, not by its MX and not back to Microsoft 365: their
    /// administrator has shown them. They are asked for where the tenant does not have an address that its edge refuses.
    /// </summary>
    public static IEnumerable<string> HostsToAsk(Symptom symptom, EvidenceSet evidence)
    {
        if (symptom.Meaning is not Meanings.EdgeRecipientRejected || evidence.Find(new RecipientRequest(symptom.Recipient)) is not Absent<DirectoryRecipient>)
        {
            return [];
        }

        var listed = evidence.Find(new ConfigurationRequest(symptom.Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector)) as Present<ExchangeObjects>;
        return (listed?.Value.Items ?? []).Select(item => new OutboundConnector(item)).Where(connector => LeadsOut(connector, symptom.Domain))
            .SelectMany(connector => connector.SmartHosts).Where(host => Names.IsHostName(host) && host.Contains('.', StringComparison.Ordinal) && !MicrosoftNames.IsExchangeOnline(host)).Distinct().Take(2);
    }

    /// <summary>It takes the domain's mail, were it relayed, to hosts of its own.</summary>
    public static bool LeadsOut(OutboundConnector connector, string domain) => connector is { IsEnabled: true, IsForRulesOnly: false, IsForTestsOnly: false, UsesMx: false }
        && (connector.IsForAcceptedDomains || connector.RecipientDomains.Any(pattern => !pattern.IsEverything && pattern.Covers(domain)));
}
