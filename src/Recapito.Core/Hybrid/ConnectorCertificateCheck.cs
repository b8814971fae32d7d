using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The certificates that connectors of the servers name (CSS-Exchange HealthChecker: Cloud Connector Check; Microsoft: "Certificate requirements for hybrid
/// deployments").
/// </summary>
internal sealed class ConnectorCertificateCheck : HybridCheck
{
    // As HealthChecker has it.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(60);

    public override Subject Subject => Subject.ConnectorCertificate;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "connector-certificates-in-order", "send-connector-certificate-empty", "receive-connector-certificate-empty", "connector-certificate-syntax",
        "connector-certificate-missing", "connector-certificate-not-listed", "connector-certificate-expired", "connector-certificate-expires",
        "connector-certificate-self-signed", "connector-certificate-differs",
    ];

    protected override string InOrder => "connector-certificates-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => Connectors(view).Where(view.IsEnabled);

    protected override IEnumerable<DomainFinding> Finds(HybridView view) => About(view).SelectMany(one => OfConnector(view, one));

    private static IEnumerable<ListedObject> Connectors(HybridView view)
    {
        var send = view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector);
        return [.. CloudRoute.SendConnectors(view).Union(send.Where(one => view.Flag(one, "CloudServicesMailEnabled") is true)), .. CloudRoute.ReceiveConnectors(view)];
    }

    private static IEnumerable<DomainFinding> OfConnector(HybridView view, ListedObject one)
    {
        var what = one.Listing.Kind is ExchangeObjectKind.SendConnector ? "Set-SendConnector" : "Set-ReceiveConnector";
        if (!view.Shows(one, "TlsCertificateName", out var text))
        {
            return [];
        }

        return text is null ? [view.Found(one.Listing.Kind is ExchangeObjectKind.SendConnector ? "send-connector-certificate-empty" : "receive-connector-certificate-empty", one)]
            : CertificateName.Parse(text) is null ? [view.Found("connector-certificate-syntax", one, ("certificate", text), ("cmdlet", what))]
            : [.. Differs(view, one, text, what), .. OfListed(view, ShownCertificate.Of(view, one), text, what)];
    }

    private static IEnumerable<DomainFinding> Differs(HybridView view, ListedObject one, string text, string what)
    {
        if (view.Hybrid is { } hybrid && view.Shows(hybrid, "TlsCertificateName", out var wanted) && wanted is not null
            && CertificateName.Parse(wanted) is { } name && CertificateName.Parse(text) is { } shown && !name.Names(shown.Issuer, shown.Subject))
        {
            yield return view.Found("connector-certificate-differs", [one, hybrid],
                ("certificate", text), ("wanted", wanted), ("wantedText", PowerShellText.Quoted(wanted)), ("cmdlet", what));
        }
    }

    private static IEnumerable<DomainFinding> OfListed(HybridView view, ShownCertificate shown, string text, string what)
    {
        if (view.List(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate) is not { } all)
        {
            yield break;
        }

        (string, string)[] arguments = [("certificate", text), ("cmdlet", what)];
        var servers = ShownCertificate.Servers(shown.Connector);
        if (servers.Count == 0)
        {
            view.Miss(shown.Connector.Listing.Side, shown.Connector.Listing.Kind, shown.Connector.Listing.Kind is ExchangeObjectKind.SendConnector ? "SourceTransportServers" : "Identity");
        }
        else if (all.Any(one => !one.Item.Has("Subject") || !one.Item.Has("Issuer")))
        {
            view.Miss(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate, "Subject");
        }
        else if (shown.Listed.Count == 0)
        {
            // Get-ExchangeCertificate lists one server: only where that is the connector's, nothing there is nowhere.
            var asked = all.Select(ServerName.OfCertificate).OfType<string>().ToHashSet(StringComparer.Ordinal);
            yield return view.Found(servers.All(asked.Contains) ? "connector-certificate-missing" : "connector-certificate-not-listed",
                shown.Connector, [.. arguments, ("servers", string.Join(", ", servers))]);
        }
        else if (shown.Listed.Any(one => ServerName.OfCertificate(one) is null))
        {
            // One of another server may have the same name: nothing of it is the connector's for sure, nor which one is the newest.
            view.Miss(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate, "Identity");
        }
        else
        {
            foreach (var finding in shown.Listed.GroupBy(ServerName.OfCertificate).SelectMany(server => OfServer(view, shown.Connector, [.. server], arguments)))
            {
                yield return finding;
            }
        }
    }

    // A renewed certificate has the name of the old one: the one that lasts longest counts.
    private static IEnumerable<DomainFinding> OfServer(HybridView view, ListedObject connector, IReadOnlyList<ListedObject> same, (string, string)[] arguments)
    {
        if (same.Any(one => new ExchangeCertificate(one.Item).NotAfter is null))
        {
            view.Miss(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate, "NotAfter");
            yield break;
        }

        var newest = same.MaxBy(one => new ExchangeCertificate(one.Item).NotAfter)!;
        var certificate = new ExchangeCertificate(newest.Item);
        var end = certificate.NotAfter!.Value;
        (string, string)[] more = [.. arguments, ("time", ObservationText.Time(end)), ("days", Math.Max(0, (int)(end - view.Now).TotalDays).ToString(CultureInfo.InvariantCulture))];
        if (end <= view.Now)
        {
            yield return view.Found("connector-certificate-expired", [connector, newest], more);
        }
        else if (end - view.Now <= Soon)
        {
            yield return view.Found("connector-certificate-expires", [connector, newest], more);
        }

        _ = view.Flag(newest, "IsSelfSigned");
        if (certificate.IsSelfSigned)
        {
            yield return view.Found("connector-certificate-self-signed", [connector, newest], more);
        }
    }
}
