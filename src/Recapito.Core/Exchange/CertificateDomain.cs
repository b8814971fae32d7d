namespace Recapito.Core;

/// <summary>Whether a name is one of those that were asked for.</summary>
public enum NameMatch
{
    /// <summary>It is not.</summary>
    No,

    /// <summary>No document says so or otherwise: who accuses needs more than that.</summary>
    Perhaps,

    /// <summary>It is.</summary>
    Yes,
}

/// <summary>A name that a certificate is for: one host, or "*." and a domain, which stands for one label (RFC 9525 §6.3).</summary>
/// <param name="Name">Canonical name, with "*." where it has one.</param>
public readonly record struct CertificateDomain(string Name)
{
    /// <summary>The name that a text writes.</summary>
    public static CertificateDomain Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim();
        return new(name.StartsWith("*.", StringComparison.Ordinal) ? "*." + Names.Canonical(name[2..]) : Names.Canonical(name));
    }

    /// <summary>
    /// Whether a certificate of this name is meant by a setting of Exchange (TlsSenderCertificateName, TlsDomain): the same name, or "*.contoso.com", which
    /// "indicates a domain and all subdomains" (Microsoft: Set-InboundConnector). That a certificate for "*.contoso.com" is as good as the host that the
    /// setting names, is the rule of RFC 9525 and not said of Exchange; that a "*." stands for several labels, neither.
    /// </summary>
    /// <param name="setting">The setting's text.</param>
    public NameMatch IsMeantBy(string setting)
    {
        var wanted = Parse(setting).Name;
        var (bare, wantedBare) = (Bare(Name), Bare(wanted));
        if (Name == wanted)
        {
            return NameMatch.Yes;
        }

        if (wanted.StartsWith("*.", StringComparison.Ordinal))
        {
            var isBelow = bare == wantedBare || bare.EndsWith("." + wantedBare, StringComparison.Ordinal);
            return !isBelow ? NameMatch.No : bare.Length == Name.Length ? NameMatch.Yes : NameMatch.Perhaps;
        }

        return bare.Length < Name.Length && wanted.EndsWith("." + bare, StringComparison.Ordinal) ? NameMatch.Perhaps : NameMatch.No;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Bare(string name) => name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
}
