namespace Recapito.Core;

/// <summary>
/// Centralised mail transport leads mail for the tenant's own mailboxes out to the organisation's servers, and what comes back from there is led out again
/// (Microsoft: Transport options in Exchange hybrid deployments). Of an address that the tenant does not have, any connector might make the same circle.
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

        var central = loop.Out.Where(connector => connector is { RoutesAllViaOnPremises: true, UsesMx: false }).ToList();
        if (central.Count == 0)
        {
            return Assessment.ExcludedBy("no-centralized-transport", seen);
        }

        if (loop.Circle is { IsExchangeOnlineAlone: true })
        {
            return Assessment.ExcludedBy("circle-within-exchange-online");
        }

        List<string> missing = [.. loop.IsHere ? [] : new[] { "why.both-sides-decide" }, .. central.Count < loop.Out.Count ? ["why.other-connector-may-have-taken-it"] : Array.Empty<string>()];
        var fits = loop.Circle is { HasExchangeOnline: true } circle && central.Exists(connector => circle.Systems.Any(system => connector.SmartHosts.Contains(system)));
        return loop.Weigh(now, fits, missing, central[0].Name);
    }
}
