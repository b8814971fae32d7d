using System.Globalization;
using System.Security.Cryptography;

namespace Recapito.Core;

/// <summary>A TLSA record (RFC 6698 §2.1).</summary>
/// <param name="Usage">0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE (RFC 7218 §2.1).</param>
/// <param name="Selector">0 the whole certificate, 1 its SubjectPublicKeyInfo.</param>
/// <param name="Matching">0 the content itself, 1 its SHA-256, 2 its SHA-512.</param>
/// <param name="Association">What is compared.</param>
internal sealed record TlsaRecord(int Usage, int Selector, int Matching, byte[] Association)
{
    /// <summary>Reads RDATA in presentation form; null where it is none.</summary>
    public static TlsaRecord? Parse(string data)
    {
        var fields = data.Split(' ');
        if (fields.Length != 4 || fields[3].Length % 2 != 0 || fields[3].Any(c => !char.IsAsciiHexDigit(c)))
        {
            return null;
        }

        return byte.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var usage)
            && byte.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var selector)
            && byte.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var matching)
            ? new(usage, selector, matching, Convert.FromHexString(fields[3]))
            : null;
    }

    /// <summary>A sender can use it for SMTP: no PKIX usage (RFC 7672 §3.1.3), known parameters, a digest of its length.</summary>
    public bool IsUsable => Usage is 2 or 3 && Selector is 0 or 1 && Association.Length > 0 && Matching switch
    {
        0 => true,
        1 => Association.Length == SHA256.HashSizeInBytes,
        2 => Association.Length == SHA512.HashSizeInBytes,
        _ => false,
    };

    /// <summary>True where it stands for this certificate.</summary>
    public bool Matches(CertificateView certificate)
    {
        var content = Selector == 0 ? certificate.Der : certificate.Spki;
        return content.Length > 0 && Association.AsSpan().SequenceEqual(Matching switch
        {
            1 => SHA256.HashData(content),
            2 => SHA512.HashData(content),
            _ => content,
        });
    }

    /// <summary>The three parameters and the beginning of the association: "3 1 1 0a1b2c3d…".</summary>
    public override string ToString()
    {
        var hex = Convert.ToHexStringLower(Association);
        return string.Create(CultureInfo.InvariantCulture, $"{Usage} {Selector} {Matching} {(hex.Length > 8 ? hex[..8] + "…" : hex)}");
    }
}
