using System.Net;
using DnsClient;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Asks resolvers and authoritative servers. NXDOMAIN and NODATA are answers; all else without data is a gap.</summary>
public sealed class DnsProbe
{
    private readonly Dialer dialer;
    private readonly TimeProvider clock;
    private readonly LookupClient client;
    private readonly Lazy<IReadOnlyList<string>> resolvers;

    /// <summary>A probe that asks through the dialer.</summary>
    /// <param name="dialer">Where endpoints come from.</param>
    /// <param name="clock">The clock of provenance.</param>
    /// <param name="resolver">IP address of the resolver; null for the system's.</param>
    public DnsProbe(Dialer dialer, TimeProvider clock, string? resolver = null)
    {
        ArgumentNullException.ThrowIfNull(dialer);
        this.dialer = dialer;
        this.clock = clock;
        resolvers = new(() => resolver is null ? SystemResolvers() : [resolver]);

        // Every query names its server; the one here only keeps the library from looking for servers by itself.
        client = new LookupClient(new LookupClientOptions(new IPEndPoint(IPAddress.Loopback, 53)) { AutoResolveNameServers = false });
    }

    /// <summary>Asks one question.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<RrSet>> AskAsync(DnsRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Name is not "." && !Names.IsHostName(request.Name))
        {
            return new Unavailable<RrSet>(request, $"not a host name: {Visible.Text(request.Name)}", new("nobody asked", clock.GetUtcNow()));
        }

        var authoritative = request.From.Kind is VantageKind.NameServer;
        var servers = authoritative ? [request.From.Address ?? ""] : Resolvers();
        if (servers.Count == 0)
        {
            return new Unavailable<RrSet>(request, "this machine knows no resolver; name one", new("resolver", clock.GetUtcNow()));
        }

        // After a silent server the next one is asked, or the only one again; one that speaks has spoken, whatever it says.
        var gap = "";
        var tries = Math.Max(servers.Count, dialer.Limits.DnsTries);
        for (var attempt = 0; attempt < tries; attempt++)
        {
            var server = servers[attempt % servers.Count];
            try
            {
                return await AskServerAsync(request, server, cancel).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // A hostile message may make the library throw anything; whatever it is, there is no answer.
            catch (Exception e)
#pragma warning restore CA1031
            {
                // DnsClient 1.8 reports a caller's cancel as a timeout.
                cancel.ThrowIfCancellationRequested();
                gap = ProbeFailure.Reason(e, dialer.Limits.Dns);
                if (e is DialException { Failure: not DialFailure.Silent })
                {
                    return new Unavailable<RrSet>(request, gap, Source(request, server));
                }
            }
        }

        return new Unavailable<RrSet>(request, $"{gap}, {tries} tries", Source(request, servers[0]));
    }

    private async Task<Observation<RrSet>> AskServerAsync(DnsRequest request, string server, CancellationToken cancel)
    {
        string first;
        try
        {
            var message = await SendAsync(request, server, TransportProtocol.Udp, cancel).ConfigureAwait(false);
            if (!message.Header.ResultTruncated)
            {
                return DnsAnswer.Read(request, message, Source(request, server));
            }

            first = "the answer over UDP is truncated";
        }
        catch (Exception e) when (ProbeFailure.WasUnusable(e))
        {
            // Truncated, forged, or cut inside a record: the library throws for each of them, and TCP knows better (RFC 7766 §5, RFC 5452 §9.1).
            first = e.Message.Contains("truncated", StringComparison.Ordinal) ? "the answer over UDP is truncated" : "the answer over UDP cannot be used";
        }

        cancel.ThrowIfCancellationRequested();
        try
        {
            var message = await SendAsync(request, server, TransportProtocol.Tcp, cancel).ConfigureAwait(false);
            return DnsAnswer.Read(request, message, Source(request, server));
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancel.ThrowIfCancellationRequested();
            return new Unavailable<RrSet>(request, $"{first}, and over TCP: {ProbeFailure.Reason(e, dialer.Limits.Dns)}", Source(request, server));
        }
    }

    private async Task<IDnsQueryResponse> SendAsync(DnsRequest request, string server, TransportProtocol protocol, CancellationToken cancel)
    {
        var authoritative = request.From.Kind is VantageKind.NameServer;
        var end = await dialer.LeaseDnsAsync(server, protocol, trusted: !authoritative, cancel).ConfigureAwait(false);
        var options = new DnsQueryOptions
        {
            UseCache = false,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
            Retries = 0,
            Timeout = dialer.Limits.Dns,
            Recursion = !authoritative,
            ExtendedDnsBufferSize = 1232,

            // The second leg is ours: it may have another route.
            UseTcpFallback = false,
            UseTcpOnly = protocol is TransportProtocol.Tcp,
        };
        var question = new DnsQuestion(request.Name, DnsAnswer.TypeOf(request.Type));
        return await client.QueryServerAsync([new NameServer(end)], question, options, cancel).ConfigureAwait(false);
    }

    private Provenance Source(DnsRequest request, string server)
    {
        var authoritative = request.From.Kind is VantageKind.NameServer;
        return new(
            authoritative ? $"{request.From.Name} [{server}]" : $"resolver {server}",
            clock.GetUtcNow(),
            $"dig {(authoritative ? "+norecurse " : "")}@{server} {request.Name} {request.Type.ToString().ToUpperInvariant()}");
    }

    private IReadOnlyList<string> Resolvers()
    {
        try
        {
            return resolvers.Value;
        }
#pragma warning disable CA1031 // The library reads files and registries of the system; without them there is no resolver, which is said.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    internal static IReadOnlyList<string> SystemResolvers() =>
        [.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)
            .Select(server => server.Address).Where(address => address is not null).Distinct().Take(3)!];
}
