using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The properties that an object of Exchange may have in a world file, as its cmdlet shows them; a slip of the pen must not pass for a property.</summary>
internal static class ExchangeProperties
{
    private static readonly string[] Common = ["Name", "Identity", "Enabled", "Comment", "Guid", "WhenChanged", "WhenCreated", "WhenChangedUTC", "WhenCreatedUTC", "IsValid"];

    private static readonly Dictionary<ExchangeObjectKind, string[]> Own = new()
    {
        [ExchangeObjectKind.InboundConnector] =
        [
            "ConnectorType", "ConnectorSource", "SenderIPAddresses", "SenderDomains", "TrustedOrganizations", "AssociatedAcceptedDomains", "RequireTls",
            "RestrictDomainsToIPAddresses", "RestrictDomainsToCertificate", "CloudServicesMailEnabled", "TreatMessagesAsInternal", "TlsSenderCertificateName",
            "EFTestMode", "EFSkipLastIP", "EFSkipIPs", "EFSkipMailGateway", "EFUsers", "ScanAndDropRecipients",
        ],
        [ExchangeObjectKind.OutboundConnector] =
        [
            "UseMXRecord", "ConnectorType", "ConnectorSource", "RecipientDomains", "SmartHosts", "TlsDomain", "TlsSettings", "IsTransportRuleScoped",
            "RouteAllMessagesViaOnPremises", "CloudServicesMailEnabled", "AllAcceptedDomains", "SenderRewritingEnabled", "TestMode", "ValidationRecipients",
            "IsValidated", "LastValidationTimestamp", "MtaStsMode", "SmtpDaneMode",
        ],
        [ExchangeObjectKind.SendConnector] =
        [
            "DNSRoutingEnabled", "TlsDomain", "TlsAuthLevel", "ErrorPolicies", "SmartHosts", "Port", "ConnectionInactivityTimeOut", "ForceHELO", "FrontendProxyEnabled",
            "IgnoreSTARTTLS", "CloudServicesMailEnabled", "Fqdn", "TlsCertificateName", "RequireTLS", "RequireOorg", "ProtocolLoggingLevel", "SmartHostAuthMechanism",
            "UseExternalDNSServersEnabled", "DomainSecureEnabled", "SourceIPAddress", "SmartHostsString", "AddressSpaces", "IsScopedConnector", "SourceTransportServers", "MaxMessageSize",
        ],
        [ExchangeObjectKind.ReceiveConnector] =
        [
            "AuthMechanism", "Banner", "Bindings", "Fqdn", "TlsCertificateName", "MaxHopCount", "MaxLocalHopCount", "MaxMessageSize", "PermissionGroups",
            "RemoteIPRanges", "RequireTLS", "TlsDomainCapabilities", "Server", "TransportRole", "SuppressXAnonymousTls",
        ],
        [ExchangeObjectKind.HybridConfiguration] =
        [
            "ClientAccessServers", "EdgeTransportServers", "ReceivingTransportServers", "SendingTransportServers", "OnPremisesSmartHost", "Domains", "Features",
            "ExternalIPAddresses", "TlsCertificateName", "ServiceInstance",
        ],
        [ExchangeObjectKind.OnPremisesOrganization] = ["HybridDomains", "InboundConnector", "OutboundConnector", "OrganizationName", "OrganizationGuid", "OrganizationRelationship"],
        [ExchangeObjectKind.OrganizationConfig] = ["RejectDirectSend", "IsDehydrated", "DisplayName"],
        [ExchangeObjectKind.HostedConnectionFilterPolicy] = ["DirectoryBasedEdgeBlockMode", "IPAllowList", "IPBlockList", "EnableSafeList", "IsDefault"],
        [ExchangeObjectKind.RemoteDomain] = ["DomainName", "TargetDeliveryDomain", "IsInternal", "TrustedMailInboundEnabled", "TrustedMailOutboundEnabled", "AllowedOOFType"],
        [ExchangeObjectKind.TransportConfig] = ["ExternalPostmasterAddress", "MaxReceiveSize", "MaxSendSize", "MaxRecipientEnvelopeLimit"],
        [ExchangeObjectKind.ExchangeCertificate] = ["Subject", "Issuer", "CertificateDomains", "NotAfter", "NotBefore", "Services", "Status", "Thumbprint", "IsSelfSigned"],
    };

    /// <summary>One object; its property names count without case.</summary>
    public static ExchangeObject Read(WorldFileScope scope, YamlNode node, ExchangeObjectKind kind)
    {
        var what = $"{kind} (Get-{kind})";
        if (node is not YamlMap map)
        {
            throw scope.Error(node, $"{what} must be a mapping of the properties that its cmdlet shows; write {{ Name: …, … }}");
        }

        return new(map.Pairs.Select(pair => KeyValuePair.Create(NameOf(scope, pair.Key, kind), Values(scope, pair.Value, pair.Key.Value))));
    }

    /// <summary>A list of objects.</summary>
    public static IReadOnlyList<ExchangeObject> ReadAll(WorldFileScope scope, YamlNode node, ExchangeObjectKind kind) =>
        [.. scope.Items(node, Kebab.Of(kind)).Select(item => Read(scope, item, kind))];

    /// <summary>The object with the properties that a world may have, and no others.</summary>
    public static ExchangeObject Known(ExchangeObject item, ExchangeObjectKind kind) =>
        new(item.Names.Where(name => Common.Concat(Own.GetValueOrDefault(kind, [])).Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name => KeyValuePair.Create(name, item[name])));

    private static string NameOf(WorldFileScope scope, YamlText key, ExchangeObjectKind kind) =>
        Common.Concat(Own[kind]).FirstOrDefault(name => name.Equals(key.Value, StringComparison.OrdinalIgnoreCase))
            ?? throw scope.Error(key, $"Get-{kind} shows no property \"{key.Value}\" that a world may have; known are {string.Join(", ", Common.Concat(Own[kind]))}");

    private static IReadOnlyList<string> Values(WorldFileScope scope, YamlNode node, string property) => node switch
    {
        YamlText { IsNull: true } => [],
        YamlList list => [.. list.Items.Select(item => scope.Line(item, property))],
        _ => [scope.Line(node, property)],
    };
}
