using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Lab;

/// <summary>Certificates for the hosts of labs, by one authority of this process that labs trust and one that they do not.</summary>
public static class LabCertificates
{
    // The lab's clock may stand anywhere; certificates that are to be expired need a key of their own in the world file one day.
    private static readonly DateTimeOffset From = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2049, 12, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<X509Certificate2> TrustedAuthority = new(() => Authority("Recapito Lab Root"));
    private static readonly Lazy<X509Certificate2> OtherAuthority = new(() => Authority("Recapito Lab Unknown Root"));
    private static readonly ConcurrentDictionary<string, Lazy<X509Certificate2>> Issued = new(StringComparer.Ordinal);

    /// <summary>The trusted root in DER.</summary>
    public static ReadOnlyMemory<byte> RootDer => TrustedAuthority.Value.RawData;

    /// <summary>A server certificate with its private key. The same arguments give the same certificate; do not dispose it.</summary>
    /// <param name="names">DNS names for subjectAltName, at least one; the first is the subject too.</param>
    /// <param name="trusted">False for an issuer that is not among a lab's roots.</param>
    public static X509Certificate2 For(IReadOnlyList<string> names, bool trusted)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Count);
        return Issued.GetOrAdd($"{trusted} {string.Join(' ', names)}", _ => new(() => Issue(names, (trusted ? TrustedAuthority : OtherAuthority).Value))).Value;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From, Until);
    }

    private static X509Certificate2 Issue(IReadOnlyList<string> names, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // RFC 5280, upper bound of commonName: 64 characters.
        var subject = names[0].Length <= 64 ? $"CN={names[0]}" : "CN=lab";
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var bare = request.Create(authority, From, Until, RandomNumberGenerator.GetBytes(12));
        using var whole = bare.CopyWithPrivateKey(key);

        // Windows' TLS takes no key that lives in memory only; through PKCS #12 it gets one that it can use.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
