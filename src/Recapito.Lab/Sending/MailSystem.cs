using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A system that routes what it has taken by its own configuration: an Exchange server, or a tenant of Exchange Online.</summary>
/// <param name="Host">The server that speaks for it in Received fields and reports.</param>
/// <param name="Design">Which design its reports have, as <see cref="WorldMessage.NdrBy"/>.</param>
/// <param name="Address">The IP address that the next host sees.</param>
/// <param name="Terms">On which terms a connector, by its name, hands mail over; null for none.</param>
/// <param name="Next">What becomes of a message for a recipient.</param>
internal sealed record MailSystem(string Host, string Design, string Address, Func<string?, HandoverTerms> Terms, Func<string, NextHop> Next)
{
    private const string OnlineAddress = "203.0.113.240";

    /// <summary>True where it is Exchange Online.</summary>
    public bool IsOnline => Design is "exchange-online-2014";

    /// <summary>What it says when it sees a message for the twentieth time or so (Microsoft: Fix NDR error codes 5.4.6 through 5.4.20).</summary>
    public SmtpReply LoopReply => SmtpReply.Parse(IsOnline ? $"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [{Host}]" : "554 5.4.6 Hop count exceeded - possible mail loop");

    /// <summary>An Exchange server that passes mail on; null for a host that does not.</summary>
    public static MailSystem? Server(World world, MailView view, string name)
    {
        if (!view.Hosts.TryGetValue(name, out var host) || host.Is is not "exchange-server" || !host.Configuration.ContainsKey(ExchangeObjectKind.SendConnector))
        {
            return null;
        }

        var transport = new ServerTransport(WorldInventory.OfServer(world with { Hosts = view.Hosts, Timeline = [] }, name));
        var address = view.AddressesOf.TryGetValue(name, out var known) && known is [var first, ..] ? first : "192.0.2.1";
        return new(name, "exchange-2010", address, connector => HandoverTerms.OfServer(name, host, connector, view.Clock),
            recipient => host.Recipients is null && host.Accepts.Contains(Names.DomainOf(recipient)) ? new DeliverHere(recipient) : transport.Next(recipient));
    }

    /// <summary>A tenant.</summary>
    /// <param name="world">The world.</param>
    /// <param name="view">The mail hosts of the moment.</param>
    /// <param name="name">Its initial domain.</param>
    /// <param name="fromOwnServers">The message came through an inbound connector of type OnPremises.</param>
    public static MailSystem Tenant(World world, MailView view, string name, bool fromOwnServers)
    {
        var transport = new CloudTransport(WorldInventory.OfTenant(world with { Tenants = view.Tenants, Timeline = [] }, name));
        var machine = new EdgeStamp(view.Tenants[name].Edge with { Age = "2026" }, "transport " + name, view.Clock).Host;
        return new(machine, "exchange-online-2014", OnlineAddress, connector => HandoverTerms.OfTenant(view.Tenants[name], connector), recipient => transport.Next(recipient, fromOwnServers));
    }

    /// <summary>The system behind a host that took a message; null where the message is at its goal there.</summary>
    /// <param name="world">The world.</param>
    /// <param name="view">The mail hosts of the moment.</param>
    /// <param name="taker">The host.</param>
    /// <param name="envelope">What the host knew when it took the message.</param>
    /// <param name="recipient">For whom.</param>
    public static MailSystem? Behind(World world, MailView view, LabHost taker, SmtpEnvelope envelope, string recipient)
    {
        if (taker.Host.Is is not "exchange-online")
        {
            return Server(world, view, taker.Name);
        }

        var name = EdgeAttribution.Of(view.Tenants, recipient)?.Name
            ?? view.Tenants.Where(tenant => new EdgeConnectors(tenant.Value).KnowsOwnServer(envelope)).Select(tenant => tenant.Key).FirstOrDefault();
        return name is null ? null : Tenant(world, view, name, new EdgeConnectors(view.Tenants[name]).KnowsOwnServer(envelope));
    }
}
