using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>Whether a signature is one of a key.</summary>
internal enum SignatureVerdict
{
    /// <summary>It is.</summary>
    Valid,

    /// <summary>It is not.</summary>
    Invalid,

    /// <summary>Nobody here can say: an algorithm that is not known, or a key that the machine's library does not take.</summary>
    NotVerified,
}

/// <summary>Verifies signatures with the algorithms in use (RFC 3110, RFC 5702, RFC 6605, RFC 8080).</summary>
internal static class SignatureCheck
{
    /// <summary>RSA keys above this are none that DNSSEC has (RFC 3110 §2, RFC 5702 §2); they would only cost time.</summary>
    private const int MostRsaOctets = 512;

    /// <summary>True for an algorithm that can be verified here.</summary>
    public static bool Knows(byte algorithm) => algorithm is 5 or 7 or 8 or 10 or 13 or 14 or 15;

    /// <summary>Verifies one signature.</summary>
    /// <param name="key">The key that is to have made it.</param>
    /// <param name="signature">As the algorithm writes it.</param>
    /// <param name="signed">What was signed.</param>
    public static SignatureVerdict Verify(Dnskey key, byte[] signature, byte[] signed)
    {
        try
        {
            return key.Algorithm switch
            {
                5 or 7 => Rsa(key, signature, signed, HashAlgorithmName.SHA1),
                8 => Rsa(key, signature, signed, HashAlgorithmName.SHA256),
                10 => Rsa(key, signature, signed, HashAlgorithmName.SHA512),
                13 => Ecdsa(key, signature, signed, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, 32),
                14 => Ecdsa(key, signature, signed, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, 48),
                15 => Told(Ed25519.Verify(key.PublicKey, signature, signed)),
                _ => SignatureVerdict.NotVerified,
            };
        }
        catch (CryptographicException)
        {
            // The library has its own rules for keys, such as no SHA-1; they say nothing about the zone.
            return SignatureVerdict.NotVerified;
        }
        catch (PlatformNotSupportedException)
        {
            return SignatureVerdict.NotVerified;
        }
    }

    /// <summary>Size of an RSA key in bits; null for keys of other algorithms and for unreadable ones.</summary>
    public static int? RsaBits(Dnskey key) =>
        key.Algorithm is 1 or 5 or 7 or 8 or 10 && RsaKey(key.PublicKey) is { } rsa ? BitsOf(rsa.Modulus!) : null;

    private static SignatureVerdict Rsa(Dnskey key, byte[] signature, byte[] signed, HashAlgorithmName hash)
    {
        if (RsaKey(key.PublicKey) is not { } parameters || parameters.Modulus!.Length > MostRsaOctets)
        {
            return SignatureVerdict.NotVerified;
        }

        using var rsa = RSA.Create(parameters);
        return Told(rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1));
    }

    private static SignatureVerdict Ecdsa(Dnskey key, byte[] signature, byte[] signed, ECCurve curve, HashAlgorithmName hash, int octets)
    {
        if (key.PublicKey.Length != 2 * octets)
        {
            return SignatureVerdict.Invalid;
        }

        var point = new ECPoint { X = key.PublicKey[..octets], Y = key.PublicKey[octets..] };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = point });
        return Told(ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    // RFC 3110 §2: the length of the exponent in one octet, or in two after a zero; the exponent; the modulus.
    private static RSAParameters? RsaKey(byte[] key)
    {
        if (key.Length < 3)
        {
            return null;
        }

        var (length, start) = key[0] != 0 ? (key[0], 1) : ((key[1] << 8) | key[2], 3);
        var exponent = key.Skip(start).Take(length).SkipWhile(octet => octet == 0).ToArray();
        var modulus = key.Skip(start + length).SkipWhile(octet => octet == 0).ToArray();
        return exponent.Length == 0 || modulus.Length == 0 ? null : new RSAParameters { Exponent = exponent, Modulus = modulus };
    }

    private static int BitsOf(byte[] modulus) => (8 * modulus.Length) - System.Numerics.BitOperations.LeadingZeroCount(modulus[0]) + 24;

    private static SignatureVerdict Told(bool isValid) => isValid ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
}
