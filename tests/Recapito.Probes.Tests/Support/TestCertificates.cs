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

    public X509Certificate2 For(string name, DateTimeOffset? until = null, X509Certificate2? issuer = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        return Signed($"CN={name}", names.Build(), issuer ?? root, until ?? TestLab.Now.AddYears(1));
    }

    /// <summary>An authority below the root, which a host has to send.</summary>
    public X509Certificate2 Intermediate() => Signed("CN=Test Intermediate", new X509BasicConstraintsExtension(true, false, 0, true), root, TestLab.Now.AddYears(1));

    public static Func<Stream, Task<Stream>> Server(X509Certificate2 certificate, params X509Certificate2[] others) => async inner =>
    {
        var tls = new SslStream(inner, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. others], offline: true),
        });
        return tls;
    };

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }

    private static X509Certificate2 Signed(string subject, X509Extension extension, X509Certificate2 issuer, DateTimeOffset until)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(extension);
        using var signed = request.Create(issuer, TestLab.Now.AddYears(-1), until, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(own);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
