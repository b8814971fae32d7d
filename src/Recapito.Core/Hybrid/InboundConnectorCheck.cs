namespace Recapito.Core;

/// <summary>
/// Inbound connectors of the tenant, by which it knows the organisation's servers (Microsoft: Set-InboundConnector; "Cmdlets run by the Hybrid Configuration
/// Wizard"; "Configure a certificate-based connector to relay email messages through Microsoft 365").
/// </summary>
internal sealed class InboundConnectorCheck : HybridCheck
{
    private const ExchangeSide Cloud = ExchangeSide.ExchangeOnline;
    private const ExchangeObjectKind Kind = ExchangeObjectKind.InboundConnector;

    private static readonly string[] Restrictions = ["RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses"];

    public override Subject Subject => Subject.InboundConnector;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "inbound-connectors-in-order", "inbound-connector-missing", "inbound-connector-disabled", "inbound-connector-type", "inbound-connector-matches-nothing",
        "inbound-connector-certificate-mismatch", "inbound-connector-certificate-domain-not-accepted", "inbound-connector-tls-not-required",
        "inbound-connector-restriction-without-effect", "inbound-connector-restricts-own-domain", "inbound-connector-sender-domains", "inbound-connector-cloud-mail-off",
    ];

    protected override string InOrder => "inbound-connectors-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => CloudRoute.OnPremises(view, Kind);

    protected override IEnumerable<DomainFinding> Finds(HybridView view)
    {
        if (view.List(Cloud, Kind) is not { } listed)
        {
            return [];
        }

        var working = CloudRoute.OnPremises(view, Kind);
        return
        [
            .. working.Count == 0 && view.SawAll ? Missing(view, listed) : [],
            .. listed.Where(one => view.Shows<ConnectorType>(one, "ConnectorType", out var type) && type is ConnectorType.Partner && view.IsEnabled(one) && CloudRoute.IsMeantForServers(view, one))
                .Select(one => view.Found("inbound-connector-type", one)),
            .. working.SelectMany(one => OfOnPremises(view, one)),
            .. working.Count > 0 ? Unmatched(view, CloudRoute.PerhapsOnPremises(view, Kind)) : [],
            .. listed.SelectMany(one => OfPartner(view, one)),
        ];
    }

    private static IEnumerable<DomainFinding> Missing(HybridView view, IReadOnlyList<ListedObject> listed)
    {
        var disabled = listed.Where(one => CloudRoute.IsOnPremises(view, one)).ToList();
        var sending = CloudRoute.EnabledSendConnectors(view);
        return disabled.Count > 0 ? disabled.Select(one => view.Found("inbound-connector-disabled", one))
            : sending.Count > 0 && listed.All(one => view.Flag(one, "CloudServicesMailEnabled") is false && view.Shows(one, "ConnectorSource", out _) && !CloudRoute.IsMeantForServers(view, one))
                ? [view.FoundNone("inbound-connector-missing", Cloud, Kind, ("connectors", string.Join(", ", sending.Select(one => one.Name))))]
            : [];
    }

    private static IEnumerable<DomainFinding> OfOnPremises(HybridView view, ListedObject one)
    {
        if (!view.Shows(one, "TlsSenderCertificateName", out var certificate) || view.Items(one, "SenderIPAddresses") is not { } addresses)
        {
            yield break;
        }

        if (certificate is null && addresses.Count == 0)
        {
            yield return view.Found("inbound-connector-matches-nothing", one);
        }

        if (certificate is not null && view.Accepted(Cloud) is { } accepted && !IsAccepted(CertificateDomain.Parse(certificate).Name, accepted))
        {
            yield return view.Found("inbound-connector-certificate-domain-not-accepted", one, ("certificate", certificate));
        }

        if (certificate is not null && view.Flag(one, "RequireTls") is false)
        {
            yield return view.Found("inbound-connector-tls-not-required", one);
        }

        foreach (var property in Restrictions.Where(property => view.Flag(one, property) is true))
        {
            yield return view.Found("inbound-connector-restriction-without-effect", one, ("property", property));
        }

        if (view.Patterns(one, "SenderDomains") is { Count: > 0 } senders && !senders.Any(sender => sender.IsEverything))
        {
            yield return view.Found("inbound-connector-sender-domains", one, ("domains", string.Join(", ", senders)));
        }

        if (view.Flag(one, "CloudServicesMailEnabled") is false && view.Flag(one, "TreatMessagesAsInternal") is false && view.Hybrid is not null)
        {
            yield return view.Found("inbound-connector-cloud-mail-off", one);
        }
    }

    // Whether "mail.contoso.com" is accepted because "contoso.com" is, no document says: that accuses nobody.
    private static bool IsAccepted(string certificate, IReadOnlyList<AcceptedDomain> accepted)
    {
        var name = certificate.StartsWith("*.", StringComparison.Ordinal) ? certificate[2..] : certificate;
        return accepted.Any(domain => name == domain.Domain || name.EndsWith("." + domain.Domain, StringComparison.Ordinal) || domain.Holds(name));
    }

    /// <summary>Send connectors whose certificate no connector of the tenant asks for; a connector by address may know the server all the same.</summary>
    private static IEnumerable<DomainFinding> Unmatched(HybridView view, IReadOnlyList<ListedObject> perhaps)
    {
        var settings = perhaps.Select(one => one.Item.Text("TlsSenderCertificateName")).ToList();
        if (settings.Contains(null))
        {
            yield break;
        }

        foreach (var shown in CloudRoute.EnabledSendConnectors(view).Select(one => ShownCertificate.Of(view, one)).Where(shown => shown.Names is { Count: > 0 }))
        {
            if (settings.All(setting => shown.IsMeantBy(setting!) is NameMatch.No))
            {
                yield return view.Found("inbound-connector-certificate-mismatch", [perhaps[0], shown.Connector, .. shown.Alike],
                    ("wanted", string.Join(", ", settings.Distinct())), ("names", string.Join(", ", shown.Names!)), ("connector", shown.Connector.Name),
                    ("suggestion", PowerShellText.Quoted(shown.Names![0].Name)));
            }
        }
    }

    private static IEnumerable<DomainFinding> OfPartner(HybridView view, ListedObject one)
    {
        if (!view.Shows<ConnectorType>(one, "ConnectorType", out var type) || type is not ConnectorType.Partner || !view.IsEnabled(one)
            || (view.Flag(one, "RestrictDomainsToIPAddresses") is not true && view.Flag(one, "RestrictDomainsToCertificate") is not true))
        {
            yield break;
        }

        var senders = view.Patterns(one, "SenderDomains") ?? [];
        var own = (view.Accepted(Cloud) ?? []).Where(domain => senders.Any(sender => sender.Covers(domain.Domain))).Select(domain => domain.Domain).ToList();
        if (own.Count > 0)
        {
            yield return view.Found("inbound-connector-restricts-own-domain", one, ("domains", string.Join(", ", own)));
        }
    }
}
