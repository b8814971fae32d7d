using System.Net.Security;
using System.Security.Authentication;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Opportunistic TLS (RFC 3207, RFC 7435): a certificate that is not trusted is noted, and the session goes on.</summary>
internal static class StartTls
{
    /// <summary>Does the handshake and says what it showed; it is the one of <see cref="TlsHandshake"/>, which the web shares.</summary>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    public static Task<(SslStream Stream, TlsSession Seen)> UpgradeAsync(Stream inner, string host, LabRoutes? lab, CancellationToken cancel) =>
        TlsHandshake.AsClientAsync(inner, host, lab, cancel);
}
