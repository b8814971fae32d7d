using Recapito.Core;

namespace Recapito.Probes;

/// <summary>The addresses at which an HTTPS host is tried.</summary>
internal static class HostAddresses
{
    private const int Most = 4;

    /// <summary>Some addresses in the order of trial; where there are none, whether that is an answer or a gap.</summary>
    /// <param name="resolve">Asks the DNS.</param>
    /// <param name="host">Canonical name.</param>
    /// <param name="cancel">The caller's cancel.</param>
    public static async Task<(IReadOnlyList<string> Addresses, Outcome None)> AskAsync(
        Func<DnsRequest, CancellationToken, Task<Observation<RrSet>>> resolve, string host, CancellationToken cancel)
    {
        var seen = await Task.WhenAll(
            resolve(new(host, RrType.A, Vantage.Resolver), cancel), resolve(new(host, RrType.Aaaa, Vantage.Resolver), cancel)).ConfigureAwait(false);
        IReadOnlyList<string>[] byType = [.. seen.Select(one => one is Present<RrSet> set ? set.Value.Addresses : [])];

        // One of each kind before the second of either: a kind of network that is missing here costs one failed attempt.
        string[] mixed = [.. Enumerable.Range(0, Most).SelectMany(at => byType.Where(some => at < some.Count).Select(some => some[at])).Take(Most)];
        return (mixed, seen.All(one => one is Absent<RrSet>) ? Outcome.Absent : Outcome.Unavailable);
    }
}
