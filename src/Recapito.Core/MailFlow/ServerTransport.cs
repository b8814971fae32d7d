namespace Recapito.Core;

/// <summary>
/// How an organisation's own Exchange servers route a message that they have taken (Microsoft: "Mail routing in Exchange Server", "Send connectors"). A
/// model, used to predict and to simulate, never to judge.
/// </summary>
/// <param name="servers">What is known of the servers.</param>
public sealed class ServerTransport(ExchangeInventory servers)
{
    private static readonly SmtpReply NotFound = SmtpReply.Parse("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup");

    // Microsoft: NDR error codes in Exchange Server, 5.4.4.
    private static readonly SmtpReply NoRoute = SmtpReply.Parse("550 5.4.4 ROUTING.NoConnectorForAddressType; unable to route for address type");

    private readonly List<SendConnector> connectors = [.. servers.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector).Select(item => new SendConnector(item)).Where(connector => connector.IsEnabled)];

    /// <summary>True where the servers have send connectors at all; without any, mail for others goes nowhere.</summary>
    public bool HasConnectors => connectors.Count > 0;

    /// <summary>What becomes of a message.</summary>
    /// <param name="recipient">The canonical address that it is for.</param>
    public NextHop Next(string recipient)
    {
        var entry = AddressList.Find(servers, ExchangeSide.ExchangeServer, recipient);
        if (entry is { IsElsewhere: true })
        {
            return Beyond(entry.ExternalAddress ?? recipient);
        }

        if (entry is not null)
        {
            return new DeliverHere(recipient);
        }

        var domain = Names.DomainOf(recipient) ?? "";
        return servers.AcceptedDomains(ExchangeSide.ExchangeServer).Where(held => held.Holds(domain)).MaxBy(held => held.Domain.Length) is { Type: AcceptedDomainType.Authoritative }
            ? new SendBack(recipient, NotFound)
            : Beyond(recipient);
    }

    /// <summary>The most exact address space, then the lowest cost (Microsoft: "Select a connector").</summary>
    private NextHop Beyond(string recipient)
    {
        var domain = Names.DomainOf(recipient) ?? "";
        var best = connectors
            .SelectMany(connector => connector.AddressSpaces.Where(space => space.Covers(domain)).Select(space => (connector, space)))
            .OrderByDescending(choice => choice.space.Precision).ThenBy(choice => choice.space.Cost)
            .Select(choice => choice.connector).FirstOrDefault();
        return best is null ? new SendBack(recipient, NoRoute) : By(recipient, best);
    }

    private static NextHop By(string recipient, SendConnector connector)
    {
        TlsDemand? tls = connector.RequiresTls ? new(connector.Tls ?? TlsAuthLevel.EncryptionOnly, connector.TlsDomain) : null;
        return connector.UsesDns || connector.SmartHosts.Count == 0
            ? new FollowMx(recipient, connector.Name) { Tls = tls }
            : new HandTo(recipient, connector.SmartHosts, connector.Name) { Tls = tls };
    }
}
