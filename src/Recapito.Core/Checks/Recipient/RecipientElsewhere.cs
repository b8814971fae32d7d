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

/// <summary>
/// The domain is Authoritative in the tenant, though the recipient lives in another system, to which a connector already leads (Microsoft: Manage accepted
/// domains in Exchange Online). That system itself says whether it has the address.
/// </summary>
internal static class AuthoritativeWithRecipientsElsewhere
{
    public static readonly Check Check = new("authoritative-with-recipients-elsewhere", Assess);

    private static Assessment Assess(Case now)
    {
        if (UnknownAtEdge.Of(now) is not { Cloud: { } cloud } edge || OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector) is not { } connectors)
        {
            return Assessment.Open;
        }

        if (cloud is Present<DirectoryRecipient>)
        {
            return Assessment.ExcludedBy("recipient-present", cloud);
        }

        if (edge.Servers is Present<DirectoryRecipient> there)
        {
            // Servers whose directory is seen ought to be synchronised: that explains it more closely.
            return Assessment.ExcludedBy("recipient-at-own-servers", there);
        }

        var leading = OrganisationView.OfRecipient(now).Outbound.Where(connector => RecipientElsewhere.LeadsOut(connector, now.Symptom.Domain)).ToList();
        return leading.Count == 0 ? Assessment.ExcludedBy("no-outbound-connector-for-domain", connectors) : Weigh(now, edge, leading[0], connectors);
    }

    private static Assessment Weigh(Case now, UnknownAtEdge edge, OutboundConnector connector, Observation connectors)
    {
        var asked = RecipientElsewhere.HostsToAsk(now.Symptom, now.Evidence).Select(name => RecipientElsewhere.At(now, MailHosts.Named(name, now.Evidence))).ToList();
        var holder = asked.Find(one => one.IsThere);
        List<string> missing = holder is null ? ["why.mailbox-elsewhere-not-seen"] : [];
        if (OrganisationView.OfRecipient(now).Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OnPremisesOrganization) is not Absent<ExchangeObjects>)
        {
            // A hybrid organisation means its servers' recipients to be synchronised; whether this one was left out, their directory says.
            missing.Add("why.servers-not-seen");
        }

        var judged = edge.Weigh(missing);
        return judged with
        {
            Seen = [.. judged.Seen, connectors, .. (holder ?? asked.FirstOrDefault())?.Target.Seen ?? [], .. holder?.Control.Seen ?? []],
            Arguments = new Dictionary<string, string>(judged.Arguments) { ["connector"] = connector.Name, ["other"] = holder?.Host.Name ?? (connector.SmartHosts.Count > 0 ? connector.SmartHosts[0] : "–") },
        };
    }
}

/// <summary>
/// The MX names Microsoft 365 already, and the mailbox is still at the host that an older MX names and that some view of the DNS still shows: that host takes
/// the address and refuses one that nobody has.
/// </summary>
internal static class MxAheadOfMailboxes
{
    public static readonly Check Check = new("mx-ahead-of-mailboxes", Assess);

    private static Assessment Assess(Case now)
    {
        if (UnknownAtEdge.Of(now) is not { } edge)
        {
            return Assessment.Open;
        }

        if (edge.Cloud is Present<DirectoryRecipient>)
        {
            return Assessment.ExcludedBy("recipient-present", edge.Cloud);
        }

        var before = now.Hosts.Where(host => !MicrosoftNames.IsExchangeOnline(host.Name) && !host.IsImplicit && !MicrosoftNames.IsGateway(host.Name))
            .Select(host => RecipientElsewhere.At(now, host)).FirstOrDefault(one => one.IsThere);
        return before is null ? Assessment.Open : Weigh(now, edge, before);
    }

    // The edge's words themselves say that it takes the domain for an Authoritative one; whose, does not matter here.
    private static Assessment Weigh(Case now, UnknownAtEdge edge, RecipientElsewhere before)
    {
        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now)];
        var control = now.Rcpt(edge.Host, RcptRole.Control);
        if (!edge.Target.RefusedAs(Meanings.EdgeRecipientRejected) || !edge.Target.Complete || !control.RefusedAs(Meanings.EdgeRecipientRejected) || !control.Complete)
        {
            missing.Add("why.not-reproduced");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. before.Target.Seen, .. before.Control.Seen, .. edge.Target.Seen, .. control.Seen, .. Proof.MxSeen(now)])
        {
            Weight = 3,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, edge.Host)) { ["other"] = before.Host.Name },
        };
    }
}
