using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.SystemTests;

/// <summary>A root that nobody but the test knows, an authority below it, and a certificate of one host with its key, as files for a mail server.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA hostKey = RSA.Create(2048);
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 intermediate;
    private readonly X509Certificate2 host;

    public TestAuthority(string name)
    {
        root = Authority("CN=Test Root", null);
        intermediate = Authority("CN=Test Intermediate", root);
        var request = new CertificateRequest($"CN={name}", hostKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        host = Signed(request, intermediate);
    }

    public ReadOnlyMemory<byte> Root => root.RawDataMemory;

    /// <summary>The chain as the server is told to send it.</summary>
    public IReadOnlyList<byte[]> Sent => [host.RawData, intermediate.RawData];

    /// <summary>Writes "chain.pem" and "key.pem".</summary>
    public void WriteTo(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "chain.pem"), host.ExportCertificatePem() + "\n" + intermediate.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(folder, "key.pem"), hostKey.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        root.Dispose();
        intermediate.Dispose();
        host.Dispose();
        hostKey.Dispose();
        key.Dispose();
    }

    private X509Certificate2 Authority(string subject, X509Certificate2? issuer)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return Signed(request, issuer);
    }

    private X509Certificate2 Signed(CertificateRequest request, X509Certificate2? issuer)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(90));
        return issuer is null
            ? request.CreateSelfSigned(from, until)
            : request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from.AddDays(1), until.AddDays(-1), RandomNumberGenerator.GetBytes(8));
    }
}
