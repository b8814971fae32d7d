namespace Recapito.Core;

/// <summary>
/// The local resolver serves a view of its own: another MX than every public server, from a zone of its own. What only it shows is never more than likely.
/// </summary>
internal static class SplitHorizon
{
    public static readonly Check Check = new("split-horizon", Assess);

    private static Assessment Assess(Case now)
    {
        return InsideView(now) is { } view && now.Zone is { ResolverDiffers: true, Lagging.Count: 0 } && now.RefusingHost is { IsCurrent: false } host
            ? new(Standing.Supported, [.. Proof.MxSeen(now).Append(view).Concat(now.Zone.ServerObservations).Distinct()])
            {
                Weight = 2,
                Missing = ["why.inside-not-seen"],
                Arguments = Proof.Arguments(now, host),
            }
            : Assessment.Open;
    }

    /// <summary>
    /// What shows that the resolver has a zone of its own: its SOA names another primary than every public server's, or it answers for the zone with
    /// authority (AA; RFC 1035 §4.1.1), which a cache never does, and not from an older copy of the public zone. Else null.
    /// </summary>
    public static Observation? InsideView(Case now)
    {
        var soa = now.Zone.Apex is null ? null : now.Evidence.Find(new DnsRequest(now.Zone.Apex, RrType.Soa, Vantage.Resolver)) as Present<RrSet>;
        var primaries = now.Zone.Servers.Select(server => server.Primary).OfType<string>().ToList();
        return soa?.Value.Soa is not { } own || primaries.Count == 0 ? null
            : !primaries.Contains(own.PrimaryServer) ? soa
            : now.Zone.Resolver is Present<RrSet> { Value.Authoritative: true } mx && !now.Zone.Newest.Any(server => server.Serial is { } serial && SerialNumbers.IsNewer(serial, own.Serial)) ? mx
            : null;
    }
}
