namespace Recapito.Lab;

/// <summary>What a zone text says of a certificate that is only made when the world starts: "{spki-sha256:mx.contoso.example}".</summary>
internal static class Placeholder
{
    /// <summary>What may stand before the colon.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["spki-sha256", "spki-sha512", "spki", "cert-sha256", "cert-sha512", "cert", "ca-spki-sha256", "ca-cert-sha256"];

    /// <summary>True for a placeholder of a known kind.</summary>
    public static bool IsOne(string text) => text is ['{', .. var inside, '}'] && Kinds.Any(kind => inside.StartsWith(kind + ":", StringComparison.Ordinal) && inside.Length > kind.Length + 1);

    /// <summary>The host of a placeholder, canonical.</summary>
    public static string HostOf(string text) => DnsName.Canonical(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..^1]);

    /// <summary>The kind of a placeholder.</summary>
    public static string KindOf(string text) => text[1..text.IndexOf(':', StringComparison.Ordinal)];
}
