namespace Recapito.Core;

/// <summary>What the wizard was told, and what the tenant keeps of it, against the connectors and domains that they name (Microsoft: Get-HybridConfiguration, Set-OnPremisesOrganization).</summary>
internal sealed class HybridConfigurationCheck : HybridCheck
{
    private const ExchangeSide Cloud = ExchangeSide.ExchangeOnline;

    public override Subject Subject => Subject.HybridConfiguration;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "hybrid-configuration-in-order", "hybrid-configuration-none", "hybrid-domain-not-accepted", "hybrid-domains-differ", "hybrid-connector-missing",
        "hybrid-smart-host-differs", "hybrid-servers-differ",
    ];

    protected override string InOrder => "hybrid-configuration-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration);

    protected override IEnumerable<DomainFinding> Finds(HybridView view)
    {
        var listed = view.List(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration);
        var organizations = view.Each(Cloud, ExchangeObjectKind.OnPremisesOrganization);
        return
        [
            .. listed is { Count: 0 } ? [view.FoundNone("hybrid-configuration-none", ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration)] : (DomainFinding[])[],
            .. listed is [var hybrid, ..] ? (IEnumerable<DomainFinding>)[.. NotAccepted(view, hybrid), .. Differing(view, hybrid, organizations), .. Hosts(view, hybrid), .. Servers(view, hybrid)] : [],
            .. organizations.SelectMany(one => (IEnumerable<DomainFinding>)
            [
                .. Named(view, one, "InboundConnector", ExchangeObjectKind.InboundConnector),
                .. Named(view, one, "OutboundConnector", ExchangeObjectKind.OutboundConnector),
            ]),
        ];
    }

    private static IEnumerable<DomainFinding> NotAccepted(HybridView view, ListedObject hybrid)
    {
        foreach (var side in view.Items(hybrid, "Domains") is null ? [] : Enum.GetValues<ExchangeSide>())
        {
            if (view.Accepted(side) is { } accepted
                && new HybridConfiguration(hybrid.Item).Domains.Where(domain => !accepted.Any(theirs => theirs.Holds(domain))).ToList() is { Count: > 0 } missing)
            {
                yield return view.Found("hybrid-domain-not-accepted", hybrid, ("domains", string.Join(", ", missing)), ("side", side is Cloud ? "Exchange Online" : "Exchange Server"));
            }
        }
    }

    private static IEnumerable<DomainFinding> Differing(HybridView view, ListedObject hybrid, IReadOnlyList<ListedObject> organizations)
    {
        if (organizations.Count == 0 || organizations.Any(one => view.Items(one, "HybridDomains") is null) || view.Items(hybrid, "Domains") is null)
        {
            yield break;
        }

        var there = organizations.SelectMany(one => new OnPremisesOrganization(one.Item).Domains).ToHashSet(StringComparer.Ordinal);
        var here = new HybridConfiguration(hybrid.Item).Domains;
        if (!there.IsSupersetOf(here))
        {
            yield return view.Found("hybrid-domains-differ", [hybrid, .. organizations], ("domains", string.Join(", ", here.Where(domain => !there.Contains(domain)))));
        }
    }

    private static IEnumerable<DomainFinding> Named(HybridView view, ListedObject organization, string property, ExchangeObjectKind kind)
    {
        if (view.Shows(organization, property, out var named) && named is not null && view.List(Cloud, kind) is { } connectors && connectors.All(one => view.Shows(one, "Name", out _) && !IsCalled(one, named)))
        {
            yield return view.Found("hybrid-connector-missing", organization, ("connector", named), ("kind", property));
        }
    }

    // By name, by GUID, or as a path that ends with the name.
    private static bool IsCalled(ListedObject one, string name) => new[] { one.Item.Name, one.Item.Text("Identity"), one.Item.Text("Guid") }.OfType<string>()
        .Any(known => known.Equals(name, StringComparison.OrdinalIgnoreCase) || name.EndsWith('\\' + known, StringComparison.OrdinalIgnoreCase) || name.EndsWith('/' + known, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<DomainFinding> Hosts(HybridView view, ListedObject hybrid)
    {
        if (!view.Shows(hybrid, "OnPremisesSmartHost", out _) || new HybridConfiguration(hybrid.Item).SmartHost is not { } host)
        {
            yield break;
        }

        var connectors = CloudRoute.OnPremises(view, ExchangeObjectKind.OutboundConnector).Where(one => view.Items(one, "SmartHosts") is { Count: > 0 }).ToList();
        if (connectors.Count > 0 && connectors.All(one => !new OutboundConnector(one.Item).SmartHosts.Contains(host)))
        {
            yield return view.Found("hybrid-smart-host-differs", [hybrid, .. connectors],
                ("host", host), ("hosts", string.Join(", ", connectors.SelectMany(one => new OutboundConnector(one.Item).SmartHosts).Distinct())));
        }
    }

    private static IEnumerable<DomainFinding> Servers(HybridView view, ListedObject hybrid)
    {
        var told = (view.Items(hybrid, "SendingTransportServers") ?? []).Select(ServerName.Of).ToHashSet(StringComparer.Ordinal);
        var connectors = CloudRoute.EnabledSendConnectors(view).Where(one => view.Items(one, "SourceTransportServers") is { Count: > 0 }).ToList();
        var used = connectors.SelectMany(ShownCertificate.Servers).ToHashSet(StringComparer.Ordinal);
        if (told.Count > 0 && used.Count > 0 && told.Except(used).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } unused)
        {
            yield return view.Found("hybrid-servers-differ", [hybrid, .. connectors], ("servers", string.Join(", ", unused)), ("used", string.Join(", ", used.Order(StringComparer.Ordinal))));
        }
    }
}
