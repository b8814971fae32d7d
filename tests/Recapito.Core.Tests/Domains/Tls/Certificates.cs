using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Core.Tests;

/// <summary>Certificates of all kinds, made when they are asked for; keys are made once, as they take long.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly Lazy<ECDsa> Key = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private static readonly Lazy<RSA> ShortKey = new(() => RSA.Create(1024));
    private static readonly Lazy<RSA> LongKey = new(() => RSA.Create(2048));

    private readonly List<X509Certificate2> made = [];

    public Certificates()
    {
        Root = Make("CN=Root", null, authority: true);
        Intermediate = Make("CN=Intermediate", Root, authority: true);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>A host's certificate.</summary>
    /// <param name="name">DNS name in it; null for none.</param>
    /// <param name="from">Days from now, mostly negative.</param>
    /// <param name="until">Days from now.</param>
    /// <param name="issuer">Who signs it; null for itself.</param>
    /// <param name="kind">"ec", "rsa1024", "rsa2048", "sha1", or "unknown" for a signature of an algorithm that nobody has.</param>
    public X509Certificate2 Host(string? name, double from = -200, double until = 200, X509Certificate2? issuer = null, string kind = "ec") =>
        Make("CN=host", issuer, false, name, DomainScene.Now.AddDays(from), DomainScene.Now.AddDays(until), kind);

    /// <summary>An authority with a key of its own, which signed none of the others.</summary>
    public X509Certificate2 Authority(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        made.Add(request.CreateSelfSigned(DomainScene.Now.AddYears(-3), DomainScene.Now.AddYears(3)));
        return made[^1];
    }

    public void Dispose() => made.ForEach(certificate => certificate.Dispose());

    private X509Certificate2 Make(
        string subject, X509Certificate2? issuer, bool authority, string? name = null, DateTimeOffset? from = null, DateTimeOffset? until = null, string kind = "ec")
    {
        var hash = HashAlgorithmName.SHA256;
        var request = kind switch
        {
            "rsa1024" => new CertificateRequest(subject, ShortKey.Value, hash, RSASignaturePadding.Pkcs1),
            "rsa2048" => new CertificateRequest(subject, LongKey.Value, hash, RSASignaturePadding.Pkcs1),
            _ => new CertificateRequest(subject, Key.Value, hash),
        };
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        var (begin, end) = (from ?? DomainScene.Now.AddYears(-3), until ?? DomainScene.Now.AddYears(3));
        var certificate = issuer is null
            ? request.CreateSelfSigned(begin, end)
            : request.Create(issuer.SubjectName, Signer(kind), begin, end, [1, 2, 3, (byte)made.Count]);
        made.Add(kind switch
        {
            "sha1" => Weakened(certificate),
            "unknown" => Unknown(certificate),
            _ => certificate,
        });
        return made[^1];
    }

    private static X509SignatureGenerator Signer(string kind) => kind is "sha1"
        ? X509SignatureGenerator.CreateForRSA(LongKey.Value, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa(Key.Value);

    // The platform no longer signs with SHA-1, and nobody here verifies: sha256WithRSAEncryption becomes sha1WithRSAEncryption (RFC 8017 §A.2.4).
    private static X509Certificate2 Weakened(X509Certificate2 certificate)
    {
        byte[] sha256 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
        var der = certificate.RawData;
        certificate.Dispose();
        for (int at; (at = der.AsSpan().IndexOf(sha256)) >= 0;)
        {
            der[at + sha256.Length - 1] = 5;
        }

        return X509CertificateLoader.LoadCertificate(der);
    }

    // ecdsa-with-SHA256 becomes a number below it that nobody has given away (RFC 5758 §3.2).
    private static X509Certificate2 Unknown(X509Certificate2 certificate)
    {
        byte[] sha256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
        var der = certificate.RawData;
        certificate.Dispose();
        for (int at; (at = der.AsSpan().IndexOf(sha256)) >= 0;)
        {
            der[at + sha256.Length - 1] = 0x77;
        }

        return X509CertificateLoader.LoadCertificate(der);
    }
}
