using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Recapito.Probes;

/// <summary>Reads a certificate and its private key, as PFX (RFC 7292) or PEM (RFC 7468).</summary>
internal static class CertificateFile
{
    private const long Largest = 1024 * 1024;

    /// <exception cref="SignInException">The file cannot be used; the message says why and what to do.</exception>
    public static X509Certificate2 Read(string path, string? password)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Largest })
            {
                throw Unusable(path, "it is larger than 1 MB");
            }

            var bytes = File.ReadAllBytes(path);
            if (IsWide(bytes))
            {
                throw Unusable(path, "this PEM is UTF-16; save it as ASCII (in Windows PowerShell: Set-Content -Encoding ascii)");
            }

            var certificate = Load(bytes, password);
            return certificate.GetRSAPrivateKey() is not null ? certificate
                : throw Unusable(path, certificate.HasPrivateKey ? "its key is no RSA key, and Microsoft Entra takes no other" : "there is no private key in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Unusable(path, e is CryptographicException ? "it cannot be decoded, or its password is another one" : e.Message.TrimEnd('.'));
        }
    }

    // What Windows PowerShell writes by ">": UTF-16, with a mark at the beginning (RFC 2781 §3.2) or without.
    private static bool IsWide(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.IndexOf("-\0-\0-\0B\0"u8) >= 0;

    private static X509Certificate2 Load(byte[] bytes, string? password)
    {
        if (bytes.AsSpan().IndexOf("-----BEGIN "u8) < 0)
        {
            return X509CertificateLoader.LoadPkcs12(bytes, password);
        }

        var text = Encoding.UTF8.GetString(bytes);
        return !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? X509Certificate2.CreateFromPem(text)
            : text.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal) ? X509Certificate2.CreateFromEncryptedPem(text, text, password)
            : X509Certificate2.CreateFromPem(text, text);
    }

    private static SignInException Unusable(string path, string why) =>
        new($"{path}: {why}. Expected a certificate with its private key, as PFX or PEM; its password may be given by --certificate-password-from.", isInput: true);
}
