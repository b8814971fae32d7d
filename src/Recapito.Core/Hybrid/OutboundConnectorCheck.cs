namespace Recapito.Core;

/// <summary>
/// Outbound connectors of the tenant to the organisation's servers (Microsoft: Set-OutboundConnector; "Cmdlets run by the Hybrid Configuration Wizard";
/// "Transport routing in Exchange hybrid deployments").
/// </summary>
internal sealed class OutboundConnectorCheck : HybridCheck
{
    private const ExchangeObjectKind Kind = ExchangeObjectKind.OutboundConnector;

    public override Subject Subject => Subject.OutboundConnector;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "outbound-connectors-in-order", "outbound-connector-missing", "outbound-connector-disabled", "outbound-connector-type", "outbound-connector-routes-by-mx",
        "outbound-connector-no-smart-host", "outbound-connector-to-own-tenant", "outbound-connector-tls-domain", "outbound-connector-tls-level",
        "outbound-connector-cloud-mail-off", "outbound-connector-rules-only", "outbound-connector-domains", "centralized-transport-scope",
        "centralized-transport-partner", "centralized-transport-differs",
    ];

    protected override string InOrder => "outbound-connectors-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => CloudRoute.OnPremises(view, Kind);

    protected override IEnumerable<DomainFinding> Finds(HybridView view)
    {
        if (view.List(ExchangeSide.ExchangeOnline, Kind) is not { } listed)
        {
            return [];
        }

        var working = CloudRoute.OnPremises(view, Kind);
        var partners = listed.Where(one => view.Shows<ConnectorType>(one, "ConnectorType", out var type) && type is ConnectorType.Partner && view.IsEnabled(one)).ToList();
        return
        [
            .. working.Count == 0 && view.SawAll ? Missing(view, listed) : [],
            .. partners.Where(one => CloudRoute.IsMeantForServers(view, one)).Select(one => view.Found("outbound-connector-type", one)),
            .. partners.Where(one => view.Flag(one, "RouteAllMessagesViaOnPremises") is true).Select(one => view.Found("centralized-transport-partner", one)),
            .. working.SelectMany(one => (IEnumerable<DomainFinding>)[.. OfRoute(view, one), .. OfTls(view, one), .. OfScope(view, one)]),
            .. working.Count > 0 ? Uncovered(view, CloudRoute.PerhapsOnPremises(view, Kind)) : [],
        ];
    }

    private static IEnumerable<DomainFinding> Missing(HybridView view, IReadOnlyList<ListedObject> listed)
    {
        var disabled = listed.Where(one => CloudRoute.IsOnPremises(view, one)).ToList();
        return disabled.Count > 0 ? disabled.Select(one => view.Found("outbound-connector-disabled", one))
            : view.Hybrid is { } hybrid && new HybridConfiguration(hybrid.Item).Features.Contains("SecureMail", StringComparer.OrdinalIgnoreCase)
                && listed.All(one => view.Flag(one, "CloudServicesMailEnabled") is false)
                ? [view.FoundNone("outbound-connector-missing", ExchangeSide.ExchangeOnline, Kind)]
            : [];
    }

    private static IEnumerable<DomainFinding> OfRoute(HybridView view, ListedObject one)
    {
        var connector = new OutboundConnector(one.Item);
        if (view.Flag(one, "UseMXRecord") is not { } byMx)
        {
            yield break;
        }

        if (byMx)
        {
            yield return view.Found("outbound-connector-routes-by-mx", one,
                ("domains", string.Join(", ", connector.RecipientDomains)), ("host", PowerShellText.Quoted(SmartHost(view) ?? $"mail.{DomainOf(view)}")));
        }
        else if (view.Items(one, "SmartHosts") is not null && connector.SmartHosts.Count == 0)
        {
            yield return view.Found("outbound-connector-no-smart-host", one, ("host", PowerShellText.Quoted(SmartHost(view) ?? $"mail.{DomainOf(view)}")));
        }
        else if (view.Accepted(ExchangeSide.ExchangeOnline) is { } accepted
            && connector.SmartHosts.Where(MicrosoftNames.IsMxShaped).FirstOrDefault(host => accepted.Any(domain => IsMxOf(host, domain.Domain))) is { } own)
        {
            yield return view.Found("outbound-connector-to-own-tenant", one, ("host", own));
        }
    }

    // Known for names without a hyphen only; for others a difference says nothing, and neither does the likeness.
    private static bool IsMxOf(string host, string domain) => !domain.Contains('-', StringComparison.Ordinal) && host.Split('.')[0] == MicrosoftNames.Token(domain);

    private static string? SmartHost(HybridView view) => view.Hybrid is { } hybrid ? new HybridConfiguration(hybrid.Item).SmartHost : null;

    private static string DomainOf(HybridView view) => view.Organization.Length > 0 ? view.Organization : "contoso.com";

    private static IEnumerable<DomainFinding> OfTls(HybridView view, ListedObject one)
    {
        if (view.Flag(one, "CloudServicesMailEnabled") is false && view.Hybrid is not null)
        {
            yield return view.Found("outbound-connector-cloud-mail-off", one);
        }

        if (!view.Shows<TlsAuthLevel>(one, "TlsSettings", out var level))
        {
            yield break;
        }

        if (level is not (TlsAuthLevel.CertificateValidation or TlsAuthLevel.DomainValidation))
        {
            yield return view.Found("outbound-connector-tls-level", one, ("level", level is { } set ? set.ToString() : "$null"));
        }
        else if (level is TlsAuthLevel.DomainValidation && view.Shows(one, "TlsDomain", out var domain) && domain is not null)
        {
            var receiving = Receiving(view);
            if (receiving.Count > 0 && receiving.All(shown => shown.Names is { Count: > 0 } && shown.IsMeantBy(domain) is NameMatch.No))
            {
                yield return view.Found("outbound-connector-tls-domain", [one, .. receiving.SelectMany(shown => shown.Listed.Prepend(shown.Connector))],
                    ("tlsDomain", domain), ("names", string.Join(", ", receiving.SelectMany(shown => shown.Names!).Distinct())), ("suggestion", PowerShellText.Quoted(receiving[0].Names![0].Name)));
            }
        }
    }

    // Where Edge servers stand before the others, theirs is the certificate that counts, and it is not listed.
    private static IReadOnlyList<ShownCertificate> Receiving(HybridView view) => view.Hybrid is not { } hybrid || view.Items(hybrid, "EdgeTransportServers") is not { Count: 0 }
        || view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector).Any(one => !view.Shows(one, "TransportRole", out _) || view.Items(one, "TlsDomainCapabilities") is null) ? []
        : [.. CloudRoute.ReceiveConnectors(view).Where(one => !view.IsDisabled(one)).Select(one => ShownCertificate.Of(view, one))];

    private static IEnumerable<DomainFinding> OfScope(HybridView view, ListedObject one)
    {
        if (view.Flag(one, "IsTransportRuleScoped") is true && CloudRoute.IsOfWizard(view, one))
        {
            yield return view.Found("outbound-connector-rules-only", one);
        }

        if (view.Flag(one, "RouteAllMessagesViaOnPremises") is not { } all)
        {
            yield break;
        }

        if (all && view.Patterns(one, "RecipientDomains") is { } domains && !domains.Any(domain => domain.IsEverything))
        {
            yield return view.Found("centralized-transport-scope", one, ("domains", string.Join(", ", domains)));
        }

        if (view.Hybrid is { } hybrid && view.Flags(hybrid, "Features") is { Count: > 0 } && new HybridConfiguration(hybrid.Item).IsCentralized != all
            && (!all ? CloudRoute.OnPremises(view, Kind).All(other => other.Item.Flag("RouteAllMessagesViaOnPremises") is false) : true))
        {
            yield return view.Found("centralized-transport-differs", [one, hybrid], ("value", all ? "$true" : "$false"), ("wanted", all ? "$false" : "$true"));
        }
    }

    private static IEnumerable<DomainFinding> Uncovered(HybridView view, IReadOnlyList<ListedObject> perhaps)
    {
        if (view.Hybrid is not { } hybrid || view.Items(hybrid, "Domains") is null || perhaps.Any(one => view.Patterns(one, "RecipientDomains") is null || view.Flag(one, "AllAcceptedDomains") is not false))
        {
            yield break;
        }

        var missing = new HybridConfiguration(hybrid.Item).Domains.Where(domain => !perhaps.Any(one => new OutboundConnector(one.Item).RecipientDomains.Any(pattern => pattern.Covers(domain)))).ToList();
        if (missing.Count > 0)
        {
            yield return view.Found("outbound-connector-domains", [perhaps[0], hybrid], ("domains", string.Join(", ", missing)),
                ("list", string.Join(",", new OutboundConnector(perhaps[0].Item).RecipientDomains.Select(pattern => pattern.ToString()).Concat(missing).Select(PowerShellText.Quoted))));
        }
    }
}
