using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads connectors and settings of tenants and of Exchange servers in a world file.</summary>
internal static class WorldFileConfiguration
{
    private static readonly IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> None = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>();

    /// <summary>The keys of a tenant.</summary>
    public static IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> OfTenant(WorldFileScope scope, Keys keys)
    {
        var all = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>();
        if (keys["connectors"] is { } connectors)
        {
            var sides = scope.Keys(connectors, "connectors of a tenant", "inbound", "outbound");
            AddList(scope, all, sides, "inbound", ExchangeObjectKind.InboundConnector);
            AddList(scope, all, sides, "outbound", ExchangeObjectKind.OutboundConnector);
        }

        AddList(scope, all, keys, "remoteDomains", ExchangeObjectKind.RemoteDomain);
        AddOne(scope, all, keys, "organizationConfig", ExchangeObjectKind.OrganizationConfig);
        AddOne(scope, all, keys, "hostedConnectionFilterPolicy", ExchangeObjectKind.HostedConnectionFilterPolicy);
        AddOne(scope, all, keys, "onPremisesOrganization", ExchangeObjectKind.OnPremisesOrganization);
        return all;
    }

    /// <summary>The keys of a host; only an Exchange server has any.</summary>
    public static IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> OfHost(WorldFileScope scope, Keys keys, string kind)
    {
        if (keys["connectors", "hybridConfiguration", "remoteDomains", "certificates"] is not { } first)
        {
            return None;
        }

        if (kind is not "exchange-server")
        {
            throw scope.Error(first, "\"connectors\", \"hybridConfiguration\", \"remoteDomains\" and \"certificates\" are for hosts that are exchange-server; write is: exchange-server");
        }

        var all = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>();
        if (keys["connectors"] is { } connectors)
        {
            var sides = scope.Keys(connectors, "connectors of an Exchange server", "send", "receive");
            AddList(scope, all, sides, "send", ExchangeObjectKind.SendConnector);
            AddList(scope, all, sides, "receive", ExchangeObjectKind.ReceiveConnector);
        }

        AddOne(scope, all, keys, "hybridConfiguration", ExchangeObjectKind.HybridConfiguration);
        AddList(scope, all, keys, "remoteDomains", ExchangeObjectKind.RemoteDomain);
        AddList(scope, all, keys, "certificates", ExchangeObjectKind.ExchangeCertificate);
        return all;
    }

    private static void AddList(WorldFileScope scope, Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, Keys keys, string key, ExchangeObjectKind kind)
    {
        if (keys[key] is { } node)
        {
            all[kind] = ExchangeProperties.ReadAll(scope, node, kind);
        }
    }

    private static void AddOne(WorldFileScope scope, Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, Keys keys, string key, ExchangeObjectKind kind)
    {
        if (keys[key] is { } node)
        {
            all[kind] = [ExchangeProperties.Read(scope, node, kind)];
        }
    }
}
