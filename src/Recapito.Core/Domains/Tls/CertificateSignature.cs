using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>Whether a certificate was signed with a key (RFC 5280 §4.1.1). It was sent by a host that may lie: what cannot be read or computed here is not verified.</summary>
internal static class CertificateSignature
{
    private const string RsaKey = "1.2.840.113549.1.1.1";
    private const string EllipticCurveKey = "1.2.840.10045.2.1";
    private const string Ed25519Key = "1.3.101.112";

    // A key of RSA 8192 has some 1100 octets; longer ones would only cost time.
    private const int LongestKey = 1200;

    // RFC 4055 §5, RFC 5758 §3.2, RFC 8410 §3.
    private static readonly Dictionary<string, (string Key, HashAlgorithmName Hash)> Algorithms = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.5"] = (RsaKey, HashAlgorithmName.SHA1),
        ["1.2.840.113549.1.1.11"] = (RsaKey, HashAlgorithmName.SHA256),
        ["1.2.840.113549.1.1.12"] = (RsaKey, HashAlgorithmName.SHA384),
        ["1.2.840.113549.1.1.13"] = (RsaKey, HashAlgorithmName.SHA512),
        ["1.2.840.10045.4.1"] = (EllipticCurveKey, HashAlgorithmName.SHA1),
        ["1.2.840.10045.4.3.2"] = (EllipticCurveKey, HashAlgorithmName.SHA256),
        ["1.2.840.10045.4.3.3"] = (EllipticCurveKey, HashAlgorithmName.SHA384),
        ["1.2.840.10045.4.3.4"] = (EllipticCurveKey, HashAlgorithmName.SHA512),
        [Ed25519Key] = (Ed25519Key, HashAlgorithmName.SHA512),
    };

    /// <summary>Verifies the signature of a certificate.</summary>
    /// <param name="der">The certificate.</param>
    /// <param name="spki">SubjectPublicKeyInfo of the key that is to have signed it; empty where it is not known.</param>
    public static SignatureVerdict Verify(byte[] der, byte[] spki)
    {
        try
        {
            // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OBJECT IDENTIFIER … }, signature BIT STRING }
            var fields = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            var signed = fields.ReadEncodedValue().ToArray();
            var algorithm = fields.ReadSequence().ReadObjectIdentifier();
            var signature = fields.ReadBitString(out _);
            return spki.Length is 0 or > LongestKey || !Algorithms.TryGetValue(algorithm, out var known) ? SignatureVerdict.NotVerified
                : KindOf(spki) != known.Key ? SignatureVerdict.Invalid
                : Holds(known.Key, known.Hash, spki, signature, signed) ? SignatureVerdict.Valid
                : SignatureVerdict.Invalid;
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or PlatformNotSupportedException)
        {
            // The library has its own rules for keys, such as no SHA-1; they say nothing about the certificate.
            return SignatureVerdict.NotVerified;
        }
    }

    private static string KindOf(byte[] spki) => new AsnReader(spki, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadObjectIdentifier();

    private static bool Holds(string kind, HashAlgorithmName hash, byte[] spki, byte[] signature, byte[] signed)
    {
        switch (kind)
        {
            case RsaKey:
                using (var rsa = RSA.Create())
                {
                    rsa.ImportSubjectPublicKeyInfo(spki, out _);
                    return rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
                }

            case EllipticCurveKey:
                using (var ecdsa = ECDsa.Create())
                {
                    ecdsa.ImportSubjectPublicKeyInfo(spki, out _);
                    return ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
                }

            default:
                var key = new AsnReader(spki, AsnEncodingRules.DER).ReadSequence();
                key.ReadEncodedValue();
                return Ed25519.Verify(key.ReadBitString(out _), signature, signed);
        }
    }
}
