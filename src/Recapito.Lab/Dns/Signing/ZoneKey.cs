using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Recapito.Lab;

/// <summary>A key of a signed zone (RFC 4034 §2, RFC 3110, RFC 6605). The same zone and role have the same key as long as the process lives.</summary>
internal sealed class ZoneKey
{
    /// <summary>Flags of a key that signs data (RFC 4034 §2.1.1).</summary>
    public const int ZoneFlag = 256;

    /// <summary>The same with the bit of a secure entry point (RFC 3757).</summary>
    public const int EntryFlags = 257;

    private const int RsaBits = 2048;
    private static readonly ConcurrentDictionary<string, Lazy<AsymmetricAlgorithm>> Pool = new(StringComparer.Ordinal);

    private readonly int algorithm;
    private readonly AsymmetricAlgorithm key;

    /// <param name="zone">Canonical name of the zone.</param>
    /// <param name="algorithm">5, 7, 8, 10, 13 or 14.</param>
    /// <param name="flags">256 or 257.</param>
    public ZoneKey(string zone, int algorithm, int flags)
    {
        this.algorithm = algorithm;

        // RSA keys take long to make; one does for all zones, and the flags give its two roles two tags.
        var curve = Curve(algorithm);
        key = Pool.GetOrAdd(curve is null ? "RSA" : $"{algorithm} {flags} {zone}", _ => new(() => curve is { } named ? ECDsa.Create(named) : RSA.Create(RsaBits))).Value;
        Record = new(zone, DnsType.Dnskey, ZoneFile.DefaultTtl,
            [flags.ToString(CultureInfo.InvariantCulture), "3", algorithm.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(PublicKey())]);
        Tag = TagOf(RDataOctets.Canonical(Record));
    }

    /// <summary>The DNSKEY record.</summary>
    public ZoneRecord Record { get; }

    /// <summary>The key tag (RFC 4034, appendix B).</summary>
    public int Tag { get; }

    /// <summary>The key tag of a DNSKEY's data.</summary>
    public static int TagOf(byte[] data)
    {
        var sum = data.Select((octet, i) => (i & 1) == 0 ? octet << 8 : octet).Sum();
        return (sum + (sum >> 16)) & 0xFFFF;
    }

    /// <summary>The data of the DS record of a DNSKEY record (RFC 4034 §5.1.4, RFC 4509, RFC 6605 §2).</summary>
    /// <param name="dnskey">The record.</param>
    /// <param name="digest">1, 2 or 4.</param>
    public static IReadOnlyList<string> Ds(ZoneRecord dnskey, int digest)
    {
        var data = RDataOctets.Canonical(dnskey);
        byte[] octets = [.. DnsName.Octets(dnskey.Name), .. data];
#pragma warning disable CA5350 // Zones with a DS of SHA-1 exist, and a checker must see them.
        var hash = digest switch { 1 => SHA1.HashData(octets), 4 => SHA384.HashData(octets), _ => SHA256.HashData(octets) };
#pragma warning restore CA5350
        return [TagOf(data).ToString(CultureInfo.InvariantCulture), dnskey.Fields[2], digest.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(hash)];
    }

    /// <summary>The signature of octets.</summary>
    public byte[] Sign(byte[] octets)
    {
        // The pool's keys are shared between labs that start at the same time.
        lock (key)
        {
            return key is ECDsa ec ? ec.SignData(octets, Hash(algorithm)) : ((RSA)key).SignData(octets, Hash(algorithm), RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>Whether a signature of octets was made with a DNSKEY; false for an algorithm that is not known.</summary>
    public static bool Verify(ZoneRecord dnskey, byte[] octets, byte[] signature)
    {
        var (algorithm, data) = (int.Parse(dnskey.Fields[2], CultureInfo.InvariantCulture), Convert.FromBase64String(dnskey.Fields[3]));
        try
        {
            if (Curve(algorithm) is { } curve)
            {
                using var ec = ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = data[..(data.Length / 2)], Y = data[(data.Length / 2)..] } });
                return ec.VerifyData(octets, signature, Hash(algorithm));
            }

            if (algorithm is not (5 or 7 or 8 or 10) || data.Length < 3 || data[0] == 0 || data[0] + 1 >= data.Length)
            {
                return false;
            }

            using var rsa = RSA.Create(new RSAParameters { Exponent = data[1..(1 + data[0])], Modulus = data[(1 + data[0])..] });
            return rsa.VerifyData(octets, signature, Hash(algorithm), RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            // A written key may be any octets.
            return false;
        }
    }

    /// <summary>True for algorithms that the lab can verify.</summary>
    public static bool Knows(int algorithm) => algorithm is 5 or 7 or 8 or 10 or 13 or 14;

    private static ECCurve? Curve(int algorithm) => algorithm switch { 13 => ECCurve.NamedCurves.nistP256, 14 => ECCurve.NamedCurves.nistP384, _ => null };

    private static HashAlgorithmName Hash(int algorithm) => algorithm switch
    {
        5 or 7 => HashAlgorithmName.SHA1,
        10 => HashAlgorithmName.SHA512,
        14 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA256,
    };

    // RFC 6605 §4: the point's coordinates; RFC 3110 §2: the exponent with its length before it, then the modulus.
    private byte[] PublicKey()
    {
        if (key is ECDsa ec)
        {
            var point = ec.ExportParameters(false).Q;
            return [.. point.X!, .. point.Y!];
        }

        var numbers = ((RSA)key).ExportParameters(false);
        return [(byte)numbers.Exponent!.Length, .. numbers.Exponent, .. numbers.Modulus!];
    }
}
