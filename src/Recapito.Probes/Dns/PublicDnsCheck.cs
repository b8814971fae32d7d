using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Believes a resolver's "there is none" only where it knows the root of the public DNS. Closed networks often run a resolver that answers NXDOMAIN to
/// every name of the outside: that is a gap, not an answer.
/// </summary>
internal sealed class PublicDnsCheck(DnsProbe dns)
{
    private readonly Lock starting = new();
    private readonly Dictionary<Vantage, Task<bool>> rootIsKnown = [];

    public async Task<Observation> AskAsync(DnsRequest request, CancellationToken cancel)
    {
        var isResolver = request.From.Kind is VantageKind.Resolver;
        var known = isResolver ? RootIsKnown(request.From) : Task.FromResult(true);
        var seen = await dns.AskAsync(request, cancel).ConfigureAwait(false);
        return seen is Absent<RrSet> absent && !await known.WaitAsync(cancel).ConfigureAwait(false)
            ? new Unavailable<RrSet>(request, $"the resolver says {absent.Reason}, but it does not know the root of the public DNS either", absent.Source)
            : seen;
    }

    private Task<bool> RootIsKnown(Vantage resolver)
    {
        lock (starting)
        {
            return rootIsKnown.TryGetValue(resolver, out var known) ? known : rootIsKnown[resolver] = AskRootAsync(resolver);
        }
    }

    // Asked beside the first question, so that it costs no waiting; bounded by the probe's own limits.
    private async Task<bool> AskRootAsync(Vantage resolver) =>
        await dns.AskAsync(new DnsRequest(".", RrType.Ns, resolver), CancellationToken.None).ConfigureAwait(false) is Present<RrSet>;
}
