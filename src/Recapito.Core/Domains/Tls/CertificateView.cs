using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Core;

/// <summary>A certificate as a value (RFC 5280). It was sent by a host that may lie: everything that cannot be read is null.</summary>
/// <param name="Der">The whole of it.</param>
/// <param name="Spki">Its SubjectPublicKeyInfo, DER; empty where it cannot be found.</param>
/// <param name="Subject">For whom it is, in text.</param>
/// <param name="Issuer">Who issued it, in text.</param>
/// <param name="NotBefore">From when it holds, UTC.</param>
/// <param name="NotAfter">Until when, UTC.</param>
/// <param name="HostNames">DNS names in its subjectAltName, lower case.</param>
internal sealed record CertificateView(
    byte[] Der, byte[] Spki, string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> HostNames)
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string Dsa = "1.2.840.10040.4.1";

    // RSA with MD2, MD5 and SHA-1, DSA with SHA-1, ECDSA with SHA-1 (RFC 3279, RFC 5758).
    private static readonly string[] BrokenSignatures =
        ["1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10040.4.3", "1.2.840.10045.4.1"];

    private static readonly Dictionary<string, int> CurveBits = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.3.1.1"] = 192, ["1.3.132.0.33"] = 224, ["1.2.840.10045.3.1.7"] = 256, ["1.3.132.0.34"] = 384, ["1.3.132.0.35"] = 521,
        ["1.3.132.0.8"] = 160, ["1.3.132.0.9"] = 160, ["1.3.132.0.30"] = 160, ["1.3.132.0.31"] = 192, ["1.3.132.0.32"] = 224, ["1.3.132.0.10"] = 256,
    };

    // Surname, given name, initials, e-mail address, user id (RFC 4519 §2, RFC 2985 §5.2.1).
    private static readonly string[] PersonAttributes = ["2.5.4.4", "2.5.4.42", "2.5.4.43", "1.2.840.113549.1.9.1", "0.9.2342.19200300.100.1.1"];

    /// <summary>Subject and issuer are the same.</summary>
    public bool IsSelfIssued { get; private init; }

    /// <summary>Kind and size of a key that is too short for today ("RSA 1024"); null where it is long enough or not known (RFC 9325 §4.5).</summary>
    public string? WeakKey { get; private init; }

    /// <summary>It is signed with a hash that is no longer to be trusted, such as SHA-1 (RFC 9155).</summary>
    public bool HasBrokenSignature { get; private init; }

    /// <summary>It names a person, an account or a mail address, as no certificate of a server should (RFC 5280 §4.1.2.4, §4.2.1.6).</summary>
    public bool NamesPerson { get; private init; }

    /// <summary>Its issuer and subject as they stand in it, for comparison.</summary>
    private (byte[] Subject, byte[] Issuer) Distinguished { get; init; } = ([], []);

    /// <summary>A chain as a host sent it; what cannot be read ends it.</summary>
    public static IReadOnlyList<CertificateView> Chain(IReadOnlyList<string> base64)
    {
        var chain = new List<CertificateView>();
        foreach (var text in base64)
        {
            if (Read(text) is not { } certificate)
            {
                break;
            }

            chain.Add(certificate);
        }

        return chain;
    }

    /// <summary>True where one of its DNS names is the host's; a star stands for one whole label, the first (RFC 9525 §6.3).</summary>
    public bool IsFor(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return HostNames.Any(name => name == host || (dot > 0 && name.StartsWith("*.", StringComparison.Ordinal) && name.AsSpan(1).SequenceEqual(host.AsSpan(dot))));
    }

    /// <summary>True where another certificate is the issuer's by its name.</summary>
    public bool IsIssuedBy(CertificateView other) => Distinguished.Issuer.AsSpan().SequenceEqual(other.Distinguished.Subject);

    /// <summary>Whether another certificate's key signed this one, its name being the issuer's; names that differ in case or kind of string alone are the same (RFC 5280 §7.1).</summary>
    public SignatureVerdict SignedBy(CertificateView other) =>
        IsIssuedBy(other) || string.Equals(Issuer, other.Subject, StringComparison.OrdinalIgnoreCase) ? CertificateSignature.Verify(Der, other.Spki) : SignatureVerdict.Invalid;

    private static CertificateView? Read(string base64)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
            var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames());
            return new(
                certificate.RawData, SpkiOf(certificate.RawData), certificate.Subject, certificate.Issuer,
                certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(),
                [.. names.Select(name => name.ToLowerInvariant()).Take(200)])
            {
                IsSelfIssued = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
                WeakKey = WeakKeyOf(certificate.PublicKey),
                HasBrokenSignature = BrokenSignatures.Contains(certificate.SignatureAlgorithm.Value),
                NamesPerson = Attributes(certificate.SubjectName).Concat(Attributes(certificate.IssuerName)).Any(PersonAttributes.Contains)
                    || (certificate.Subject + certificate.Issuer).Contains('@', StringComparison.Ordinal)
                    || certificate.Extensions.Where(extension => extension.Oid?.Value is "2.5.29.17" or "2.5.29.18").Any(extension => extension.RawData.AsSpan().Contains((byte)'@')),
                Distinguished = (certificate.SubjectName.RawData, certificate.IssuerName.RawData),
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or AsnContentException)
        {
            return null;
        }
    }

    // Certificate ::= SEQUENCE { tbsCertificate SEQUENCE { [0] version, serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo … (RFC 5280 §4.1)
    private static byte[] SpkiOf(byte[] der)
    {
        var fields = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (fields.PeekTag() is { TagClass: TagClass.ContextSpecific, TagValue: 0 })
        {
            fields.ReadEncodedValue();
        }

        for (var before = 0; before < 5; before++)
        {
            fields.ReadEncodedValue();
        }

        return fields.ReadEncodedValue().ToArray();
    }

    // What stands in a part of several attributes is not looked into: it counts as a person's.
    private static IEnumerable<string> Attributes(X500DistinguishedName name) => name.EnumerateRelativeDistinguishedNames()
        .Select(part => part.HasMultipleElements ? PersonAttributes[0] : part.GetSingleElementType().Value ?? "");

    private static string? WeakKeyOf(PublicKey key)
    {
        switch (key.Oid.Value)
        {
            case Rsa:
                var bits = BitsOfRsa(key.EncodedKeyValue.RawData);
                return bits < 2048 ? $"RSA {bits}" : null;
            case EllipticCurve:
                var curve = key.EncodedParameters?.RawData is [6, ..] oid ? AsnDecoder.ReadObjectIdentifier(oid, AsnEncodingRules.DER, out _) : "";
                return CurveBits.TryGetValue(curve, out var size) && size < 224 ? $"EC {size}" : null;
            case Dsa:
                return "DSA";
            default:
                return null;
        }
    }

    private static long BitsOfRsa(byte[] key) => BigInteger.Abs(new AsnReader(key, AsnEncodingRules.DER).ReadSequence().ReadInteger()).GetBitLength();
}
