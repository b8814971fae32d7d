namespace Recapito.Core;

/// <summary>From Get-AcceptedDomain to <see cref="AcceptedDomain"/>.</summary>
internal static class AcceptedDomainReader
{
    // The numbers of the enumeration in exports of ConvertTo-Json.
    private static readonly string[] Types = [nameof(AcceptedDomainType.Authoritative), nameof(AcceptedDomainType.ExternalRelay), nameof(AcceptedDomainType.InternalRelay)];

    /// <summary>The domain; null where its name or type cannot be read.</summary>
    public static AcceptedDomain? Read(ExchangeObject source)
    {
        var pattern = source.Text("DomainName") is { } name ? DomainPattern.Parse(name) : null;
        return pattern is { IsEverything: false } && TypeOf(source) is { } type
            ? new(pattern.Domain, type, pattern.WithSubdomains || source.Flag("MatchSubDomains") is true) { WhenCreated = source.WhenCreated, WhenChanged = source.WhenChanged }
            : null;
    }

    /// <summary>True where an entry of a list may take mail for a domain, and does not show whether it does: it cannot be read, or is a parent that hides MatchSubDomains.</summary>
    public static bool MayHold(ExchangeObject source, string domain) => Read(source) is not { } held
        || (!held.MatchSubDomains && source.Flag("MatchSubDomains") is null && domain.EndsWith("." + held.Domain, StringComparison.Ordinal));

    private static AcceptedDomainType? TypeOf(ExchangeObject source) => source.Number("DomainType") is { } number
        ? number >= 0 && number < Types.Length ? Enum.Parse<AcceptedDomainType>(Types[number]) : null
        : source.Choice<AcceptedDomainType>("DomainType");
}
