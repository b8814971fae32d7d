namespace Recapito.Core;

/// <summary>What one organisation shows of its inside, beside one case. Only rearranges; what was not shown stays unknown.</summary>
/// <param name="now">The case.</param>
/// <param name="domain">Canonical domain of the organisation; "" where it is not known.</param>
internal sealed class OrganisationView(Case now, string domain)
{
    /// <summary>The domain by which the organisation is asked.</summary>
    public string Domain => domain;

    /// <summary>The organisation of the recipient.</summary>
    public static OrganisationView OfRecipient(Case now) => new(now, now.Symptom.Domain);

    /// <summary>The organisation of the sender.</summary>
    public static OrganisationView OfSender(Case now) => new(now, InsidePlan.SenderDomain(now.Symptom) ?? "");

    /// <summary>The listing of a kind, present or absent; null where it was not seen.</summary>
    public Observation<ExchangeObjects>? Seen(ExchangeSide side, ExchangeObjectKind kind) =>
        now.Evidence.Find(new ConfigurationRequest(domain, side, kind)) is { Outcome: not Outcome.Unavailable } seen ? seen : null;

    /// <summary>The objects of a kind; empty where there are none or none was seen.</summary>
    public IReadOnlyList<ExchangeObject> Of(ExchangeSide side, ExchangeObjectKind kind) => (Seen(side, kind) as Present<ExchangeObjects>)?.Value.Items ?? [];

    /// <summary>The inbound connectors of the tenant.</summary>
    public IReadOnlyList<InboundConnector> Inbound => [.. Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector).Select(item => new InboundConnector(item))];

    /// <summary>The outbound connectors of the tenant.</summary>
    public IReadOnlyList<OutboundConnector> Outbound => [.. Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector).Select(item => new OutboundConnector(item))];

    /// <summary>The outbound connectors that are switched on and hand mail to this host.</summary>
    /// <param name="host">Canonical name.</param>
    public IReadOnlyList<OutboundConnector> LeadingTo(string host) => [.. Outbound.Where(connector => connector is { IsEnabled: true, UsesMx: false } && connector.SmartHosts.Contains(host))];

    /// <summary>The send connectors of the servers.</summary>
    public IReadOnlyList<SendConnector> Send => [.. Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector).Select(item => new SendConnector(item))];

    /// <summary>
    /// True where the tenant shows no connection to servers of the organisation's own, and everything that would show one was seen: no on-premises
    /// organisation, and no connector of the type OnPremises in either direction.
    /// </summary>
    public bool ShowsNoServers => Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OnPremisesOrganization) is Absent<ExchangeObjects>
        && HasPartnersOnly(ExchangeObjectKind.OutboundConnector) && HasPartnersOnly(ExchangeObjectKind.InboundConnector);

    private bool HasPartnersOnly(ExchangeObjectKind kind) => Seen(ExchangeSide.ExchangeOnline, kind) is not null
        && Of(ExchangeSide.ExchangeOnline, kind).All(item => item.Choice<ConnectorType>("ConnectorType") is ConnectorType.Partner);

    /// <summary>
    /// True where an object stood at the time of the bounce as it stands now. One that was changed since may have been another then; where the object does not
    /// say when it was changed, or the report when it bounced, that is not known.
    /// </summary>
    public bool StoodThen(ExchangeObject item) => StoodThen(item.WhenChanged);

    /// <summary>The same of something that was changed last at this time; null where that is not known.</summary>
    public bool StoodThen(DateTimeOffset? changed) => now.Symptom.At is { } then && changed <= then;

    /// <summary>The same of an accepted domain, which may have been another organisation's before it was added here.</summary>
    public bool StoodThen(AcceptedDomain domain) => StoodThen(domain.WhenChanged) && (domain.WhenCreated is null || StoodThen(domain.WhenCreated));

    /// <summary>The same of a directory object: its addresses may be newer than itself.</summary>
    public bool StoodThen(DirectoryRecipient known) => StoodThen(known.WhenCreated) && StoodThen(known.WhenChanged);
}
