using Recapito.Core;

namespace Recapito.Lab;

/// <summary>
/// Exchange Online's edge: banned client, attribution by the recipient's domain over all tenants (whatever name was dialled) or by an inbound
/// connector, partner connectors, Direct Send, directory-based edge blocking. The order is a model put together from public samples, not a documented fact.
/// </summary>
internal sealed class EdgePolicy(MailView view, WorldEdge? own, string seed, bool bansObserver) : IHostPolicy
{
    // Neither is in the directory that the edge asks (Microsoft: Use Directory-Based Edge Blocking to reject messages sent to invalid recipients).
    private static readonly string[] UnknownTypes = ["DynamicDistributionGroup", "PublicFolder", "MailPublicFolder"];

    /// <summary>True for objects that the edge does not know, though the directory has them.</summary>
    public static bool IsUnknownType(string recipientType) => UnknownTypes.Contains(recipientType);

    /// <summary>The edge that speaks where no tenant is known yet.</summary>
    public WorldEdge DefaultEdge => own ?? view.Tenants.Values.Select(tenant => tenant.Edge).FirstOrDefault() ?? new WorldEdge();

    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient)
    {
        var found = EdgeAttribution.Of(view.Tenants, recipient);
        var edge = EdgeOf(found?.Tenant);
        if (bansObserver && envelope.Client == view.Observer.Address)
        {
            return EdgeTexts.BannedClient(envelope.Client, Bracket(edge));
        }

        return found is { } held ? OfTenant(envelope, recipient, held, edge) : OfNobody(envelope, edge);
    }

    public SmtpReply? OnEndOfData(SmtpEnvelope envelope)
    {
        var blocked = envelope.Recipients.All(recipient => EdgeAttribution.Of(view.Tenants, recipient) is { Domain: { } domain } found && IsBlocked(found.Tenant, domain, recipient));
        return blocked ? EdgeTexts.AllRecipientsRejected(Bracket(EdgeOf(EdgeAttribution.Of(view.Tenants, envelope.Recipients[0])?.Tenant))) : null;
    }

    /// <summary>No tenant has the recipient's domain: only an organisation's own server may send there.</summary>
    private SmtpReply? OfNobody(SmtpEnvelope envelope, WorldEdge edge)
    {
        var relay = view.Tenants.Values.FirstOrDefault(tenant => new EdgeConnectors(tenant).KnowsOwnServer(envelope));
        if (relay is null)
        {
            return EdgeTexts.NoTenant(edge.Age, Bracket(edge));
        }

        var isTheirs = envelope.Certificate.Select(name => name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name)
            .Append(EdgeConnectors.SenderDomain(envelope))
            .Any(name => relay.AcceptedDomains.Any(domain => domain.Domain == name || name.EndsWith("." + domain.Domain, StringComparison.Ordinal)));
        return isTheirs ? null : EdgeTexts.NotTheTenants(Bracket(edge));
    }

    private SmtpReply? OfTenant(SmtpEnvelope envelope, string recipient, EdgeAttribution found, WorldEdge edge)
    {
        var connectors = new EdgeConnectors(found.Tenant);
        if (found.Domain is not { } domain)
        {
            return EdgeTexts.NoSubscription(Bracket(edge));
        }

        if (!connectors.KnowsOwnServer(envelope))
        {
            if (connectors.KeepsOut(envelope))
            {
                return EdgeTexts.PartnerOnly(Bracket(edge));
            }

            if (RefusesDirectSend(found.Tenant, envelope) && !connectors.KnowsPartner(envelope))
            {
                return EdgeTexts.NoDirectSend(Bracket(edge));
            }
        }

        return edge.RefusesAt is not "data" && IsBlocked(found.Tenant, domain, recipient)
            ? EdgeTexts.RecipientRejected(edge.Age, recipient, Bracket(edge))
            : null;
    }

    private static bool RefusesDirectSend(WorldTenant tenant, SmtpEnvelope envelope) =>
        Setting(tenant, ExchangeObjectKind.OrganizationConfig)?.Flag("RejectDirectSend") is true
        && tenant.AcceptedDomains.Any(domain => domain.Holds(EdgeConnectors.SenderDomain(envelope)));

    private static bool IsBlocked(WorldTenant tenant, AcceptedDomain domain, string recipient)
    {
        var address = Names.CanonicalAddress(recipient);
        return domain.Type is AcceptedDomainType.Authoritative
            && Setting(tenant, ExchangeObjectKind.HostedConnectionFilterPolicy)?.Text("DirectoryBasedEdgeBlockMode") is not "Off"
            && (tenant.Recipients.All(known => Names.CanonicalAddress(known.Address) != address || UnknownTypes.Contains(known.RecipientType))
                || tenant.MissingAtEdge.Any(missing => Names.CanonicalAddress(missing) == address));
    }

    private static ExchangeObject? Setting(WorldTenant tenant, ExchangeObjectKind kind) => tenant.Configuration.GetValueOrDefault(kind) is [var first, ..] ? first : null;

    // The tenant's edge speaks for its domains; where the world says nothing of it, the host's own description does.
    private WorldEdge EdgeOf(WorldTenant? tenant) => tenant is null || (own is not null && tenant.Edge == new WorldEdge()) ? DefaultEdge : tenant.Edge;

    private string Bracket(WorldEdge edge) => new EdgeStamp(edge, seed, view.Clock).Bracket;
}
