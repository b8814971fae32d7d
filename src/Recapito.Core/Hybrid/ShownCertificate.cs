namespace Recapito.Core;

/// <summary>The certificate that a connector of the servers shows: its name, and what was listed under that name.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Name">The name that it gives; null where it gives none, or one that cannot be read.</param>
/// <param name="Listed">The certificates of that name on the connector's servers, and those that do not show their server.</param>
/// <param name="Alike">All certificates of that name, on whatever server; empty where one that was listed does not show its name.</param>
internal sealed record ShownCertificate(ListedObject Connector, CertificateName? Name, IReadOnlyList<ListedObject> Listed, IReadOnlyList<ListedObject> Alike)
{
    /// <summary>
    /// The names of the certificate; null where only its common name is known, or nothing. Where all certificates of its name have the same names, it does
    /// not matter which server has it; otherwise those of the connector's servers count, where they can be told from others'.
    /// </summary>
    public IReadOnlyList<CertificateDomain>? Names => Alike.Count == 0 || !Alike.All(one => one.Item.Has("CertificateDomains")) ? null
        : Alike.Select(NamesOf).All(NamesOf(Alike[0]).SetEquals) ? [.. NamesOf(Alike[0])]
        : Listed.Count > 0 && Listed.All(one => ServerName.OfCertificate(one) is not null) ? [.. Listed.SelectMany(NamesOf).Distinct()]
        : null;

    /// <summary>How the certificate stands to a name that a setting asks for.</summary>
    public NameMatch IsMeantBy(string setting) =>
        Names is { Count: > 0 } names ? names.Max(name => name.IsMeantBy(setting))
        : Name?.CommonName is { } common && CertificateDomain.Parse(common).IsMeantBy(setting) is NameMatch.Yes ? NameMatch.Yes
        : NameMatch.Perhaps;

    /// <summary>What a connector shows. Where its names cannot be told, that is noted; not where it gives no certificate, which is a finding of its own.</summary>
    public static ShownCertificate Of(HybridView view, ListedObject connector)
    {
        var name = view.Shows(connector, "TlsCertificateName", out var text) && text is not null ? CertificateName.Parse(text) : null;
        var shown = Read(view, connector, name);
        if (name is not null && shown.Names is null && view.List(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate) is not null)
        {
            view.Miss(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate, why: $"none is surely the one, with its names, of {connector.Name}");
        }

        return shown;
    }

    private static ShownCertificate Read(HybridView view, ListedObject connector, CertificateName? name)
    {
        var all = view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate);
        List<ListedObject> alike = name is null ? [] : [.. all.Where(one => IsNamed(one, name))];
        return new(connector, name, [.. alike.Where(one => IsOfServers(one, connector))], all.All(one => one.Item.Has("Subject") && one.Item.Has("Issuer")) ? alike : []);
    }

    /// <summary>The servers that use the connector; empty where they are not shown.</summary>
    public static IReadOnlyList<string> Servers(ListedObject connector) => connector.Listing.Kind is ExchangeObjectKind.ReceiveConnector
        ? ServerName.OfReceiveConnector(connector) is { } server ? [server] : []
        : [.. connector.Item.List("SourceTransportServers").Select(ServerName.Of).Distinct()];

    private static bool IsOfServers(ListedObject certificate, ListedObject connector) => Servers(connector) is { Count: > 0 } servers
        && (ServerName.OfCertificate(certificate) is not { } server || servers.Contains(server));

    private static bool IsNamed(ListedObject one, CertificateName name) => new ExchangeCertificate(one.Item) is var certificate && name.Names(certificate.Issuer, certificate.Subject);

    private static HashSet<CertificateDomain> NamesOf(ListedObject one) =>
        [.. one.Item.List("CertificateDomains").Concat(CommonName(one.Item) is { } common ? [common] : Array.Empty<string>()).Select(CertificateDomain.Parse)];

    private static string? CommonName(ExchangeObject certificate) => CertificateName.Of(certificate.Text("Subject") ?? "", "CN");
}
