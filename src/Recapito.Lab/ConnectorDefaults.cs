using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What cmdlets show of connectors of a tenant whose properties a world leaves out (Microsoft: New-InboundConnector, New-OutboundConnector).</summary>
internal static class ConnectorDefaults
{
    /// <summary>An inbound connector with all properties that decide.</summary>
    public static ExchangeObject Inbound(ExchangeObject item) => With(item,
        ("Enabled", "True"), ("ConnectorType", "Partner"), ("ConnectorSource", "Default"), ("RequireTls", "False"), ("RestrictDomainsToIPAddresses", "False"),
        ("RestrictDomainsToCertificate", "False"), ("CloudServicesMailEnabled", "False"), ("TreatMessagesAsInternal", "False"), ("SenderDomains", "smtp:*;1"),
        ("SenderIPAddresses", null), ("TlsSenderCertificateName", null));

    /// <summary>An outbound connector with all properties that decide.</summary>
    public static ExchangeObject Outbound(ExchangeObject item) => With(item,
        ("Enabled", "True"), ("ConnectorType", "Partner"), ("ConnectorSource", "Default"), ("UseMXRecord", item["SmartHosts"].Count == 0 ? "True" : "False"),
        ("IsTransportRuleScoped", "False"), ("RouteAllMessagesViaOnPremises", "False"), ("AllAcceptedDomains", "False"), ("CloudServicesMailEnabled", "False"),
        ("RecipientDomains", null), ("SmartHosts", null), ("TlsSettings", null), ("TlsDomain", null));

    /// <summary>The object with what it leaves out; null stands for a property that is shown and empty.</summary>
    public static ExchangeObject With(ExchangeObject item, params IEnumerable<(string Name, string? Value)> defaults) => new(
        item.Names.Select(name => KeyValuePair.Create(name, item[name]))
            .Concat(defaults.Where(entry => !item.Has(entry.Name)).Select(entry => KeyValuePair.Create<string, IReadOnlyList<string>>(entry.Name, entry.Value is { } value ? [value] : []))));
}
