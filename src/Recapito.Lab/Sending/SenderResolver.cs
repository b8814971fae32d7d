using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A sender's view of a world's DNS: through one of its resolvers, or with the MX of one authoritative server.</summary>
internal sealed class SenderResolver : ILabResolver
{
    private readonly WorldSnapshot snapshot;
    private readonly string? resolver;
    private readonly LabNameServer? server;

    private SenderResolver(WorldSnapshot snapshot, string? resolver, LabNameServer? server) =>
        (this.snapshot, this.resolver, this.server) = (snapshot, resolver, server);

    /// <summary>Every view that a sender may have: the observer's resolver, the other resolvers, then resolvers that had asked one certain server.</summary>
    public static IEnumerable<ILabResolver> All(WorldSnapshot snapshot) =>
        new[] { new SenderResolver(snapshot, null, null) }
            .Concat(snapshot.Resolvers.Select(resolver => new SenderResolver(snapshot, resolver.Name, null)))
            .Concat(snapshot.NameServers.Where(server => snapshot.World.Dns.Servers.ContainsKey(server.Name)).Select(server => new SenderResolver(snapshot, null, server)));

    public LabAnswer Ask(string name, RrType type)
    {
        if (server is not null && type is RrType.Mx && OfServer(name) is { Count: > 0 } own)
        {
            return new(LabAnswerKind.Records, own);
        }

        var (found, why) = snapshot.Resolve(name, type, resolver);
        return found is not null ? new(LabAnswerKind.Records, found.Records) : new(
            why switch
            {
                "NXDOMAIN" => LabAnswerKind.NxDomain,
                "NODATA" => LabAnswerKind.NoData,
                _ => LabAnswerKind.ServFail,
            },
            []);
    }

    private List<DnsRecord> OfServer(string name) => server!.Serve(new(name, DnsType.Mx)).Answer is { } answer
        ? [.. answer.Answers.Where(record => record.Type is DnsType.Mx).Select(record => new DnsRecord(record.Name, RrType.Mx, record.Ttl, record.Text))]
        : [];
}

/// <summary>The hosts of a world by address.</summary>
internal sealed class SnapshotHosts(WorldSnapshot snapshot) : ILabHosts
{
    public LabHost? At(string address) => snapshot.HostAt(address) is { } name ? new(name, snapshot.Hosts[name]) : null;
}
