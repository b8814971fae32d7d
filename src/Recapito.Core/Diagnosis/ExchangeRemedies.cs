namespace Recapito.Core;

/// <summary>
/// The exact changes in Exchange that a remedy asks for. Only what the evidence shows is put into a change: where two connectors could be meant, or a name would have
/// to be invented, the administrator must decide.
/// </summary>
internal static class ExchangeRemedies
{
    /// <summary>The name that a new inbound connector gets, in the changes and in the words of the steps.</summary>
    public const string NewInboundConnector = "From our own servers";

    /// <summary>The changes of a remedy; empty where the evidence does not give them.</summary>
    public static IReadOnlyList<WorldChange> For(Case now, CauseEntry entry, Finding finding) => entry.Remedy switch
    {
        "resync-edge-directory" => [new ResyncEdgeDirectory(now.Symptom.Domain)],
        "sync-recipient" or "sync-public-folders" or "front-with-group-or-contact" or "reroute-public-folder" => [new AddRecipient(now.Symptom.Recipient)],
        "verify-domain" or "add-subdomain" => [new AddAcceptedDomain(now.Symptom.Domain), new AddRecipient(now.Symptom.Recipient)],
        "renew-subscription" => [new EnableMailService(now.Symptom.Domain)],
        "release-domain-at-sender" => InsidePlan.SenderDomain(now.Symptom) is { } sender ? [new RemoveAcceptedDomain(now.Symptom.Domain, sender)] : [],
        "enable-inbound-connector" => SenderRelay.Of(now) is { OwnServers: [var only] } relay ? [Set(relay, only, "Enabled", ["True"])] : [],
        "correct-connector-certificate" => Expect(now),
        "create-inbound-connector" when entry.Id is "inbound-connector-missing" => Create(now),
        "correct-send-connector" => GoByMx(now),
        "renew-certificate" or "restore-starttls" => [new ShowCertificate(finding.Arguments["host"], [finding.Arguments["host"]])],
        "correct-certificate-name" => [new ShowCertificate(finding.Arguments["host"], [finding.Arguments["expected"]])],
        "open-firewall" => now.TriedHost is { } host ? [new RestoreHost(host.Name, host.Addresses)] : [],
        _ => [],
    };

    private static IReadOnlyList<WorldChange> Expect(Case now) =>
        SenderRelay.Of(now) is { } relay && NameOfOwn(relay) is { } name && relay.Enabled.Where(connector => connector.CertificateName is not null).ToList() is [var only]
            ? [Set(relay, only, "TlsSenderCertificateName", [name])]
            : [];

    // As Microsoft's documents have it for own servers: by certificate, whatever address they send from.
    private static IReadOnlyList<WorldChange> Create(Case now) => SenderRelay.Of(now) is { } relay && NameOfOwn(relay) is { } name
        ? [new AddExchangeObject(relay.Sender.Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector, new(
            [
                Property("Name", NewInboundConnector), Property("ConnectorType", "OnPremises"), Property("SenderDomains", "*"), Property("RequireTls", "True"),
                Property("TlsSenderCertificateName", name), Property("Enabled", "True"),
            ]))]
        : [];

    // A connector that is for this domain and no other is taken out of the way; a general one carries other mail too.
    private static IReadOnlyList<WorldChange> GoByMx(Case now)
    {
        if (ServerRoute.Of(now, OrganisationView.OfSender(now)) is not { Space.IsEverything: false, Connector: { AddressSpaces.Count: 1 } connector })
        {
            return [];
        }

        var sender = InsidePlan.SenderDomain(now.Symptom) ?? "";
        return
        [
            new SetExchangeProperty(sender, ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, connector.Name, "DNSRoutingEnabled", connector.Source["DNSRoutingEnabled"], ["True"]),
            new SetExchangeProperty(sender, ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, connector.Name, "SmartHosts", connector.Source["SmartHosts"], []),
        ];
    }

    /// <summary>A name of the certificate that the sender's servers show, in a domain that their tenant has: any other would let strangers in.</summary>
    internal static string? NameOfOwn(SenderRelay relay)
    {
        var domains = relay.Sender.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain).Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>().Select(domain => domain.Domain)
            .Append(relay.Sender.Domain).Distinct(StringComparer.Ordinal).ToList();
        return relay.Route?.CertificateNames?.FirstOrDefault(name => domains.Exists(domain => name == domain || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase)));
    }

    private static SetExchangeProperty Set(SenderRelay relay, InboundConnector connector, string property, IReadOnlyList<string> after) =>
        new(relay.Sender.Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector, connector.Name, property, connector.Source[property], after);

    private static KeyValuePair<string, IReadOnlyList<string>> Property(string name, string value) => new(name, [value]);
}
