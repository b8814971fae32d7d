using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Recapito.Lab;

/// <summary>Checks what an application signs to show who it is (RFC 7523 §3; Microsoft: Application authentication certificate credentials).</summary>
internal static class ClientAssertion
{
    /// <summary>What is wrong with it, in Microsoft's words with their code; null where nothing is.</summary>
    /// <param name="assertion">A JWT.</param>
    /// <param name="app">Who it is to be of.</param>
    /// <param name="audiences">Who it may be for.</param>
    /// <param name="now">The time of whoever signs: that of the real world.</param>
    public static string? Problem(string assertion, WorldApp app, IReadOnlyList<string> audiences, DateTimeOffset now)
    {
        try
        {
            var parts = assertion.Split('.');
            if (parts.Length != 3 || app.Certificate.IsEmpty)
            {
                return "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.";
            }

            using var certificate = X509CertificateLoader.LoadCertificate(app.Certificate.Span);
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return !IsOf(header.RootElement, certificate) || !IsSigned(header.RootElement, certificate, parts)
                ? "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application."
                : ClaimsProblem(claims.RootElement, app, audiences, now);
        }
        catch (Exception e) when (e is JsonException or FormatException or CryptographicException or KeyNotFoundException or InvalidOperationException)
        {
            return "AADSTS50027: JWT token is invalid or malformed.";
        }
    }

    private static bool IsOf(JsonElement header, X509Certificate2 certificate) =>
        header.TryGetProperty("x5t#S256", out var sha256) ? sha256.GetString() == Base64Url.EncodeToString(SHA256.HashData(certificate.RawData))
            : header.TryGetProperty("x5t", out var sha1) && sha1.GetString() == Base64Url.EncodeToString(certificate.GetCertHash());

    private static bool IsSigned(JsonElement header, X509Certificate2 certificate, string[] parts)
    {
        using var key = certificate.GetRSAPublicKey();
        var padding = header.GetProperty("alg").GetString() switch { "PS256" => RSASignaturePadding.Pss, "RS256" => RSASignaturePadding.Pkcs1, _ => null };
        return key is not null && padding is not null
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, padding);
    }

    private static string? ClaimsProblem(JsonElement claims, WorldApp app, IReadOnlyList<string> audiences, DateTimeOffset now)
    {
        var (from, until) = (Time(claims, "nbf"), Time(claims, "exp"));
        return claims.GetProperty("iss").GetString() != app.ClientId || claims.GetProperty("sub").GetString() != app.ClientId
            ? "AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter."
            : !audiences.Contains(claims.GetProperty("aud").GetString() ?? "")
            ? "AADSTS700023: Client assertion audience claim does not match Realm issuer."
            : from > now.AddMinutes(5) || until < now
            ? "AADSTS700024: Client assertion is not within its valid time range."
            : null;
    }

    // RFC 7519 §2 has a number here; Microsoft's own library writes it as text, and its service takes both.
    private static DateTimeOffset Time(JsonElement claims, string name) => DateTimeOffset.FromUnixTimeSeconds(
        claims.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? long.Parse(text.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture) : claims.GetProperty(name).GetInt64());
}
