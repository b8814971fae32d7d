namespace Recapito.Core;

/// <summary>
/// A partner connector of the recipient's tenant takes mail of the sender's domain from certain hosts only (5.7.51). The reply says so; which connector
/// it is, the tenant's configuration shows.
/// </summary>
internal static class PartnerConnectorRestriction
{
    public static readonly Check Check = new("partner-connector-restriction", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-not-microsoft");
        }

        var recipient = OrganisationView.OfRecipient(now);
        var sender = InsidePlan.SenderDomain(now.Symptom) ?? "";
        var restricting = recipient.Inbound.Where(connector => connector is { IsEnabled: true, Type: ConnectorType.Partner }
            && (connector.RestrictsToAddresses || connector.RestrictsToCertificate) && connector.SenderDomains.Any(pattern => pattern.Covers(sender))).ToList();
        List<string> missing = [.. now.NamesRefusingHost ? [] : new[] { "why.report-names-no-host" }];
        if (recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector) is not { } seen)
        {
            missing.Add("why.inside-not-seen");
            return Of(now, missing, null, sender, []);
        }

        if (recipient.Inbound.Any(connector => connector.Source.Choice<ConnectorType>("ConnectorType") is null || connector.Source.Flag("Enabled") is null))
        {
            missing.Add("why.property-not-shown");
        }

        if (restricting.Count == 0)
        {
            missing.Add("why.no-such-connector-now");
        }
        else if (restricting.Exists(connector => !recipient.StoodThen(connector.Source)))
        {
            missing.Add("why.changed-since");
        }

        if (AdmittedSources.Compare(now.Symptom, restricting) is SourceAmongAdmitted.Inside)
        {
            missing.Add("why.source-is-admitted");
        }

        return Of(now, missing, seen, sender, restricting);
    }

    private static Assessment Of(Case now, List<string> missing, Observation? seen, string sender, List<InboundConnector> restricting) =>
        new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. new[] { seen }.OfType<Observation>(), .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null))
            {
                ["sender"] = sender,
                ["connector"] = restricting.Count > 0 ? string.Join(", ", restricting.Select(connector => connector.Name)) : "–",
                ["identity"] = restricting is [var only] ? only.Name : "–",
                ["expected"] = restricting.Count > 0 ? string.Join(", ", restricting.Select(Expected)) : "–",
                ["client"] = AdmittedSources.SourceOf(now.Symptom) ?? "–",
                ["variant"] = missing.Contains("why.no-such-connector-now") ? "past" : $"{SourceWords(now, restricting)} {Way(restricting)}".TrimEnd(),
            },
        };

    private static string SourceWords(Case now, IReadOnlyList<InboundConnector> restricting) =>
        AdmittedSources.Compare(now.Symptom, restricting) is SourceAmongAdmitted.Outside ? "outside" : "unseen";

    // By what the one connector goes decides which setting admits another source; the other setting alone would change nothing.
    private static string Way(IReadOnlyList<InboundConnector> restricting) => restricting is not [var only] || !only.Source.Has("RestrictDomainsToIPAddresses") || !only.Source.Has("RestrictDomainsToCertificate") ? ""
        : (only.RestrictsToAddresses, only.RestrictsToCertificate) switch { (true, false) => "addresses", (false, true) => "certificate", _ => "" };

    private static string Expected(InboundConnector connector) => string.Join(", ",
        [.. connector is { RestrictsToCertificate: true, CertificateName: { } name } ? [name] : Array.Empty<string>(), .. connector.RestrictsToAddresses ? connector.SenderAddresses : []]);
}
