namespace Recapito.Core;

/// <summary>
/// Receive connectors of the servers for what Exchange Online sends (Microsoft: "Cmdlets run by the Hybrid Configuration Wizard", Set-ReceiveConnector).
/// </summary>
internal sealed class ReceiveConnectorCheck : HybridCheck
{
    public override Subject Subject => Subject.ReceiveConnector;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "receive-connectors-in-order", "receive-connector-missing", "receive-connector-disabled", "receive-connector-no-tls", "receive-connector-anonymous-off",
        "receive-connector-remote-ranges", "receive-connector-fqdn",
    ];

    protected override string InOrder => "receive-connectors-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => CloudRoute.ReceiveConnectors(view).Where(view.IsEnabled);

    protected override IEnumerable<DomainFinding> Finds(HybridView view)
    {
        if (view.List(ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector) is not { } listed)
        {
            return [];
        }

        var frontends = listed.Where(one => CloudRoute.IsFrontend(view, one)).ToList();
        return [.. Missing(view, frontends), .. CloudRoute.ReceiveConnectors(view).SelectMany(one => OfConnector(view, one))];
    }

    // Edge servers are no part of the organisation's listing, and a server without any connector in it was not asked.
    private static IEnumerable<DomainFinding> Missing(HybridView view, List<ListedObject> frontends)
    {
        if (view.Hybrid is not { } hybrid || view.Items(hybrid, "EdgeTransportServers") is not { Count: 0 })
        {
            yield break;
        }

        // A connector whose server or role is not shown may be the one that is looked for.
        var listed = view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector);
        if (listed.Any(one => !view.Shows(one, "TransportRole", out _) || !view.Shows(one, "Identity", out _) || ServerName.OfReceiveConnector(one) is null))
        {
            yield break;
        }

        foreach (var server in (view.Items(hybrid, "ReceivingTransportServers") ?? []).Select(ServerName.Of).Distinct())
        {
            var theirs = frontends.Where(one => ServerName.OfReceiveConnector(one) == server).ToList();
            if (theirs.Count == 0)
            {
                view.Miss(ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector, why: $"no frontend connector of the server {server}");
            }
            else if (theirs.All(one => one.Item.Has("TlsDomainCapabilities") && !CloudRoute.TakesCloudMail(one)))
            {
                yield return view.Found("receive-connector-missing", [theirs.Find(one => one.Name.Contains("Default Frontend", StringComparison.OrdinalIgnoreCase)) ?? theirs[0], hybrid], ("server", server));
            }
        }
    }

    private static IEnumerable<DomainFinding> OfConnector(HybridView view, ListedObject one)
    {
        if (!view.IsEnabled(one))
        {
            if (view.IsDisabled(one))
            {
                yield return view.Found("receive-connector-disabled", one);
            }

            yield break;
        }

        if (view.Flags(one, "AuthMechanism") is { } mechanisms)
        {
            if (!mechanisms.Contains("Tls", StringComparer.OrdinalIgnoreCase))
            {
                yield return view.Found("receive-connector-no-tls", one, ("mechanisms", string.Join(", ", mechanisms)));
            }

            if (mechanisms.Contains("ExchangeServer", StringComparer.OrdinalIgnoreCase) && view.Shows(one, "Fqdn", out var fqdn) && fqdn is not null && view.Shows(one, "Identity", out _)
                && ServerName.OfReceiveConnector(one) is { } server && ServerName.Of(fqdn) != server)
            {
                yield return view.Found("receive-connector-fqdn", one, ("fqdn", fqdn), ("server", server));
            }
        }

        if (view.Flags(one, "PermissionGroups") is { } groups && !groups.Contains("AnonymousUsers", StringComparer.OrdinalIgnoreCase))
        {
            yield return view.Found("receive-connector-anonymous-off", one, ("groups", string.Join(", ", groups)));
        }

        if (view.Items(one, "RemoteIPRanges") is { Count: > 0 } ranges && !ranges.Any(IsEverywhere))
        {
            yield return view.Found("receive-connector-remote-ranges", one, ("ranges", string.Join(", ", ranges)));
        }
    }

    private static bool IsEverywhere(string range) => range.Trim() is "0.0.0.0-255.255.255.255" or "0.0.0.0/0";
}
