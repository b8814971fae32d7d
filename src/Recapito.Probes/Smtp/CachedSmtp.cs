using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Asks a mail host only for what the cache does not have: many domains have the same host, and each would greet it anew.</summary>
/// <param name="cache">What other domains got.</param>
/// <param name="ask">Asks the host, all questions over one connection.</param>
internal sealed class CachedSmtp(
    EvidenceCache cache, Func<string, string, IReadOnlyList<Request>, ProbeBudget.Run, CancellationToken, Task<IReadOnlyList<Observation>>> ask)
{
    /// <summary>Each question gets exactly one observation.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IReadOnlyList<Observation>> AskAsync(
        string host, string address, IReadOnlyList<Request> requests, ProbeBudget.Run run, CancellationToken cancel)
    {
        if (requests is [SmtpSessionRequest only])
        {
            return [await cache.AskAsync(only, async until => (await ask(host, address, requests, run, until).ConfigureAwait(false))[0], cancel).ConfigureAwait(false)];
        }

        // With recipients to ask for there is a connection anyway; what the host says of itself on it serves the others.
        Observation[] known = [.. requests.Select(cache.Find).OfType<Observation>()];
        Request[] open = [.. requests.Except(known.Select(seen => seen.Request))];
        var fresh = open.Length == 0 ? [] : await ask(host, address, open, run, cancel).ConfigureAwait(false);
        foreach (var seen in fresh)
        {
            cache.Keep(seen);
        }

        return [.. known, .. fresh];
    }
}
