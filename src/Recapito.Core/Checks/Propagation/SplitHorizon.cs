namespace Recapito.Core;

/// <summary>
/// The local resolver serves a view of its own: another MX and another SOA than every public server. What only it shows is never more than likely.
/// </summary>
internal static class SplitHorizon
{
    public static readonly Check Check = new("split-horizon", Assess);

    private static Assessment Assess(Case now)
    {
        return InsideSoa(now) is { } soa && now.Zone is { ResolverDiffers: true, Lagging.Count: 0 } && now.RefusingHost is { IsCurrent: false } host
            ? new(Standing.Supported, [.. Proof.MxSeen(now), soa, .. now.Zone.ServerObservations])
            {
                Weight = 2,
                Missing = ["why.inside-not-seen"],
                Arguments = Proof.Arguments(now, host),
            }
            : Assessment.Open;
    }

    /// <summary>The resolver's SOA where it names another primary than every public server's; else null.</summary>
    public static Present<RrSet>? InsideSoa(Case now)
    {
        var soa = now.Zone.Apex is null ? null : now.Evidence.Find(new DnsRequest(now.Zone.Apex, RrType.Soa, Vantage.Resolver)) as Present<RrSet>;
        var primaries = now.Zone.Servers.Select(server => (server.Soa as Present<RrSet>)?.Value.Soa?.PrimaryServer).OfType<string>().ToList();
        return soa?.Value.Soa is { } own && primaries.Count > 0 && !primaries.Contains(own.PrimaryServer) ? soa : null;
    }
}
