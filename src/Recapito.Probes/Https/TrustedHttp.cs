using System.Net.Security;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// HTTP to services that are given secrets. The platform's client does TLS and refuses a certificate that is not the host's; its connections come from the
/// <see cref="Dialer"/>, redirects are not followed, and no proxy is asked.
/// </summary>
internal sealed class TrustedHttp : IDisposable
{
    private const int MostHeadersKilobytes = 64;

    private readonly Dialer dialer;
    private readonly AddressRace race;
    private readonly Func<DnsRequest, CancellationToken, Task<Observation<RrSet>>> resolve;

    /// <param name="dialer">Where connections come from.</param>
    /// <param name="resolve">Finds a host's addresses.</param>
    /// <param name="lab">The lab whose roots and clock count; null for the real world.</param>
    public TrustedHttp(Dialer dialer, Func<DnsRequest, CancellationToken, Task<Observation<RrSet>>> resolve, LabRoutes? lab)
    {
        (this.dialer, this.resolve, race) = (dialer, resolve, new AddressRace(dialer));
        Handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = MostHeadersKilobytes,
            MaxConnectionsPerServer = dialer.Limits.ConnectionsPerHost,
            // An idle connection holds a place of its host, which another name may share.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TlsClient.PolicyOf(lab) },
            ConnectCallback = ConnectAsync,
        };
    }

    /// <summary>For clients of their own; it stays ours.</summary>
    public HttpMessageHandler Handler { get; }

    /// <inheritdoc/>
    public void Dispose() => Handler.Dispose();

    // Plain HTTP never leaves this machine: the dialer connects it to identity endpoints only.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (context.InitialRequestMessage.RequestUri is not { Scheme: "https" })
        {
            return (await dialer.ConnectOwnMachineAsync(host is "localhost" ? "127.0.0.1" : host, port, cancel).ConfigureAwait(false)).Detach();
        }

        var name = Names.Canonical(host);
        if (!Names.IsHostName(name))
        {
            throw new DialException(DialFailure.NotPermitted, $"{Visible.Text(host)} is no host name");
        }

        var (addresses, none) = await HostAddresses.AskAsync(resolve, name, cancel).ConfigureAwait(false);
        return addresses.Count > 0 ? (await race.ConnectAsync(addresses, port, cancel).ConfigureAwait(false)).Detach()
            : throw new DialException(DialFailure.Unreachable, none is Outcome.Absent ? $"{name} has no address" : $"the address of {name} could not be asked for");
    }
}
