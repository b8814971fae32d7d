namespace Recapito.Core;

/// <summary>
/// A certificate as connectors of Exchange name it: "&lt;I&gt;CN=issuer, O=…&lt;S&gt;CN=mail.contoso.com" (Microsoft: Set-SendConnector
/// -TlsCertificateName). Renewed certificates of the same names keep it.
/// </summary>
/// <param name="Issuer">Distinguished name of the issuer.</param>
/// <param name="Subject">Distinguished name of the subject.</param>
public sealed record CertificateName(string Issuer, string Subject)
{
    /// <summary>The common name of the subject; null where it has none.</summary>
    public string? CommonName => Of(Subject, "CN");

    /// <summary>The two names; null where the text is not of this form.</summary>
    public static CertificateName? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var subject = trimmed.IndexOf("<S>", StringComparison.OrdinalIgnoreCase);
        return trimmed.StartsWith("<I>", StringComparison.OrdinalIgnoreCase) && subject > 3 && subject + 3 < trimmed.Length
            ? new(trimmed[3..subject].Trim(), trimmed[(subject + 3)..].Trim())
            : null;
    }

    /// <summary>True where a certificate with this issuer and subject is meant; blanks and case do not count.</summary>
    public bool Names(string issuer, string subject) => Plain(issuer) == Plain(Issuer) && Plain(subject) == Plain(Subject);

    /// <inheritdoc/>
    public override string ToString() => $"<I>{Issuer}<S>{Subject}";

    /// <summary>The value of an attribute of a distinguished name (RFC 4514 §3); null where it is not there.</summary>
    internal static string? Of(string distinguishedName, string attribute) => distinguishedName.Split(',', StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(pair => pair.Length == 2 && pair[0].Equals(attribute, StringComparison.OrdinalIgnoreCase))
        .Select(pair => pair[1].Trim('"')).FirstOrDefault();

    private static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
