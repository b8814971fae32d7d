namespace Recapito.Core;

/// <summary>
/// A selector that is an alias of Microsoft's key, in the old form <c>selector1-TOKEN._domainkey.TENANT.onmicrosoft.com</c> or the new one
/// <c>selector1-TOKEN._domainkey.TENANT.X-v1.dkim.mail.microsoft</c>.
/// </summary>
/// <param name="Selector">"selector1" or "selector2".</param>
/// <param name="Target">Canonical name that the alias leads to.</param>
/// <param name="Seen">The answer that shows the alias.</param>
/// <param name="Key">What is said of the key; null where it was not asked yet.</param>
internal sealed record MicrosoftAlias(string Selector, string Target, Observation<RrSet> Seen, Observation<RrSet>? Key)
{
    private static readonly string[] Zones = [".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn", ".dkim.mail.microsoft"];

    /// <summary>The alias of a selector, where there is one and it leads to Microsoft.</summary>
    public static MicrosoftAlias? Of(DomainView view, string selector)
    {
        var name = DkimSelectors.NameOf(selector, view.Domain);
        return view.Dns(name, RrType.Cname) is Present<RrSet> { Value.Alias: { } target } seen
            && IsMicrosofts(target)
            ? new(selector, target, seen, view.Dns(name, RrType.Txt))
            : null;
    }

    /// <summary>True for the name of a key that Microsoft keeps for a tenant, in either form.</summary>
    public static bool IsMicrosofts(string target) =>
        target.Contains("._domainkey.", StringComparison.Ordinal) && Zones.Any(zone => target.EndsWith(zone, StringComparison.Ordinal));

    /// <summary>
    /// True where the target is written for another domain. Only the letters of the token are compared: what Microsoft appends to it where a name has
    /// hyphens is not documented.
    /// </summary>
    public bool IsOfOtherDomain(string domain)
    {
        var first = Target[..Target.IndexOf('.', StringComparison.Ordinal)];
        var letters = domain.Replace("-", "", StringComparison.Ordinal).Replace('.', '-');

        // A label has 63 octets at most: the token of a long name is cut.
        return !first.Contains('-', StringComparison.Ordinal) || !IsAlike(first[(first.IndexOf('-', StringComparison.Ordinal) + 1)..], letters);
    }

    private static bool IsAlike(string token, string letters) =>
        token.StartsWith(letters[..Math.Min(letters.Length, 40)], StringComparison.Ordinal);
}
