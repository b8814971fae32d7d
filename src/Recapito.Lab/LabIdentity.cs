using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Lab;

/// <summary>What a host shows in a handshake.</summary>
/// <param name="Leaf">Its certificate, with the private key.</param>
/// <param name="Issuer">The certificate that signed it; itself where it is self-signed.</param>
/// <param name="Sent">The certificates that it sends behind its own.</param>
internal sealed record LabIdentity(X509Certificate2 Leaf, X509Certificate2 Issuer, IReadOnlyList<X509Certificate2> Sent)
{
    private readonly Lazy<SslStreamCertificateContext> context = new(() => SslStreamCertificateContext.Create(Leaf, [.. Sent], offline: true));

    /// <summary>The certificates as a TLS server takes them; nothing is looked up elsewhere.</summary>
    public SslStreamCertificateContext Context => context.Value;

    /// <summary>What a placeholder of a zone text stands for, in hexadecimal digits.</summary>
    /// <param name="kind">One of <see cref="Placeholder.Kinds"/>.</param>
    public string Fingerprint(string kind) => Convert.ToHexStringLower(kind switch
    {
        "spki" => Key(Leaf),
        "spki-sha256" => SHA256.HashData(Key(Leaf)),
        "spki-sha512" => SHA512.HashData(Key(Leaf)),
        "cert" => Leaf.RawData,
        "cert-sha256" => SHA256.HashData(Leaf.RawData),
        "cert-sha512" => SHA512.HashData(Leaf.RawData),
        "ca-spki-sha256" => SHA256.HashData(Key(Issuer)),
        "ca-cert-sha256" => SHA256.HashData(Issuer.RawData),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of placeholder"),
    });

    private static byte[] Key(X509Certificate2 certificate) => certificate.PublicKey.ExportSubjectPublicKeyInfo();
}
