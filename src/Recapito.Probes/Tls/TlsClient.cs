using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>What a TLS handshake showed, and the stream behind it.</summary>
/// <param name="Stream">Where both sides speak on; null where the handshake failed.</param>
/// <param name="Seen">What it showed, or why it failed.</param>
internal sealed record TlsHandshake(SslStream? Stream, TlsSession Seen);

/// <summary>
/// TLS as a client that looks: a certificate that is not trusted is noted and ends nothing (RFC 7435). Whoever needs trust, as HTTPS does, asks
/// <see cref="TlsSession.Trusted"/> before it says a word.
/// </summary>
internal static class TlsClient
{
    /// <summary>Does the handshake.</summary>
    /// <param name="inner">The connection; it stays open when the handshake fails, though nothing on it can be trusted then.</param>
    /// <param name="host">Canonical name for SNI, which a name of the certificate is to match (RFC 9525 §6.3).</param>
    /// <param name="lab">Whose roots and clock hold; null for the system's.</param>
    /// <param name="limit">How long it may take; <see cref="Timeout.InfiniteTimeSpan"/> where the caller's cancel is the only clock.</param>
    /// <param name="protocol">What is spoken inside (ALPN, RFC 7301), such as HTTP/1.1; null where nothing is negotiated.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<TlsHandshake> ConnectAsync(
        Stream inner, string host, LabRoutes? lab, TimeSpan limit, SslApplicationProtocol? protocol, CancellationToken cancel)
    {
        TlsSession seen = new(null, [], false, null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limit);
        var tls = new SslStream(inner, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = PolicyOf(lab),
            ApplicationProtocols = protocol is { } spoken ? [spoken] : null,
#pragma warning disable CA5359 // Looking is the purpose: an untrusted channel is kept, and what is wrong with it is said.
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                seen = CertificateSight.Of(host, certificate as X509Certificate2, chain, errors);
                return true;
            },
#pragma warning restore CA5359
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, end.Token).ConfigureAwait(false);
            return new(tls, seen with { Protocol = NameOf(tls.SslProtocol), CipherSuite = tls.NegotiatedCipherSuite.ToString() });
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or CryptographicException)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            return new(null, seen with { Trusted = false, Problem = WhyFailed(e, limit), Failure = e is OperationCanceledException ? TlsFailure.Silence : TlsFailure.Handshake });
        }
    }

    private static string WhyFailed(Exception e, TimeSpan limit)
    {
        var why = ProbeFailure.Reason(e, limit);
        return e is AuthenticationException ? why : $"TLS handshake failed: {why}";
    }

    // Without this the platform fetches missing issuers and revocation lists from addresses that the certificate names, past the Dialer.
    internal static X509ChainPolicy PolicyOf(LabRoutes? lab)
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (lab is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.VerificationTime = lab.Now.UtcDateTime;
            policy.VerificationTimeIgnored = false;
            foreach (var root in lab.TrustedRoots)
            {
                policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(root.Span));
            }
        }

        return policy;
    }

    private static string NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => protocol.ToString(),
    };
}
