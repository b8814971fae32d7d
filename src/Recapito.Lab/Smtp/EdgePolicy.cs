using Recapito.Core;

namespace Recapito.Lab;

/// <summary>
/// Exchange Online's edge: banned client, attribution by the recipient's domain over all tenants (whatever name was dialled), directory-based
/// edge blocking. The order is a model put together from public samples, not a documented fact.
/// </summary>
internal sealed class EdgePolicy(MailView view, WorldEdge? own, string seed, bool bansObserver) : IHostPolicy
{
    /// <summary>The edge that speaks where no tenant is known yet.</summary>
    public WorldEdge DefaultEdge => own ?? view.Tenants.Values.Select(tenant => tenant.Edge).FirstOrDefault() ?? new WorldEdge();

    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient)
    {
        var found = Attribute(recipient);
        var edge = EdgeOf(found?.Tenant);
        if (bansObserver && envelope.Client == view.Observer.Address)
        {
            return EdgeTexts.BannedClient(envelope.Client, Bracket(edge));
        }

        if (found is not var (tenant, domain))
        {
            return EdgeTexts.NoTenant(edge.Age, Bracket(edge));
        }

        return edge.RefusesAt is not "data" && IsBlocked(tenant, domain, recipient)
            ? EdgeTexts.RecipientRejected(edge.Age, recipient, Bracket(edge))
            : null;
    }

    public SmtpReply? OnEndOfData(SmtpEnvelope envelope)
    {
        var blocked = envelope.Recipients.All(recipient => Attribute(recipient) is var (tenant, domain) && IsBlocked(tenant, domain, recipient));
        return blocked ? EdgeTexts.AllRecipientsRejected(Bracket(EdgeOf(Attribute(envelope.Recipients[0])?.Tenant))) : null;
    }

    private static bool IsBlocked(WorldTenant tenant, AcceptedDomain domain, string recipient)
    {
        var address = Names.CanonicalAddress(recipient);
        return domain.Type is AcceptedDomainType.Authoritative
            && (tenant.Recipients.All(known => Names.CanonicalAddress(known.Address) != address)
                || tenant.MissingAtEdge.Any(missing => Names.CanonicalAddress(missing) == address));
    }

    /// <summary>The tenant with the recipient's domain: the name itself before the nearest parent that includes its subdomains.</summary>
    private (WorldTenant Tenant, AcceptedDomain Domain)? Attribute(string recipient)
    {
        for (var name = Names.DomainOf(recipient); name is not null; name = ParentOf(name))
        {
            var exact = name == Names.DomainOf(recipient);
            foreach (var (initial, tenant) in view.Tenants)
            {
                var accepted = tenant.AcceptedDomains.FirstOrDefault(domain => Names.Canonical(domain.Domain) == name)
                    ?? (Names.Canonical(initial) == name ? new AcceptedDomain(name, AcceptedDomainType.Authoritative, MatchSubDomains: false) : null);
                if (accepted is not null && (exact || accepted.MatchSubDomains))
                {
                    return (tenant, accepted);
                }
            }
        }

        return null;
    }

    private static string? ParentOf(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : name[(dot + 1)..];
    }

    // The tenant's edge speaks for its domains; where the world says nothing of it, the host's own description does.
    private WorldEdge EdgeOf(WorldTenant? tenant) => tenant is null || (own is not null && tenant.Edge == new WorldEdge()) ? DefaultEdge : tenant.Edge;

    private string Bracket(WorldEdge edge) => new EdgeStamp(edge, seed, view.Clock).Bracket;
}
