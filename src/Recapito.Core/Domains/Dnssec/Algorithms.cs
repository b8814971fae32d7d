using System.Globalization;

namespace Recapito.Core;

/// <summary>Algorithms of keys and digests, by number (IANA, "DNS Security Algorithm Numbers").</summary>
internal static class Algorithms
{
    /// <summary>The mnemonic and the number.</summary>
    public static string NameOf(byte algorithm)
    {
        var name = algorithm switch
        {
            1 => "RSAMD5",
            3 => "DSA",
            5 => "RSASHA1",
            6 => "DSA-NSEC3-SHA1",
            7 => "RSASHA1-NSEC3-SHA1",
            8 => "RSASHA256",
            10 => "RSASHA512",
            12 => "ECC-GOST",
            13 => "ECDSAP256SHA256",
            14 => "ECDSAP384SHA384",
            15 => "ED25519",
            16 => "ED448",
            17 => "SM2SM3",
            23 => "ECC-GOST12",
            _ => "?",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{name} ({algorithm})");
    }

    /// <summary>Signing with it is over: validators take such zones for unsigned or broken (RFC 9904, RFC 9905, RFC 9906).</summary>
    public static bool IsDeprecated(byte algorithm) => algorithm is 1 or 3 or 5 or 6 or 7 or 12;

    /// <summary>The digest of a DS is not to be used any more: SHA-1 and GOST R 34.11-94 (RFC 9905, RFC 9906).</summary>
    public static bool IsDeprecatedDigest(byte digest) => digest is 1 or 3;
}
