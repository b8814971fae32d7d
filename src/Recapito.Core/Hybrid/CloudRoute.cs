namespace Recapito.Core;

/// <summary>Which connectors carry mail between the servers and the tenant.</summary>
internal static class CloudRoute
{
    /// <summary>
    /// Send connectors to Exchange Online: a smart host below Microsoft's zone of MX names, or an address space of the domain by which the tenant's
    /// mailboxes are reached (CSS-Exchange HealthChecker: Exchange Online Connector Check).
    /// </summary>
    public static IReadOnlyList<ListedObject> SendConnectors(HybridView view) =>
        [.. view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector).Where(one => LeadsToCloud(view, one))];

    /// <summary>Those of them that work.</summary>
    public static IReadOnlyList<ListedObject> EnabledSendConnectors(HybridView view) => [.. SendConnectors(view).Where(view.IsEnabled)];

    /// <summary>True where a send connector relays more than the tenant's own domain: a smart host of Microsoft's, and an address space of others.</summary>
    public static bool Relays(ListedObject one) => new SendConnector(one.Item) is var connector
        && connector.SmartHosts.Any(MicrosoftNames.IsMxShaped) && connector.AddressSpaces.Any(space => !CloudNames.IsCoexistence(space.Domain));

    /// <summary>
    /// Receive connectors of the frontend that take what Exchange Online says of a message (CSS-Exchange HealthChecker: Cloud Connector Check).
    /// </summary>
    public static IReadOnlyList<ListedObject> ReceiveConnectors(HybridView view) =>
        [.. view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector).Where(one => IsFrontend(view, one) && view.Items(one, "TlsDomainCapabilities") is not null && TakesCloudMail(one))];

    /// <summary>True for a receive connector of the frontend.</summary>
    public static bool IsFrontend(HybridView view, ListedObject one) => view.Shows(one, "TransportRole", out var role) && "FrontendTransport".Equals(role, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where a receive connector names Exchange Online among those that it believes.</summary>
    public static bool TakesCloudMail(ListedObject one) => one.Item["TlsDomainCapabilities"].SelectMany(text => text.Split([' ', '\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries))
        .Any(entry => entry.Split(':', 2) is [var domain, var capabilities] && CloudNames.IsEdge(domain.Trim())
            && (capabilities.Contains("AcceptCloudServicesMail", StringComparison.OrdinalIgnoreCase) || capabilities.Contains("AcceptOorg", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Connectors of the tenant for the organisation's own servers, which work.</summary>
    public static IReadOnlyList<ListedObject> OnPremises(HybridView view, ExchangeObjectKind kind) =>
        [.. view.Each(ExchangeSide.ExchangeOnline, kind).Where(one => IsOnPremises(view, one) && view.IsEnabled(one))];

    /// <summary>These, and those of which it is not shown that they are for others or do not work: what none of all of them does, is not done.</summary>
    public static IReadOnlyList<ListedObject> PerhapsOnPremises(HybridView view, ExchangeObjectKind kind) =>
        [.. view.Each(ExchangeSide.ExchangeOnline, kind).Where(one => (!view.Shows<ConnectorType>(one, "ConnectorType", out var type) || type is ConnectorType.OnPremises) && !view.IsDisabled(one))];

    /// <summary>True where the connector is for the organisation's own servers.</summary>
    public static bool IsOnPremises(HybridView view, ListedObject one) =>
        view.Shows<ConnectorType>(one, "ConnectorType", out var type) && type is ConnectorType.OnPremises;

    /// <summary>True where the wizard made a connector of the tenant, or where it has a setting that makes no sense towards others.</summary>
    public static bool IsMeantForServers(HybridView view, ListedObject one) =>
        view.Flag(one, "CloudServicesMailEnabled") is true || IsOfWizard(view, one);

    /// <summary>True where the wizard made a connector of the tenant.</summary>
    public static bool IsOfWizard(HybridView view, ListedObject one) =>
        view.Shows(one, "ConnectorSource", out var source) && "HybridWizard".Equals(source, StringComparison.OrdinalIgnoreCase);

    private static bool LeadsToCloud(HybridView view, ListedObject one)
    {
        var connector = new SendConnector(one.Item);
        if (connector.SmartHosts.Any(MicrosoftNames.IsMxShaped) || connector.AddressSpaces.Any(space => CloudNames.IsCoexistence(space.Domain)))
        {
            return true;
        }

        // It is known not to lead there only where all of this can be read.
        _ = view.Patterns(one, "AddressSpaces");
        _ = one.Item.Has("SmartHostsString") ? [] : view.Items(one, "SmartHosts");
        return false;
    }
}
