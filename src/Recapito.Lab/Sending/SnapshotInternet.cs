using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The DNS and the addresses of a snapshot, as the sender meets them.</summary>
internal sealed class SnapshotInternet(WorldSnapshot snapshot) : ILabResolver, ILabHosts
{
    public LabAnswer Ask(string name, RrType type) => snapshot.Resolve(name, type) switch
    {
        ({ } found, _) => new(LabAnswerKind.Records, found.Records),
        (_, "NXDOMAIN") => new(LabAnswerKind.NxDomain, []),
        (_, "NODATA") => new(LabAnswerKind.NoData, []),
        _ => new(LabAnswerKind.ServFail, []),
    };

    public LabHost? At(string address) => snapshot.HostAt(address) is { } name ? new(name, snapshot.Hosts[name]) : null;
}
