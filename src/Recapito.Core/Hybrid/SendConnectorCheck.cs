namespace Recapito.Core;

/// <summary>
/// Send connectors of the servers to Exchange Online (CSS-Exchange HealthChecker: Exchange Online Connector Check and Cloud Connector Check; Microsoft:
/// Set-SendConnector). Their certificates are looked at by <see cref="ConnectorCertificateCheck"/>.
/// </summary>
internal sealed class SendConnectorCheck : HybridCheck
{
    public override Subject Subject => Subject.SendConnector;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "send-connectors-in-order", "send-connector-missing", "send-connector-disabled", "send-connector-cloud-mail-off", "send-connector-tls-level",
        "send-connector-tls-domain", "send-connector-tls-not-required", "send-connector-starttls-ignored", "send-connector-no-route",
        "send-connector-dns-and-smart-hosts", "send-connector-relays",
    ];

    protected override string InOrder => "send-connectors-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => CloudRoute.EnabledSendConnectors(view);

    protected override IEnumerable<DomainFinding> Finds(HybridView view)
    {
        var bound = CloudRoute.SendConnectors(view);
        var working = bound.Where(view.IsEnabled).ToList();
        if (bound.Count == 0 && view.SawAll && view.Hybrid is { } hybrid && new HybridConfiguration(hybrid.Item).Features.Contains("SecureMail", StringComparer.OrdinalIgnoreCase))
        {
            yield return view.FoundNone("send-connector-missing", ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector);
        }

        foreach (var one in bound.Where(one => view.IsDisabled(one) && !IsReplaced(one, [.. Perhaps(view, bound).Where(other => !view.IsDisabled(other))])))
        {
            yield return view.Found("send-connector-disabled", one);
        }

        foreach (var finding in working.SelectMany(one => (IEnumerable<DomainFinding>)[.. OfHeaders(view, one), .. OfTls(view, one), .. OfRoute(view, one)]))
        {
            yield return finding;
        }
    }

    // Where a connector leads that shows no address spaces, is not known.
    private static IEnumerable<ListedObject> Perhaps(HybridView view, IReadOnlyList<ListedObject> bound) =>
        bound.Union(view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector).Where(one => !one.Item.Has("AddressSpaces")));

    // A leftover does no harm where another connector is for all of its domains.
    private static bool IsReplaced(ListedObject one, IReadOnlyList<ListedObject> others) => !one.Item.Has("AddressSpaces") || others.Any(other => !other.Item.Has("AddressSpaces"))
        || (new SendConnector(one.Item).AddressSpaces is { Count: > 0 } spaces
            && spaces.All(space => others.Any(other => new SendConnector(other.Item).AddressSpaces.Any(theirs => theirs.Covers(space.Domain)))));

    private static IEnumerable<DomainFinding> OfHeaders(HybridView view, ListedObject one)
    {
        if (view.Flag(one, "CloudServicesMailEnabled") is false)
        {
            yield return view.Found("send-connector-cloud-mail-off", one);
        }

        if (view.Patterns(one, "AddressSpaces") is not null && CloudRoute.Relays(one))
        {
            yield return view.Found("send-connector-relays", one, ("spaces", string.Join(", ", new SendConnector(one.Item).AddressSpaces)));
        }
    }

    private static IEnumerable<DomainFinding> OfTls(HybridView view, ListedObject one)
    {
        // Without TLS, what is asked of it is of no account.
        if (view.Flag(one, "IgnoreSTARTTLS") is not false)
        {
            if (view.Flag(one, "IgnoreSTARTTLS") is true)
            {
                yield return view.Found("send-connector-starttls-ignored", one);
            }

            yield break;
        }

        if (view.Flag(one, "RequireTLS") is false)
        {
            yield return view.Found("send-connector-tls-not-required", one);
        }

        if (!view.Shows<TlsAuthLevel>(one, "TlsAuthLevel", out var level))
        {
            yield break;
        }

        if (level is not (TlsAuthLevel.CertificateValidation or TlsAuthLevel.DomainValidation))
        {
            yield return view.Found("send-connector-tls-level", one, ("level", level is { } set ? set.ToString() : "$null"));
        }
        else if (level is TlsAuthLevel.DomainValidation && view.Shows(one, "TlsDomain", out var domain) && (domain is null || !CloudNames.IsEdge(domain)))
        {
            yield return view.Found("send-connector-tls-domain", one, ("tlsDomain", domain ?? "$null"));
        }
    }

    private static IEnumerable<DomainFinding> OfRoute(HybridView view, ListedObject one)
    {
        var hosts = new SendConnector(one.Item).SmartHosts;
        if (view.Flag(one, "DNSRoutingEnabled") is not { } byDns || (!one.Item.Has("SmartHostsString") && view.Items(one, "SmartHosts") is null))
        {
            yield break;
        }

        if (byDns && hosts.Count > 0)
        {
            yield return view.Found("send-connector-dns-and-smart-hosts", one, ("hosts", string.Join(", ", hosts)));
        }
        else if (!byDns && hosts.Count == 0)
        {
            yield return view.Found("send-connector-no-route", one);
        }
    }
}
