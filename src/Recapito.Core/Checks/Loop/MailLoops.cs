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
            // Set since, it is the remedy, and says nothing of what went round then.
            return OrganisationView.OfRecipient(now).StoodThen(accepted.Value) ? Assessment.ExcludedBy("accepted-domain-authoritative", accepted) : Assessment.Open;
        }

        if (loop.Out.Count > 0)
        {
            return Assessment.ExcludedBy("outbound-connector-there", seen);
        }

        if (loop.IsHere)
        {
            return Assessment.ExcludedBy("recipient-is-here", loop.Sought!);
        }

        List<string> missing = [.. Proof.MissingForMx(now), .. loop.LeadsToMicrosoft ? [] : new[] { "why.mx-leads-elsewhere" }];
        return loop.Weigh(now, loop.Circle is { IsExchangeOnlineAlone: true }, missing);
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

        // Centralised transport leads mail for the tenant's own mailboxes out, too.
        if (loop.IsHere && !byMx.Exists(connector => connector.RoutesAllViaOnPremises))
        {
            return Assessment.ExcludedBy("recipient-is-here", loop.Sought!);
        }

        if (loop is { Sought: Absent<DirectoryRecipient>, Accepted: { Value.Type: AcceptedDomainType.Authoritative } accepted })
        {
            return OrganisationView.OfRecipient(now).StoodThen(accepted.Value) ? Assessment.ExcludedBy("accepted-domain-authoritative", accepted) : Assessment.Open;
        }

        List<string> missing = [.. Proof.MissingForMx(now), .. loop.LeadsToMicrosoft ? [] : new[] { "why.mx-leads-elsewhere" }, .. byMx.Count < loop.Out.Count ? ["why.other-connector-may-have-taken-it"] : Array.Empty<string>()];
        return loop.Weigh(now, loop.Circle is { IsExchangeOnlineAlone: true }, missing, byMx[0].Name);
    }
}
