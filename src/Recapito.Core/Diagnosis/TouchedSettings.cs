namespace Recapito.Core;

/// <summary>Which settings the steps of a remedy may change. Where a step is added to a remedy that sets another one, it is added here.</summary>
internal static class TouchedSettings
{
    private static readonly string[] Certificate = ["TlsSenderCertificateName"];
    private static readonly string[] ShownCertificate = ["IgnoreSTARTTLS", "RequireTLS", "TlsCertificateName"];
    private static readonly string[] PartnerSource = ["RequireTls", "RestrictDomainsToCertificate", "TlsSenderCertificateName", "RestrictDomainsToIPAddresses", "SenderIPAddresses"];
    private static readonly string[] Route = ["UseMXRecord", "SmartHosts", "TlsSettings", "TlsDomain", "Enabled"];

    /// <summary>The objects, and what of each.</summary>
    public static IReadOnlyList<Touched> Of(Case now, Remedy remedy) => remedy.Id switch
    {
        "enable-inbound-connector" => [Named(now, remedy, ExchangeObjectKind.InboundConnector, "Enabled")],
        "correct-connector-addresses" => [Named(now, remedy, ExchangeObjectKind.InboundConnector, ["RequireTls", .. Certificate, "SenderIPAddresses"])],
        "correct-partner-connector" => [Named(now, remedy, ExchangeObjectKind.InboundConnector, PartnerSource)],
        "correct-connector-certificate" => [Named(now, remedy, ExchangeObjectKind.InboundConnector, Certificate), OfRoute(now, ShownCertificate)],
        "create-inbound-connector" when RemedyValues.ShowsFitting(now, remedy) => [],
        "create-inbound-connector" => [OfRoute(now, "RequireTLS", "TlsCertificateName")],
        "correct-send-connector" => [OfRoute(now, "DNSRoutingEnabled", "SmartHosts", "Enabled")],
        "set-smart-hosts" => [Named(now, remedy, ExchangeObjectKind.OutboundConnector, Route), OfDomain(now.Symptom.Domain, OrganisationView.OfRecipient(now), now)],
        "open-firewall" => [Named(now, remedy, ExchangeObjectKind.OutboundConnector, "Enabled"), OfDomain(now.Symptom.Domain, OrganisationView.OfRecipient(now), now)],
        "rerun-hybrid-wizard" => [Named(now, remedy, ExchangeObjectKind.OutboundConnector, "RouteAllMessagesViaOnPremises")],
        "correct-certificate-name" => [Demanding(now, remedy)],
        "set-authoritative-or-connector" or "set-internal-relay-with-connector" or "resync-edge-directory" or "reroute-public-folder" or "front-with-group-or-contact" =>
            [OfDomain(now.Symptom.Domain, OrganisationView.OfRecipient(now), now)],
        "break-loop" when LoopRemedy.Of(now).IsAuthoritative => [],
        "break-loop" => [OfDomain(now.Symptom.Domain, OrganisationView.OfRecipient(now), now), .. LoopRemedy.Of(now).Touched()],
        // Whoever has the domain was asked as its organisation: that is the sender's.
        "release-domain-at-sender" => [OfDomain(now.Symptom.Domain, OrganisationView.OfRecipient(now), now)],
        "add-subdomain" when remedy.Arguments.GetValueOrDefault("parent") is { } parent && Names.IsHostName(parent) => [OfDomain(parent, OrganisationView.OfRecipient(now), now, "MatchSubDomains")],
        _ => [],
    };

    /// <summary>The services of the domain as they were listed, for a remedy that writes the whole list; else a note.</summary>
    public static IReadOnlyList<string> Services(Case now, Remedy remedy, List<string> notes)
    {
        if (remedy.Id is not "renew-subscription")
        {
            return [];
        }

        var domain = PowerShellText.Quoted(now.Symptom.Domain);
        if (ServicesOf(now) is { } services)
        {
            return [$"Update-MgDomain -DomainId {domain} -SupportedServices {(services.Count == 0 ? "@()" : string.Join(',', services.Select(PowerShellText.Quoted)))}"];
        }

        notes.Add($"Get-MgDomain -DomainId {domain} | Format-List SupportedServices");
        return [];
    }

    /// <summary>The services that the recipient's domain was listed with; null where they were not seen.</summary>
    public static IReadOnlyList<string>? ServicesOf(Case now) => OrganisationView.OfRecipient(now).Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain)
        .FirstOrDefault(item => item.Text("id") is { } id && Names.Canonical(id) == now.Symptom.Domain && item.Has("supportedServices"))?.List("supportedServices");

    // The connector that the cause names, in the organisation of whoever must act.
    private static Touched Named(Case now, Remedy remedy, ExchangeObjectKind kind, params string[] properties)
    {
        var owner = remedy.Party is Party.SendersAdmin ? OrganisationView.OfSender(now) : OrganisationView.OfRecipient(now);
        var named = remedy.Arguments.GetValueOrDefault("identity") is { Length: > 0 } identity ? owner.Of(ExchangeSide.ExchangeOnline, kind).Where(item => item.Name == identity).ToList() : [];
        return new(owner.Domain, ExchangeSide.ExchangeOnline, kind, named is [var only] ? only.Name : null, named is [var seen] ? seen : null, properties);
    }

    private static Touched OfRoute(Case now, params string[] properties)
    {
        var sender = OrganisationView.OfSender(now);
        var connector = ServerRoute.Of(now, sender)?.Connector;
        return new(sender.Domain, ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, connector?.Name, connector?.Source, properties);
    }

    private static Touched Demanding(Case now, Remedy remedy)
    {
        var connector = DemandingConnector(now, remedy.Arguments.GetValueOrDefault("expected"));
        return new(now.Symptom.Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector, connector?.Name, connector?.Source, ["TlsDomain"]);
    }

    /// <summary>The one outbound connector of the recipient's organisation that demands this name; null where there is none or several.</summary>
    public static OutboundConnector? DemandingConnector(Case now, string? expected) => OrganisationView.OfRecipient(now).Outbound
        .Where(connector => connector is { IsEnabled: true, TlsDomain: { } domain } && domain.Equals(expected, StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : null;

    private static Touched OfDomain(string domain, OrganisationView organisation, Case now, params string[] further) =>
        new(domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain, domain, Listed(domain, organisation, now), ["DomainType", .. further]);

    private static ExchangeObject? Listed(string domain, OrganisationView organisation, Case now) =>
        organisation.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain).FirstOrDefault(item => AcceptedDomainReader.Read(item)?.Domain == domain)
        ?? (organisation.Domain == now.Symptom.Domain && now.Evidence.Find(new AcceptedDomainRequest(domain)) is Present<AcceptedDomain> { Value: var seen } && seen.Domain == domain
            ? new([new("DomainName", [seen.Domain]), new("DomainType", [seen.Type.ToString()])]) : null);
}
