using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Lab;

/// <summary>The lab's own certification authority, made when it is first needed and kept for the life of the process.</summary>
internal static class LabCertificates
{
    private static readonly Lazy<X509Certificate2> Root = new(() => Authority("Recapito lab root"));
    private static readonly Lazy<X509Certificate2> Stranger = new(() => Authority("Recapito lab unknown root"));
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, X509Certificate2> Issued = new();

    /// <summary>The trusted root's certificate.</summary>
    public static ReadOnlyMemory<byte> RootDer => Root.Value.RawData;

    /// <summary>A server certificate for the names, from the trusted root or from one that nobody knows.</summary>
    public static X509Certificate2 For(IReadOnlyList<string> names, bool trusted) =>
        Issued.GetOrAdd($"{trusted} {string.Join(' ', names)}", _ => Issue(names, trusted ? Root.Value : Stranger.Value));

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static X509Certificate2 Issue(IReadOnlyList<string> names, X509Certificate2 issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var bare = request.Create(issuer, DateTimeOffset.UnixEpoch.AddDays(1), new(2098, 1, 1, 0, 0, 0, TimeSpan.Zero), RandomNumberGenerator.GetBytes(12));
        using var keyed = bare.CopyWithPrivateKey(key);

        // Windows' TLS takes only keys that came from a file.
        return X509CertificateLoader.LoadPkcs12(keyed.Export(X509ContentType.Pfx), null);
    }
}
