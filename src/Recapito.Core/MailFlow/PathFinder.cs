namespace Recapito.Core;

/// <summary>Finds the way of a message through a hybrid organisation (Microsoft: "Transport routing in Exchange hybrid deployments").</summary>
/// <param name="organisation">What was listed of both sides.</param>
/// <param name="mxOf">The host that the MX of a domain names, canonical; null where that is not known.</param>
/// <param name="whyNoMx">Word key, below "path.why", of why that is not known of a domain; null where nobody asked.</param>
public sealed class PathFinder(ExchangeInventory organisation, Func<string, string?> mxOf, Func<string, string?>? whyNoMx = null)
{
    private const int Longest = 24;

    private readonly CloudTransport cloud = new(organisation);
    private readonly ServerTransport servers = new(organisation);

    /// <summary>The path of one message.</summary>
    /// <param name="from">The sender's canonical address.</param>
    /// <param name="to">The recipient's canonical address.</param>
    public MailPath Find(string from, string to)
    {
        var walk = new Walk(from, to);
        var place = StartOf(from);
        walk.Enter(place, null, to);
        while (walk.Result is null)
        {
            Step(walk);
            if (walk.Stations.Count > Longest)
            {
                walk.End(PathEnd.NotKnown, "too-long");
            }
        }

        return walk.Result;
    }

    private PathPlace StartOf(string from) =>
        AddressList.Find(organisation, ExchangeSide.ExchangeOnline, from) is { IsElsewhere: false } ? PathPlace.ExchangeOnline
        : AddressList.Find(organisation, ExchangeSide.ExchangeServer, from) is { IsElsewhere: false } ? PathPlace.Servers
        : PathPlace.Outside;

    private void Step(Walk walk)
    {
        var at = walk.Stations[^1];
        if (at.Place is PathPlace.Elsewhere)
        {
            walk.End(PathEnd.Leaves, null);
            return;
        }

        if (at.Place is PathPlace.Outside)
        {
            ByMx(walk, at.Recipient, null);
            return;
        }

        var side = at.Place is PathPlace.ExchangeOnline ? ExchangeSide.ExchangeOnline : ExchangeSide.ExchangeServer;
        if (WhyNotKnown(side) is { } why)
        {
            walk.End(PathEnd.NotKnown, why);
            return;
        }

        if (side is ExchangeSide.ExchangeOnline && walk.CameByMail && RefusalAtEdge(at.Recipient, walk.CameFromServers) is { } refusal)
        {
            walk.Back(refusal.Reply, refusal.Why);
            return;
        }

        Go(walk, side is ExchangeSide.ExchangeOnline ? cloud.Next(at.Recipient, walk.CameFromServers, isWrittenHere: !walk.CameByMail) : servers.Next(at.Recipient));
    }

    private void Go(Walk walk, NextHop hop)
    {
        switch (hop)
        {
            case DeliverHere:
                walk.End(PathEnd.Delivered, null);
                break;
            case SendBack back:
                walk.Back(back.Reply, null);
                break;
            case HandTo smart:
                walk.Leave("smart-host", smart.Connector);
                walk.Enter(PlaceOf(smart.Hosts[0]), smart.Hosts[0], hop.Recipient);
                break;
            default:
                ByMx(walk, hop.Recipient, (hop as FollowMx)?.Connector);
                break;
        }
    }

    private void ByMx(Walk walk, string recipient, string? connector)
    {
        walk.Leave("mx", connector);
        var domain = Names.DomainOf(recipient) ?? "";
        if (mxOf(domain) is { } host)
        {
            walk.Enter(PlaceOf(host), host, recipient);
        }
        else
        {
            walk.End(PathEnd.NotKnown, whyNoMx?.Invoke(domain) ?? "mx-not-known");
        }
    }

    /// <summary>What the transport of a side decides by must have been listed; an empty list is one.</summary>
    private string? WhyNotKnown(ExchangeSide side)
    {
        var connectors = side is ExchangeSide.ExchangeOnline ? ExchangeObjectKind.OutboundConnector : ExchangeObjectKind.SendConnector;
        return organisation.Find(side, ExchangeObjectKind.AcceptedDomain) is null ? "accepted-domains-not-listed"
            : organisation.Find(side, connectors) is null ? "connectors-not-listed"
            : organisation.Find(side, ExchangeObjectKind.Recipient) is null ? "recipients-not-listed"
            : null;
    }

    /// <summary>What the edge says before the tenant takes a message from outside or from the organisation's servers.</summary>
    private (SmtpReply Reply, string Why)? RefusalAtEdge(string recipient, bool fromServers)
    {
        var domain = Names.DomainOf(recipient) ?? "";
        var held = organisation.AcceptedDomains(ExchangeSide.ExchangeOnline).Where(accepted => accepted.Holds(domain)).MaxBy(accepted => accepted.Domain.Length);
        if (held is null)
        {
            return fromServers && TakesFromServers() ? null : (SmtpReply.Parse("550 5.7.64 TenantAttribution; Relay Access Denied"), "no-connector-for-servers");
        }

        var isListed = AddressList.Find(organisation, ExchangeSide.ExchangeOnline, recipient) is { } entry && !RecipientTypes.IsUnknownToEdge(entry.RecipientType);
        return held.Type is AcceptedDomainType.Authoritative && !isListed
            ? (SmtpReply.Parse("550 5.4.1 Recipient address rejected: Access denied."), "not-in-edge-directory")
            : null;
    }

    private bool TakesFromServers() => organisation.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector)
        .Select(item => new InboundConnector(item)).Any(connector => connector is { IsEnabled: true, Type: ConnectorType.OnPremises });

    /// <summary>Microsoft's names are the tenant's edge; hosts below the organisation's domains and those that its connectors name are its servers.</summary>
    private PathPlace PlaceOf(string host) => MicrosoftNames.IsExchangeOnline(host) ? PathPlace.ExchangeOnline
        : IsOwnServer(host) ? PathPlace.Servers
        : PathPlace.Elsewhere;

    private bool IsOwnServer(string host) => organisation.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration).Any(item => new HybridConfiguration(item).SmartHost == host)
        || organisation.Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector).Select(item => new OutboundConnector(item))
            .Any(connector => connector.Type is ConnectorType.OnPremises && connector.SmartHosts.Contains(host))
        || Enum.GetValues<ExchangeSide>().Any(side => organisation.AcceptedDomains(side).Any(domain => host == domain.Domain || host.EndsWith("." + domain.Domain, StringComparison.Ordinal)));

    /// <summary>The stations so far, and the end once it is there.</summary>
    private sealed class Walk(string from, string to)
    {
        private readonly List<PathStation> stations = [];

        public List<PathStation> Stations => stations;

        public MailPath? Result { get; private set; }

        /// <summary>The message was handed over from another place, rather than written here.</summary>
        public bool CameByMail => stations.Count > 1;

        /// <summary>The message came from the organisation's own servers.</summary>
        public bool CameFromServers => stations.Count > 1 && stations[^2].Place is PathPlace.Servers;

        public void Leave(string by, string? connector) => stations[^1] = stations[^1] with { By = by, Connector = connector };

        public void Enter(PathPlace place, string? host, string recipient)
        {
            var cameFrom = stations.Count > 0 ? stations[^1].Place : (PathPlace?)null;

            // Servers do the same with a message wherever it came from; the tenant does not.
            var again = Enumerable.Range(0, stations.Count).FirstOrDefault(at => at > 0 && stations[at].Place == place && stations[at].Recipient == recipient
                && (place is PathPlace.Servers || stations[at - 1].Place == cameFrom));
            stations.Add(new(place, host, recipient));
            if (again > 0 && place is PathPlace.ExchangeOnline or PathPlace.Servers)
            {
                Result = new(from, to, [.. stations], PathEnd.Loop) { CircleFrom = again };
            }
        }

        public void End(PathEnd end, string? why) => Result ??= new(from, to, [.. stations], end) { Why = why };

        public void Back(SmtpReply reply, string? why) => Result ??= new(from, to, [.. stations], PathEnd.Returned) { Reply = reply, Why = why };
    }
}
