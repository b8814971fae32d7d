using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Probes.Tests;

/// <summary>A root and host certificates that are valid around the lab's clock, and nowhere else.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;

    public TestCertificates()
    {
        var request = new CertificateRequest($"CN=Test Root {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = request.CreateSelfSigned(TestLab.Now.AddYears(-2), TestLab.Now.AddYears(2));
    }

    public byte[] Root => root.RawData;

    public X509Certificate2 For(string name, DateTimeOffset? until = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, TestLab.Now.AddYears(-1), until ?? TestLab.Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(own);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public static Func<Stream, Task<Stream>> Server(X509Certificate2 certificate) => async inner =>
    {
        var tls = new SslStream(inner, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(certificate);
        return tls;
    };

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }
}
