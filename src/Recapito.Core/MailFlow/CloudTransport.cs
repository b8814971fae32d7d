namespace Recapito.Core;

/// <summary>
/// How a tenant of Exchange Online routes a message that it has taken (Microsoft: "Transport routing in Exchange hybrid deployments", "Configure mail flow
/// using connectors in Exchange Online"). A model, used to predict and to simulate, never to judge.
/// </summary>
/// <param name="tenant">What is known of the tenant.</param>
public sealed class CloudTransport(ExchangeInventory tenant)
{
    private static readonly SmtpReply NotFound = SmtpReply.Parse("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");

    private readonly IReadOnlyList<AcceptedDomain> accepted = tenant.AcceptedDomains(ExchangeSide.ExchangeOnline);
    private readonly List<OutboundConnector> outbound = [.. tenant.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector).Select(item => new OutboundConnector(item)).Where(connector => connector is { IsEnabled: true, IsForRulesOnly: false, IsForTestsOnly: false })];

    /// <summary>What becomes of a message.</summary>
    /// <param name="recipient">The canonical address that it is for.</param>
    /// <param name="fromOwnServers">It came from the organisation's own servers, through an inbound connector of type OnPremises.</param>
    /// <param name="isWrittenHere">A mailbox of the tenant sends it: what stays in the tenant makes no detour.</param>
    public NextHop Next(string recipient, bool fromOwnServers, bool isWrittenHere = false)
    {
        var domain = Names.DomainOf(recipient) ?? "";
        var entry = AddressList.Find(tenant, ExchangeSide.ExchangeOnline, recipient);
        if (entry is { IsElsewhere: true })
        {
            var outward = entry.ExternalAddress ?? recipient;
            return Beyond(outward, Names.DomainOf(outward) ?? "", fromOwnServers);
        }

        if (entry is not null)
        {
            return !fromOwnServers && !isWrittenHere && Centralised(domain) is { } detour ? detour(recipient) : new DeliverHere(recipient);
        }

        return accepted.Where(held => held.Holds(domain)).MaxBy(held => held.Domain.Length) is { Type: AcceptedDomainType.Authoritative }
            ? new SendBack(recipient, NotFound)
            : Beyond(recipient, domain, fromOwnServers);
    }

    /// <summary>Centralised transport leads even mail from outside for the tenant's own mailboxes through the organisation's servers first.</summary>
    private Func<string, NextHop>? Centralised(string domain) =>
        outbound.Find(connector => connector is { RoutesAllViaOnPremises: true, Type: ConnectorType.OnPremises } && connector.RecipientDomains.Any(pattern => pattern.Covers(domain))) is { } connector
            ? recipient => By(recipient, connector)
            : null;

    private NextHop Beyond(string recipient, string domain, bool fromOwnServers)
    {
        var isOwn = accepted.Any(held => held.Holds(domain));
        var best = outbound
            .Select(connector => (connector, Precision: PrecisionFor(connector, domain, isOwn)))
            .Where(choice => choice.Precision >= 0 && !(fromOwnServers && choice.connector.RoutesAllViaOnPremises && !isOwn))
            .OrderByDescending(choice => choice.Precision)
            .Select(choice => choice.connector).FirstOrDefault();
        return best is null ? new FollowMx(recipient, null) : By(recipient, best);
    }

    private static int PrecisionFor(OutboundConnector connector, string domain, bool isOwn)
    {
        var written = connector.RecipientDomains.Where(pattern => pattern.Covers(domain)).Select(pattern => pattern.Precision).DefaultIfEmpty(-1).Max();
        return written < 0 && connector.IsForAcceptedDomains && isOwn ? 0 : written;
    }

    private static NextHop By(string recipient, OutboundConnector connector)
    {
        TlsDemand? tls = connector.Tls is { } level and not TlsAuthLevel.None ? new(level, connector.TlsDomain) : null;
        return connector.UsesMx || connector.SmartHosts.Count == 0
            ? new FollowMx(recipient, connector.Name) { Tls = tls }
            : new HandTo(recipient, connector.SmartHosts, connector.Name) { Tls = tls };
    }
}
