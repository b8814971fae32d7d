namespace Recapito.Core;

/// <summary>What was heard so far, by question.</summary>
internal sealed class Tracks
{
    private readonly Dictionary<Request, Track> byRequest = [];

    public IEnumerable<KeyValuePair<Request, Track>> All => byRequest;

    /// <summary>The track of a question that was asked; null for one that was not.</summary>
    public Track? Of(Request request) => byRequest.GetValueOrDefault(request);

    /// <summary>The track of a question that is about to be asked.</summary>
    public Track Open(Request request)
    {
        if (!byRequest.TryGetValue(request, out var track))
        {
            byRequest[request] = track = new(isAuthority: request.From.Kind is VantageKind.NameServer);
        }

        return track;
    }

    /// <summary>The latest records that the machine's own resolver gave; empty where it gave none.</summary>
    public IReadOnlyList<DnsRecord> Resolved(string name, RrType type) =>
        (Of(new DnsRequest(name, type, Vantage.Resolver))?.LatestAnswer as Present<RrSet>)?.Value.Records ?? [];

    /// <summary>The addresses that the machine's own resolver gives a name, IPv4 first.</summary>
    public IEnumerable<string> AddressesOf(string name) =>
        Resolved(name, RrType.A).Concat(Resolved(name, RrType.Aaaa)).Where(record => record.Type is RrType.A or RrType.Aaaa).Select(record => record.Data);
}
