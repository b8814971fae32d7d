using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>The algorithms of TSIG that are used (RFC 8945 §6). MD5 is broken, and SHA-224 is on no system that .NET runs on.</summary>
public enum TsigAlgorithm
{
    /// <summary>hmac-sha256: mandatory, and the default of all servers.</summary>
    HmacSha256,

    /// <summary>hmac-sha384.</summary>
    HmacSha384,

    /// <summary>hmac-sha512.</summary>
    HmacSha512,

    /// <summary>hmac-sha1: taken where a server has nothing newer.</summary>
    HmacSha1,
}

/// <summary>A shared secret of a server and of those who may change its zones (RFC 8945).</summary>
public sealed class TsigKey
{
    private readonly byte[] secret;

    /// <summary>A key.</summary>
    /// <param name="name">Canonical name, the same at the server.</param>
    /// <param name="algorithm">How it signs.</param>
    /// <param name="secret">The secret's octets.</param>
    public TsigKey(string name, TsigAlgorithm algorithm, ReadOnlySpan<byte> secret)
    {
        (Name, Algorithm, this.secret) = (name, algorithm, secret.ToArray());
    }

    /// <summary>Canonical name.</summary>
    public string Name { get; }

    /// <summary>How it signs.</summary>
    public TsigAlgorithm Algorithm { get; }

    /// <summary>The algorithm's name in the DNS.</summary>
    public string AlgorithmName => NameOf(Algorithm);

    /// <summary>The name of an algorithm: "hmac-sha256".</summary>
    public static string NameOf(TsigAlgorithm algorithm) => algorithm switch
    {
        TsigAlgorithm.HmacSha384 => "hmac-sha384",
        TsigAlgorithm.HmacSha512 => "hmac-sha512",
        TsigAlgorithm.HmacSha1 => "hmac-sha1",
        _ => "hmac-sha256",
    };

    /// <summary>The name alone: the secret is never shown.</summary>
    public override string ToString() => Name;

#pragma warning disable CA5350 // HMAC-SHA1 is not broken, and some servers have nothing else (RFC 8945 §6).
    internal byte[] Mac(byte[] octets) => Algorithm switch
    {
        TsigAlgorithm.HmacSha384 => HMACSHA384.HashData(secret, octets),
        TsigAlgorithm.HmacSha512 => HMACSHA512.HashData(secret, octets),
        TsigAlgorithm.HmacSha1 => HMACSHA1.HashData(secret, octets),
        _ => HMACSHA256.HashData(secret, octets),
    };
#pragma warning restore CA5350
}
