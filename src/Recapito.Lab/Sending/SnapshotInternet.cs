using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The DNS and the addresses of a snapshot, as the sender meets them.</summary>
/// <param name="snapshot">The world at the moment of sending.</param>
/// <param name="resolver">Name of the sender's resolver; null for the observer's.</param>
internal sealed class SnapshotInternet(WorldSnapshot snapshot, string? resolver = null) : ILabResolver, ILabHosts
{
    public LabAnswer Ask(string name, RrType type) => snapshot.Resolve(name, type, resolver) switch
    {
        ({ } found, _) => new(LabAnswerKind.Records, found.Records),
        (_, "NXDOMAIN") => new(LabAnswerKind.NxDomain, []),
        (_, "NODATA") => new(LabAnswerKind.NoData, []),
        _ => new(LabAnswerKind.ServFail, []),
    };

    public LabHost? At(string address) => snapshot.HostAt(address) is { } name ? new(name, snapshot.Hosts[name]) : null;
}
