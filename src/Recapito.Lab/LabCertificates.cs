using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Lab;

/// <summary>Certificates for the hosts of labs, by one authority of this process that labs trust and one that they do not.</summary>
public static class LabCertificates
{
    // The lab's clock may stand anywhere between these.
    private static readonly DateTimeOffset From = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2049, 12, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<X509Certificate2> TrustedAuthority = new(() => Authority("Recapito Lab Root", null));
    private static readonly Lazy<X509Certificate2> OtherAuthority = new(() => Authority("Recapito Lab Unknown Root", null));
    private static readonly Lazy<X509Certificate2> TrustedIntermediate = new(() => Authority("Recapito Lab Intermediate", TrustedAuthority.Value));
    private static readonly Lazy<X509Certificate2> OtherIntermediate = new(() => Authority("Recapito Lab Unknown Intermediate", OtherAuthority.Value));
    private static readonly ConcurrentDictionary<string, Lazy<LabIdentity>> Issued = new(StringComparer.Ordinal);

    /// <summary>The trusted root in DER.</summary>
    public static ReadOnlyMemory<byte> RootDer => TrustedAuthority.Value.RawData;

    /// <summary>A server certificate with its private key. The same arguments give the same certificate; do not dispose it.</summary>
    /// <param name="names">DNS names for subjectAltName, at least one; the first is the subject too.</param>
    /// <param name="trusted">False for an issuer that is not among a lab's roots.</param>
    public static X509Certificate2 For(IReadOnlyList<string> names, bool trusted) => For(new WorldTls { Names = names, Trusted = trusted }).Leaf;

    /// <summary>What a host shows. The same description gives the same.</summary>
    internal static LabIdentity For(WorldTls tls)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tls.Names.Count);
        var key = $"{tls.Trusted} {tls.NotBefore:O} {tls.NotAfter:O} {tls.SelfSigned} {tls.Chain} {tls.Key} {string.Join(' ', tls.Names)}";
        return Issued.GetOrAdd(key, _ => new(() => Issue(tls))).Value;
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? above)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (above is null)
        {
            return request.CreateSelfSigned(From, Until);
        }

        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(above, true, false));
        using var bare = request.Create(above, From, Until, RandomNumberGenerator.GetBytes(12));
        return bare.CopyWithPrivateKey(key);
    }

    private static LabIdentity Issue(WorldTls tls)
    {
        using var ec = tls.Key switch
        {
            "ecdsa256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "ecdsa384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => null,
        };
        using var rsa = ec is null ? RSA.Create(int.Parse(tls.Key.AsSpan("rsa".Length), System.Globalization.CultureInfo.InvariantCulture)) : null;

        // RFC 5280, upper bound of commonName: 64 characters.
        var subject = new X500DistinguishedName(tls.Names[0].Length <= 64 ? $"CN={tls.Names[0]}" : "CN=lab");
        var request = ec is not null ? new CertificateRequest(subject, ec, HashAlgorithmName.SHA256)
            : new CertificateRequest(subject, rsa!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Describe(request, tls.Names, rsa is not null);
        var issuer = tls.SelfSigned ? null : (tls.Chain is "leaf" ? tls.Trusted ? TrustedAuthority : OtherAuthority : tls.Trusted ? TrustedIntermediate : OtherIntermediate).Value;
        using var bare = Signed(request, issuer, tls);
        using var whole = issuer is null ? null : ec is not null ? bare.CopyWithPrivateKey(ec) : bare.CopyWithPrivateKey(rsa!);

        // Windows' TLS takes no key that lives in memory only; through PKCS #12 it gets one that it can use.
        var leaf = X509CertificateLoader.LoadPkcs12((whole ?? bare).Export(X509ContentType.Pkcs12), null);
        return new(leaf, issuer ?? leaf, tls.Chain is "intermediate" && issuer is not null ? [issuer] : []);
    }

    private static void Describe(CertificateRequest request, IReadOnlyList<string> names, bool rsa)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | (rsa ? X509KeyUsageFlags.KeyEncipherment : 0), true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
    }

    private static X509Certificate2 Signed(CertificateRequest request, X509Certificate2? issuer, WorldTls tls)
    {
        var (from, until) = (tls.NotBefore ?? From, tls.NotAfter ?? Until);
        from = from < until || tls.NotBefore is not null ? from : until.AddYears(-1);
        until = from < until ? until : from.AddYears(1);
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, until);
        }

        // The authorities' keys are of one kind, the hosts' of several, which only this form allows.
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        using var key = issuer.GetECDsaPrivateKey()!;
        return request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, until, RandomNumberGenerator.GetBytes(12));
    }
}
