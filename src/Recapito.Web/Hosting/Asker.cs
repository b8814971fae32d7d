using System.Security.Cryptography;

namespace Recapito.Web;

/// <summary>Who asked: a secret in a cookie. Only its digest is kept, so that what is kept opens nothing.</summary>
internal static class Asker
{
    // Whoever asked before this was called so is to find it again. Over HTTPS no neighbour of the name can put one there (RFC 6265bis §4.1.3.2).
    private const string Cookie = "recapito-owner", SecureCookie = "__Host-" + Cookie;
    private const int Octets = 32;

    /// <summary>Stands for the owner who is signed in: no secret has this digest, so no cookie opens what is asked so.</summary>
    public static byte[] Owner { get; } = new byte[Octets];

    /// <summary>The digest of this reader's secret, who gets one where there is none.</summary>
    public static byte[] Of(HttpContext http)
    {
        if (Find(http) is { } known)
        {
            return known;
        }

        var secret = RandomNumberGenerator.GetBytes(Octets);
        http.Response.Cookies.Append(NameFor(http), Convert.ToHexStringLower(secret), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
        });
        return SHA256.HashData(secret);
    }

    /// <summary>The digest; null where the reader has no secret.</summary>
    public static byte[]? Find(HttpContext http)
    {
        Span<byte> secret = stackalloc byte[Octets];
        return http.Request.Cookies[NameFor(http)] is { Length: 2 * Octets } text && Convert.FromHexString(text, secret, out _, out var written) is System.Buffers.OperationStatus.Done && written == Octets
            ? SHA256.HashData(secret) : null;
    }

    /// <summary>Takes the secret away from this reader, who is the owner from now on, or was until now.</summary>
    public static void Forget(HttpContext http)
    {
        foreach (var name in http.Request.Cookies.Keys.Where(name => name is Cookie or SecureCookie))
        {
            http.Response.Cookies.Delete(name, new() { Secure = http.Request.IsHttps });
        }
    }

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? SecureCookie : Cookie;

    /// <summary>True where this reader is the one who asked.</summary>
    public static bool Is(HttpContext http, byte[] asker) => Find(http) is { } digest && CryptographicOperations.FixedTimeEquals(digest, asker);
}
