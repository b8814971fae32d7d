using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>The certificates of a handshake as values: names, the chain as it was sent, and whether it is trusted for a host.</summary>
internal static class CertificateSight
{
    /// <summary>More names than these are not kept.</summary>
    private const int MostNames = 100;

    /// <summary>More certificates than these are not kept; a chain in order has three or four.</summary>
    private const int MostCertificates = 10;

    /// <summary>More octets of certificates than these are not kept.</summary>
    private const int MostOctets = 16 * 1024;

    /// <summary>What the platform showed of the certificates, before anything was said inside TLS.</summary>
    /// <param name="host">Canonical name that the certificate is to be for.</param>
    /// <param name="own">The host's own certificate; null where it sent none.</param>
    /// <param name="chain">What the platform built; its extra store is what the host sent.</param>
    /// <param name="errors">What the platform finds wrong.</param>
    public static TlsSession Of(string host, X509Certificate2? own, X509Chain? chain, SslPolicyErrors errors)
    {
        var problems = new List<string>();
        if (own is null)
        {
            problems.Add("no certificate");
        }
        else if (!IsFor(host, own))
        {
            problems.Add("no name of the certificate is the host's");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            problems.AddRange(chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? ["the chain cannot be built"]);
        }

        return new(null, NamesIn(own), problems.Count == 0, problems.Count == 0 ? null : string.Join(", ", problems)) { Chain = AsSent(own, chain) };
    }

    // DNS names alone count; the common name is none (RFC 9525 §6.3), though the platform would take it.
    private static bool IsFor(string host, X509Certificate2 own)
    {
        try
        {
            return own.MatchesHostname(host, allowWildcards: true, allowCommonName: false);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static IReadOnlyList<string> NamesIn(X509Certificate2? own)
    {
        try
        {
            return own is null
                ? []
                : [.. own.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames())
                    .Select(Visible.Text).Take(MostNames)];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static List<string> AsSent(X509Certificate2? own, X509Chain? chain)
    {
        var kept = new List<string>();
        var octets = 0;
        var others = chain?.ChainPolicy.ExtraStore.Where(other => own is null || !other.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span)) ?? [];
        foreach (var der in (own is null ? [] : new[] { own }).Concat(others).Take(MostCertificates).Select(certificate => certificate.RawDataMemory))
        {
            octets += der.Length;
            if (octets > MostOctets)
            {
                break;
            }

            kept.Add(Convert.ToBase64String(der.Span));
        }

        return kept;
    }
}
