using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The views of a world's DNS that a sender may have.</summary>
internal static class SenderViews
{
    /// <summary>The observer's resolver, the other resolvers, then resolvers that had asked one certain server of the world.</summary>
    public static IEnumerable<ILabResolver> All(WorldSnapshot snapshot) =>
        new ILabResolver[] { new SnapshotInternet(snapshot) }
            .Concat(snapshot.Resolvers.Select(resolver => new SnapshotInternet(snapshot, resolver.Name)))
            .Concat(snapshot.NameServers.Where(server => snapshot.World.Dns.Servers.ContainsKey(server.Name)).Select(server => new OneServersView(snapshot, server)));

    /// <summary>A resolver that had asked one certain server for the MX.</summary>
    private sealed class OneServersView(WorldSnapshot snapshot, LabNameServer server) : ILabResolver
    {
        public LabAnswer Ask(string name, RrType type) =>
            type is RrType.Mx && OfServer(name) is { Count: > 0 } own ? new(LabAnswerKind.Records, own) : new SnapshotInternet(snapshot).Ask(name, type);

        private List<DnsRecord> OfServer(string name) => server.Serve(new(name, DnsType.Mx)).Answer is { } answer
            ? [.. answer.Answers.Where(record => record.Type is DnsType.Mx).Select(record => new DnsRecord(record.Name, RrType.Mx, record.Ttl, record.Text))]
            : [];
    }
}
