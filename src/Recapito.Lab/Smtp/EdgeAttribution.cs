using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The tenant that has a recipient's domain.</summary>
/// <param name="Name">Its initial domain.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Domain">The accepted domain; null where the tenant has the domain verified and no mail service for it.</param>
internal sealed record EdgeAttribution(string Name, WorldTenant Tenant, AcceptedDomain? Domain)
{
    /// <summary>The name itself before the nearest parent that includes its subdomains; null where no tenant has it.</summary>
    public static EdgeAttribution? Of(IReadOnlyDictionary<string, WorldTenant> tenants, string recipient)
    {
        var whole = Names.DomainOf(recipient);
        for (var name = whole; name is not null; name = ParentOf(name))
        {
            foreach (var (initial, tenant) in tenants)
            {
                var accepted = tenant.AcceptedDomains.FirstOrDefault(domain => Names.Canonical(domain.Domain) == name)
                    ?? (Names.Canonical(initial) == name ? new AcceptedDomain(name, AcceptedDomainType.Authoritative, MatchSubDomains: false) : null);
                if (accepted is not null && (name == whole || accepted.MatchSubDomains))
                {
                    return new(initial, tenant, HasMail(tenant, name) ? accepted : null);
                }
            }
        }

        return tenants.Where(tenant => tenant.Value.Domains.Any(domain => domain.IsVerified && Names.Canonical(domain.Id) == whole && !domain.SupportedServices.Contains("Email")))
            .Select(tenant => new EdgeAttribution(tenant.Key, tenant.Value, null)).FirstOrDefault();
    }

    private static bool HasMail(WorldTenant tenant, string domain) =>
        tenant.Domains.FirstOrDefault(own => Names.Canonical(own.Id) == domain) is not { IsVerified: true } listed
        || listed.SupportedServices.Any(service => service.StartsWith("Email", StringComparison.Ordinal));

    private static string? ParentOf(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : name[(dot + 1)..];
    }
}
