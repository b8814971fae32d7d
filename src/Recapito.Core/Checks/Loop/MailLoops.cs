namespace Recapito.Core;

/// <summary>The message went in a circle: its own hops show it, whatever made it so (RFC 5321 §6.3).</summary>
internal static class MailLoop
{
    public static readonly Check Check = new("mail-loop", now => LoopView.Of(now).Generic(now));
}

/// <summary>
/// The accepted domain is InternalRelay, the tenant does not have the address, and no connector takes it away: by the MX it comes back to the tenant
/// (Microsoft: Fix NDR error codes 5.4.6 through 5.4.20).
/// </summary>
internal static class InternalRelayWithoutConnector
{
    public static readonly Check Check = new("internal-relay-without-connector", Assess);

    private static Assessment Assess(Case now)
    {
        var loop = LoopView.Of(now);
        if (loop.Accepted is not { } accepted || loop.OutboundSeen is not { } seen)
        {
            return Assessment.Open;
        }

        if (accepted.Value.Type is AcceptedDomainType.Authoritative)
        {
            return Assessment.ExcludedBy("accepted-domain-authoritative", accepted);
        }

        if (loop.Out.Count > 0)
        {
            return Assessment.ExcludedBy("outbound-connector-there", seen);
        }

        if (now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Present<DirectoryRecipient> { Value.IsElsewhere: false } here)
        {
            return Assessment.ExcludedBy("recipient-is-here", here);
        }

        List<string> missing = [.. Proof.MissingForMx(now), .. loop.LeadsToMicrosoft ? [] : new[] { "why.mx-leads-elsewhere" }];
        return loop.Weigh(now, loop.Circle is { IsExchangeOnlineAlone: true }, missing, loop.Recipient.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector));
    }
}

/// <summary>An outbound connector takes the domain's mail by the MX, which leads back to the tenant (Microsoft: Fix NDR error codes 5.4.6 through 5.4.20).</summary>
internal static class OutboundConnectorRoutesByMx
{
    public static readonly Check Check = new("outbound-connector-routes-by-mx", Assess);

    private static Assessment Assess(Case now)
    {
        var loop = LoopView.Of(now);
        if (loop.OutboundSeen is not { } seen)
        {
            return Assessment.Open;
        }

        var byMx = loop.Out.Where(connector => connector.UsesMx).ToList();
        if (byMx.Count == 0)
        {
            return Assessment.ExcludedBy(loop.Out.Count == 0 ? "no-outbound-connector-for-domain" : "outbound-connector-by-smart-host", seen);
        }

        List<string> missing = [.. Proof.MissingForMx(now), .. loop.LeadsToMicrosoft ? [] : new[] { "why.mx-leads-elsewhere" }, .. byMx.Count < loop.Out.Count ? ["why.other-connector-may-have-taken-it"] : Array.Empty<string>()];
        return loop.Weigh(now, loop.Circle is { IsExchangeOnlineAlone: true }, missing, byMx.Select(connector => connector.Source));
    }
}

/// <summary>
/// Centralised mail transport leads the domain's mail to the organisation's servers, and these hand it back. What each side would have to be set to
/// depends on both, so this is never more than likely.
/// </summary>
internal static class CentralizedTransportScope
{
    public static readonly Check Check = new("centralized-transport-scope", Assess);

    private static Assessment Assess(Case now)
    {
        var loop = LoopView.Of(now);
        if (loop.OutboundSeen is not { } seen)
        {
            return Assessment.Open;
        }

        var central = loop.Out.Where(connector => connector.RoutesAllViaOnPremises).ToList();
        if (central.Count == 0)
        {
            return Assessment.ExcludedBy("no-centralized-transport", seen);
        }

        return loop.Circle is { IsExchangeOnlineAlone: true }
            ? Assessment.ExcludedBy("circle-within-exchange-online")
            : loop.Weigh(now, loop.Circle is { HasExchangeOnline: true }, ["why.both-sides-decide"], central.Select(connector => connector.Source));
    }
}
