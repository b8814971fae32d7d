namespace Recapito.Core;

/// <summary>
/// The local resolver serves a view of its own: another MX and another SOA than every public server. What only it shows is never more than likely.
/// </summary>
internal static class SplitHorizon
{
    public static readonly Check Check = new("split-horizon", Assess);

    private static Assessment Assess(Case now)
    {
        var zone = now.Zone;
        var soa = zone.Apex is null ? null : now.Evidence.Find(new DnsRequest(zone.Apex, RrType.Soa, Vantage.Resolver)) as Present<RrSet>;
        if (soa?.Value.Soa is not { } own || !zone.ResolverDiffers || now.RefusingHost is not { IsCurrent: false } host || zone.Lagging.Count > 0)
        {
            return Assessment.Open;
        }

        var primaries = zone.Servers.Select(server => (server.Soa as Present<RrSet>)?.Value.Soa?.PrimaryServer).OfType<string>().ToList();
        return primaries.Count == 0 || primaries.Contains(own.PrimaryServer)
            ? Assessment.Open
            : new(Standing.Supported, [.. Proof.MxSeen(now), soa, .. zone.ServerObservations])
            {
                Weight = 2,
                Missing = ["why.inside-not-seen"],
                Arguments = Proof.Arguments(now, host),
            };
    }
}
