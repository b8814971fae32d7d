namespace Recapito.Core;

/// <summary>The sender's tenant has no inbound connector for the organisation's own servers (5.7.64).</summary>
internal static class InboundConnectorMissing
{
    public static readonly Check Check = new("inbound-connector-missing", Assess);

    private static Assessment Assess(Case now)
    {
        if (SenderRelay.Of(now) is not { InboundSeen: { } seen } relay)
        {
            return Assessment.Open;
        }

        return relay.OwnServers.Count > 0
            ? Assessment.ExcludedBy("inbound-connector-there", seen)
            : InboundConnectorJudgement.Weigh(now, relay, [], []);
    }
}

/// <summary>The inbound connectors for the organisation's own servers are all switched off (5.7.64).</summary>
internal static class InboundConnectorDisabled
{
    public static readonly Check Check = new("inbound-connector-disabled", Assess);

    private static Assessment Assess(Case now)
    {
        if (SenderRelay.Of(now) is not { InboundSeen: { } seen } relay)
        {
            return Assessment.Open;
        }

        return relay.OwnServers.Count == 0 ? Assessment.ExcludedBy("no-inbound-connector", seen)
            : relay.Enabled.Count > 0 ? Assessment.ExcludedBy("inbound-connector-enabled", seen)
            : InboundConnectorJudgement.Weigh(now, relay, [], relay.OwnServers);
    }
}

/// <summary>The certificate that the sender's server shows has none of the names that the inbound connectors expect (5.7.64).</summary>
internal static class InboundConnectorCertificateMismatch
{
    public static readonly Check Check = new("inbound-connector-certificate-mismatch", Assess);

    private static Assessment Assess(Case now)
    {
        if (SenderRelay.Of(now) is not { InboundSeen: { } seen } relay)
        {
            return Assessment.Open;
        }

        var named = relay.Enabled.Where(connector => connector.CertificateName is not null).ToList();
        if (named.Count == 0)
        {
            return Assessment.ExcludedBy(relay.Enabled.Count == 0 ? "no-inbound-connector-enabled" : "inbound-connector-by-address", seen);
        }

        if (relay.Route?.CertificateNames is not { } shown)
        {
            // A certificate that fits would clear the connector: without it nothing speaks for or against.
            return Assessment.Open;
        }

        return named.Exists(connector => CertificateNames.MayMatch(connector.CertificateName!, shown))
            ? Assessment.ExcludedBy("certificate-fits-connector", InboundConnectorJudgement.Present(seen, relay.Route.Seen, relay.Route.CertificatesSeen))
            : WithVariant(InboundConnectorJudgement.Weigh(now, relay, Missing(now, relay.Route, named.Count < relay.Enabled.Count), named, judgesRoute: true), relay.Route);
    }

    // A connector that begins no TLS shows no certificate at all: there are no names to compare.
    private static Assessment WithVariant(Assessment weighed, ServerRoute route) => !route.Connector.IgnoresStartTls ? weighed
        : weighed with { Arguments = new Dictionary<string, string>(weighed.Arguments) { ["shown"] = "IgnoreSTARTTLS: True", ["variant"] = "clear" } };

    private static IEnumerable<string> Missing(Case now, ServerRoute route, bool othersByAddress) =>
    [
        .. othersByAddress ? ["why.sending-address-not-seen"] : Array.Empty<string>(),
        .. route.IsTakenBy(now.Symptom.ReportingMta) ? Array.Empty<string>() : ["why.sending-server-not-seen"],
    ];
}

/// <summary>
/// The server's address is none of those that the inbound connectors name (5.7.64). From which address a server's mail leaves its network is seen by
/// the edge alone, so this is never more than likely.
/// </summary>
internal static class InboundConnectorAddressMismatch
{
    public static readonly Check Check = new("inbound-connector-address-mismatch", Assess);

    private static Assessment Assess(Case now)
    {
        if (SenderRelay.Of(now) is not { InboundSeen: { } seen } relay)
        {
            return Assessment.Open;
        }

        var byAddress = relay.Enabled.Where(connector => connector.CertificateName is null && connector.SenderAddresses.Count > 0).ToList();
        return byAddress.Count == 0
            ? Assessment.ExcludedBy(relay.Enabled.Count == 0 ? "no-inbound-connector-enabled" : "inbound-connector-by-certificate", seen)
            : InboundConnectorJudgement.Weigh(now, relay, ["why.sending-address-not-seen"], byAddress);
    }
}

/// <summary>How the four causes are weighed.</summary>
internal static class InboundConnectorJudgement
{
    public static Assessment Weigh(Case now, SenderRelay relay, IEnumerable<string> missing, IReadOnlyList<InboundConnector> judged, bool judgesRoute = false)
    {
        List<string> all = [.. relay.Missing(now), .. missing];
        if (relay.IsUnclear)
        {
            all.Add("why.property-not-shown");
        }

        if (judged.Any(connector => !relay.Sender.StoodThen(connector.Source)) || relay.RouteChanged(now, judgesRoute))
        {
            all.Add("why.changed-since");
        }

        var words = new Dictionary<string, string>(relay.Arguments(now));
        if (judged.Count > 0)
        {
            words["connector"] = string.Join(", ", judged.Select(connector => connector.Name));
            words["identity"] = judged is [var only] ? only.Name : "–";
            words["expected"] = string.Join("; ", judged.Select(connector => connector.CertificateName ?? string.Join(", ", connector.SenderAddresses)));
        }

        return new(all.Count == 0 ? Standing.Confirmed : Standing.Supported, relay.Observations(now)) { Weight = all.Count == 0 ? 3 : 2, Missing = all, Arguments = words };
    }

    public static IEnumerable<Observation> Present(params IEnumerable<Observation?> seen) => seen.OfType<Observation>();
}
