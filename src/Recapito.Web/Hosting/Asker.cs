using System.Security.Cryptography;

namespace Recapito.Web;

/// <summary>Who asked: a secret in a cookie. Only its digest is kept, so that what is kept opens nothing.</summary>
internal static class Asker
{
    // Whoever asked before this was called so is to find it again.
    private const string Cookie = "recapito-owner";
    private const int Octets = 32;

    /// <summary>The digest of this reader's secret, who gets one where there is none.</summary>
    public static byte[] Of(HttpContext http)
    {
        if (Find(http) is { } known)
        {
            return known;
        }

        var secret = RandomNumberGenerator.GetBytes(Octets);
        http.Response.Cookies.Append(Cookie, Convert.ToHexStringLower(secret), new()
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
        return http.Request.Cookies[Cookie] is { Length: 2 * Octets } text && Convert.FromHexString(text, secret, out _, out var written) is System.Buffers.OperationStatus.Done && written == Octets
            ? SHA256.HashData(secret) : null;
    }

    /// <summary>True where this reader is the one who asked.</summary>
    public static bool Is(HttpContext http, byte[] asker) => Find(http) is { } digest && CryptographicOperations.FixedTimeEquals(digest, asker);
}
