using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// A client's TLS handshake and what it shows; for SMTP and for the web alike. Nothing is fetched from addresses that a certificate names. That
/// the certificate is not trusted is noted and does not end the handshake: whether to go on is the caller's decision.
/// </summary>
internal static class TlsHandshake
{
    private const int MostCertificates = 10;
    private const int MostNames = 100;

    /// <summary>Does the handshake over a stream that stays open when the returned one is closed.</summary>
    /// <param name="inner">What TLS runs over.</param>
    /// <param name="host">The name that is asked for (SNI) and that the certificate must bear.</param>
    /// <param name="lab">The lab whose roots and clock count; null for the system's.</param>
    /// <param name="cancel">The caller's cancel and deadline.</param>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    public static async Task<(SslStream Stream, TlsSession Seen)> AsClientAsync(Stream inner, string host, LabRoutes? lab, CancellationToken cancel)
    {
        TlsSession seen = new(null, [], false, null);
        var tls = new SslStream(inner, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = PolicyOf(lab),
#pragma warning disable CA5359 // What is wrong with the certificate is kept in TlsSession.Problem; who must not go on with it, asks for TlsSession.Trusted.
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                seen = Judge(certificate, chain, errors);
                return true;
            },
#pragma warning restore CA5359
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
            return (tls, seen with { Protocol = NameOf(tls.SslProtocol), CipherSuite = tls.NegotiatedCipherSuite.ToString() });
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Without this the platform fetches missing issuers and revocation lists from addresses that the certificate names, past the Dialer.
    private static X509ChainPolicy PolicyOf(LabRoutes? lab)
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

    private static TlsSession Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var problems = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            problems.Add("no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            problems.Add("no name of the certificate is the host's");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            problems.AddRange(chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? ["the chain cannot be built"]);
        }

        var problem = problems.Count == 0 ? null : string.Join(", ", problems);
        return new(null, NamesIn(certificate), errors is SslPolicyErrors.None, problem) { Chain = SentBy(certificate, chain) };
    }

    // The platform puts what the host sent into the extra store, on some systems with the host's own certificate once more.
    private static IReadOnlyList<string> SentBy(X509Certificate? certificate, X509Chain? chain) =>
        certificate is null
            ? []
            : [.. new[] { certificate }.Concat(chain?.ChainPolicy.ExtraStore.AsEnumerable<X509Certificate>() ?? [])
                .Select(sent => Convert.ToBase64String(sent.GetRawCertData())).Distinct().Take(MostCertificates)];

    private static IReadOnlyList<string> NamesIn(X509Certificate? certificate)
    {
        try
        {
            return certificate is X509Certificate2 known
                ? [.. known.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())
                    .Select(Visible.Text).Take(MostNames)]
                : [];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static string NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => protocol.ToString(),
    };
}
