namespace Recapito.Core;

/// <summary>
/// The domains that a connector is for: "*" (all), "*.contoso.com" (Exchange: the domain and all below it), "--" (what the organisation accepts, as its
/// dialogs write it), or one domain. As an address space with type and cost, "SMTP:*.contoso.com;1" (Microsoft: New-SendConnector -AddressSpaces).
/// </summary>
/// <param name="Domain">Canonical name; "*" for all; for a pattern with subdomains the part behind "*.".</param>
/// <param name="WithSubdomains">True where subdomains are included.</param>
/// <param name="Cost">The lower, the sooner it is taken; 1 where none is written.</param>
public sealed record DomainPattern(string Domain, bool WithSubdomains, int Cost)
{
    /// <summary>True for "*".</summary>
    public bool IsEverything => Domain is "*";

    /// <summary>How exactly it names a domain: the longer, the sooner it is taken (Exchange: the most specific address space wins).</summary>
    public int Precision => IsEverything ? 0 : (Domain.Length * 2) + (WithSubdomains ? 0 : 1);

    /// <summary>The pattern that a text writes; null where it writes an address space that is not SMTP, or no domain at all.</summary>
    public static DomainPattern? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (body, cost) = Cut(text.Trim());
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (!body[..colon].Trim().Equals("smtp", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            body = body[(colon + 1)..].Trim();
        }

        return body is "*" ? new("*", true, cost)
            : body.StartsWith("*.", StringComparison.Ordinal) && Names.IsHostName(Names.Canonical(body[2..])) ? new(Names.Canonical(body[2..]), true, cost)
            : Names.IsHostName(Names.Canonical(body)) ? new(Names.Canonical(body), false, cost)
            : null;
    }

    /// <summary>The patterns of a list; what is none is left out.</summary>
    public static IReadOnlyList<DomainPattern> ParseAll(IEnumerable<string> texts) => [.. texts.Select(Parse).OfType<DomainPattern>()];

    /// <summary>True where the pattern is for a domain.</summary>
    /// <param name="domain">Canonical name.</param>
    public bool Covers(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return IsEverything || domain == Domain || (WithSubdomains && domain.EndsWith("." + Domain, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString() => IsEverything || !WithSubdomains ? Domain : "*." + Domain;

    private static (string Body, int Cost) Cut(string text)
    {
        var semicolon = text.LastIndexOf(';');
        return semicolon >= 0 && int.TryParse(text.AsSpan(semicolon + 1), out var cost) ? (text[..semicolon].Trim(), cost) : (text, 1);
    }
}
