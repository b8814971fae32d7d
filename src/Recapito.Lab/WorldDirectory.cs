using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Changes of the recipient's organisation in a world. Each gives null where there is nothing to change.</summary>
internal static class WorldDirectory
{
    /// <summary>An object with this address, known at the edge, in the tenant that accepts its domain, else at the hosts that do.</summary>
    public static World? Add(World world, string address)
    {
        var domain = Names.DomainOf(address) ?? "";
        var tenant = world.Tenants.Where(tenant => tenant.Value.AcceptedDomains.Any(accepted => Holds(accepted, domain))).Select(tenant => tenant.Key).FirstOrDefault();
        return tenant is not null ? AddToTenant(world, tenant, address) : AddToHosts(world, address, domain);
    }

    /// <summary>The domain verified, with mail service, as an authoritative accepted domain of the tenant that knows it, else the first, else a new one.</summary>
    public static World? AddDomain(World world, string domain)
    {
        var name = world.Tenants.Where(tenant => tenant.Value.Domains.Any(listed => listed.Id == domain)
                || tenant.Value.Recipients.Any(recipient => Names.DomainOf(recipient.Address) == domain)).Select(tenant => tenant.Key).FirstOrDefault()
            ?? world.Tenants.Keys.FirstOrDefault() ?? domain.Split('.')[0] + ".onmicrosoft.com";
        var tenant = world.Tenants.GetValueOrDefault(name) ?? new()
        {
            Recipients = [.. world.Message.To.Where(address => Names.DomainOf(address) == domain).Select(address => new DirectoryRecipient(address, "UserMailbox"))],
        };
        var verified = tenant.Domains.Any(listed => listed.Id == domain && listed.IsVerified && listed.SupportedServices.Contains("Email"));
        if (verified && tenant.AcceptedDomains.Any(accepted => accepted.Domain == domain))
        {
            return null;
        }

        return With(world, name, tenant with
        {
            Domains = [.. tenant.Domains.Where(listed => listed.Id != domain), new(domain, true, ["Email"])],
            AcceptedDomains = [.. tenant.AcceptedDomains.Where(accepted => accepted.Domain != domain), new(domain, AcceptedDomainType.Authoritative, false)],
        });
    }

    private static bool Holds(AcceptedDomain accepted, string domain) =>
        accepted.Domain == domain || (accepted.MatchSubDomains && DnsName.IsWithin(domain, accepted.Domain));

    private static World? AddToTenant(World world, string name, string address)
    {
        var tenant = world.Tenants[name];
        var known = tenant.Recipients.FirstOrDefault(recipient => recipient.Address == address);
        var isBlind = known is not null && EdgePolicy.IsUnknownType(known.RecipientType);
        return known is not null && !isBlind && !tenant.MissingAtEdge.Contains(address) ? null : With(world, name, tenant with
        {
            // An ordinary group takes over the address of an object that the edge never knows.
            Recipients = known is null ? [.. tenant.Recipients, new(address, "UserMailbox")]
                : isBlind ? [.. tenant.Recipients.Where(recipient => recipient.Address != address), new(address, "MailUniversalDistributionGroup")]
                : tenant.Recipients,
            MissingAtEdge = [.. tenant.MissingAtEdge.Where(missing => missing != address)],
        });
    }

    private static World? AddToHosts(World world, string address, string domain)
    {
        var hosts = new Dictionary<string, WorldHost>(world.Hosts);
        var applied = false;
        foreach (var (name, host) in world.Hosts)
        {
            if (host.Accepts.Contains(domain) && host.Recipients is { } recipients && !recipients.Contains(address))
            {
                hosts[name] = host with { Recipients = [.. recipients, address] };
                applied = true;
            }
        }

        return applied ? world with { Hosts = hosts } : null;
    }

    private static World With(World world, string name, WorldTenant tenant) =>
        world with { Tenants = new Dictionary<string, WorldTenant>(world.Tenants) { [name] = tenant } };
}
