using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What cmdlets show of connectors whose properties a world leaves out (Microsoft: New-InboundConnector, New-OutboundConnector, New-SendConnector, New-ReceiveConnector).</summary>
internal static class ConnectorDefaults
{
    /// <summary>An inbound connector with all properties that decide.</summary>
    public static ExchangeObject Inbound(ExchangeObject item) => With(item,
        ("Enabled", "True"), ("ConnectorType", "Partner"), ("RequireTls", "False"), ("RestrictDomainsToIPAddresses", "False"), ("RestrictDomainsToCertificate", "False"),
        ("CloudServicesMailEnabled", "False"));

    /// <summary>An outbound connector with all properties that decide.</summary>
    public static ExchangeObject Outbound(ExchangeObject item) => With(item,
        ("Enabled", "True"), ("ConnectorType", "Partner"), ("UseMXRecord", item["SmartHosts"].Count == 0 ? "True" : "False"), ("IsTransportRuleScoped", "False"),
        ("RouteAllMessagesViaOnPremises", "False"), ("AllAcceptedDomains", "False"), ("CloudServicesMailEnabled", "False"));

    /// <summary>A send connector with all properties that decide.</summary>
    public static ExchangeObject Send(ExchangeObject item) => With(item,
        ("Enabled", "True"), ("DNSRoutingEnabled", item["SmartHosts"].Count == 0 ? "True" : "False"), ("RequireTLS", "False"), ("IgnoreSTARTTLS", "False"), ("CloudServicesMailEnabled", "False"));

    /// <summary>A receive connector with all properties that decide.</summary>
    public static ExchangeObject Receive(ExchangeObject item) => With(item,
        ("Enabled", "True"), ("Bindings", "0.0.0.0:25"), ("RemoteIPRanges", "0.0.0.0-255.255.255.255"), ("RequireTLS", "False"));

    private static ExchangeObject With(ExchangeObject item, params IEnumerable<(string Name, string Value)> defaults) => new(
        item.Names.Select(name => KeyValuePair.Create(name, item[name]))
            .Concat(defaults.Where(entry => !item.Has(entry.Name)).Select(entry => KeyValuePair.Create<string, IReadOnlyList<string>>(entry.Name, [entry.Value]))));
}
