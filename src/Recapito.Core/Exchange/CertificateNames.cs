namespace Recapito.Core;

/// <summary>Compares the name that a connector expects with the names of a certificate (Microsoft: New-InboundConnector -TlsSenderCertificateName).</summary>
internal static class CertificateNames
{
    /// <summary>
    /// True where it cannot be said that they differ: the same name, a wildcard of the certificate over the expected name, or an expected wildcard over
    /// a name of the certificate. Whether "*.contoso.com" takes "contoso.com" itself is not documented; it accuses nobody here.
    /// </summary>
    public static bool MayMatch(string expected, IReadOnlyList<string> names) => names.Any(name => Same(expected, name) || Covers(expected, name) || Covers(name, expected));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Covers(string pattern, string name) => pattern.StartsWith("*.", StringComparison.Ordinal)
        && (name.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) || Same(pattern[2..], name));
}
