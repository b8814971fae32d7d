using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Opportunistic TLS (RFC 3207, RFC 7435): a certificate that is not trusted is noted, and the session goes on.</summary>
internal static class StartTls
{
    /// <summary>Does the handshake and says what it showed.</summary>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    public static async Task<(SslStream Stream, TlsSession Seen)> UpgradeAsync(Stream inner, string host, LabRoutes? lab, CancellationToken cancel)
    {
        TlsSession seen = new(null, [], false, null);
        var tls = new SslStream(inner, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = PolicyOf(lab),
#pragma warning disable CA5359 // Opportunistic: an untrusted channel is better than none (RFC 7435), and what is wrong with it is kept.
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
            return (tls, seen with { Protocol = NameOf(tls.SslProtocol) });
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

        return new(null, NamesIn(certificate), errors is SslPolicyErrors.None, problems.Count == 0 ? null : string.Join(", ", problems));
    }

    private static IReadOnlyList<string> NamesIn(X509Certificate? certificate)
    {
        try
        {
            return certificate is X509Certificate2 known
                ? [.. known.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())
                    .Select(Visible.Text).Take(100)]
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
