namespace Recapito.Core;

/// <summary>One kind of objects, as exports show it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Side">The side that alone has it; null where both have.</param>
/// <param name="Types">Last parts of the names of its types.</param>
/// <param name="Marks">Sets of properties, each of which only this kind has together.</param>
/// <param name="Needed">Without these an object says nothing.</param>
/// <param name="Read">What the product reads of it besides; the script of <c>recapito m365 export-script</c> collects these.</param>
internal sealed record ObjectForm(ExchangeObjectKind Kind, ExchangeSide? Side, string[] Types, string[][] Marks, string[] Needed, string[] Read)
{
    /// <summary>What every object is asked for.</summary>
    public static readonly string[] Common = ["Name", "Identity", "WhenCreatedUTC", "WhenChangedUTC"];
}

/// <summary>Which kind an object of an export is of: by the name of its type, else by properties that only one kind has.</summary>
internal static class ObjectKinds
{
    private const ExchangeSide Online = ExchangeSide.ExchangeOnline;
    private const ExchangeSide Server = ExchangeSide.ExchangeServer;

    private static readonly string[] RecipientProperties = ["PrimarySmtpAddress", "EmailAddresses", "ExternalEmailAddress", "RecipientTypeDetails"];

    /// <summary>All kinds that exports show, the more special ones first.</summary>
    public static IReadOnlyList<ObjectForm> All { get; } =
    [
        new(ExchangeObjectKind.AcceptedDomain, null, ["AcceptedDomain"], [["DomainName", "DomainType"]], ["DomainName", "DomainType"], ["MatchSubDomains", "Default", "InitialDomain"]),
        new(ExchangeObjectKind.RemoteDomain, null, ["DomainContentConfig"], [["DomainName", "TargetDeliveryDomain"], ["DomainName", "AllowedOOFType"], ["DomainName", "TNEFEnabled"]], ["DomainName"], ["TargetDeliveryDomain", "IsInternal", "TrustedMailInboundEnabled", "TrustedMailOutboundEnabled"]),
        new(ExchangeObjectKind.InboundConnector, Online, ["TenantInboundConnector", "InboundConnector"], [["SenderDomains", "ConnectorType"], ["TlsSenderCertificateName"], ["RestrictDomainsToIPAddresses"]], ["SenderDomains", "ConnectorType", "Enabled"],
            ["SenderIPAddresses", "RequireTls", "RestrictDomainsToIPAddresses", "RestrictDomainsToCertificate", "TlsSenderCertificateName", "CloudServicesMailEnabled", "TreatMessagesAsInternal", "AssociatedAcceptedDomains", "ConnectorSource"]),
        new(ExchangeObjectKind.OutboundConnector, Online, ["TenantOutboundConnector", "OutboundConnector"], [["RecipientDomains", "ConnectorType"], ["RouteAllMessagesViaOnPremises"], ["IsTransportRuleScoped"]], ["RecipientDomains", "ConnectorType", "Enabled"],
            ["UseMXRecord", "SmartHosts", "AllAcceptedDomains", "IsTransportRuleScoped", "RouteAllMessagesViaOnPremises", "TlsSettings", "TlsDomain", "CloudServicesMailEnabled", "ConnectorSource", "IsValidated", "TestMode"]),
        new(ExchangeObjectKind.SendConnector, Server, ["SmtpSendConnectorConfig", "SendConnector"], [["AddressSpaces"], ["DNSRoutingEnabled"]], ["AddressSpaces", "Enabled"],
            ["DNSRoutingEnabled", "SmartHosts", "SmartHostsString", "Fqdn", "RequireTLS", "IgnoreSTARTTLS", "TlsAuthLevel", "TlsDomain", "TlsCertificateName", "CloudServicesMailEnabled", "SourceTransportServers", "ErrorPolicies", "DomainSecureEnabled", "FrontendProxyEnabled", "Port", "IsScopedConnector"]),
        new(ExchangeObjectKind.ReceiveConnector, Server, ["ReceiveConnector"], [["RemoteIPRanges"], ["TlsDomainCapabilities"]], ["Bindings", "RemoteIPRanges", "Enabled"],
            ["Fqdn", "TlsCertificateName", "TlsDomainCapabilities", "TransportRole", "PermissionGroups", "AuthMechanism", "RequireTLS", "DomainSecureEnabled", "Server"]),
        new(ExchangeObjectKind.HybridConfiguration, Server, ["HybridConfiguration"], [["OnPremisesSmartHost"], ["SendingTransportServers"]], ["Domains", "Features"],
            ["OnPremisesSmartHost", "TlsCertificateName", "SendingTransportServers", "ReceivingTransportServers", "EdgeTransportServers"]),
        new(ExchangeObjectKind.OnPremisesOrganization, Online, ["OnPremisesOrganization"], [["HybridDomains"]], ["HybridDomains"], ["InboundConnector", "OutboundConnector", "OrganizationRelationship", "OrganizationName"]),
        new(ExchangeObjectKind.HostedConnectionFilterPolicy, Online, ["HostedConnectionFilterPolicy"], [["DirectoryBasedEdgeBlockMode"], ["EnableSafeList", "IPAllowList"]], ["DirectoryBasedEdgeBlockMode"], ["IPAllowList", "IPBlockList", "EnableSafeList", "IsDefault"]),
        new(ExchangeObjectKind.ExchangeCertificate, Server, ["ExchangeCertificate"], [["Thumbprint", "CertificateDomains"], ["Thumbprint", "Services"]], ["Thumbprint", "Subject", "Issuer"],
            ["CertificateDomains", "NotBefore", "NotAfter", "Services", "Status", "IsSelfSigned", "RootCAType"]),
        new(ExchangeObjectKind.OrganizationConfig, null, ["OrganizationConfig"], [["RejectDirectSend"], ["IsDehydrated"], ["MailTipsAllTipsEnabled"]], [], ["RejectDirectSend", "IsDehydrated"]),
        new(ExchangeObjectKind.TransportConfig, null, ["TransportConfigContainer", "TransportConfig"], [["TLSSendDomainSecureList"], ["InternalSMTPServers"], ["ShadowRedundancyEnabled"], ["SmtpClientAuthenticationDisabled"]], [],
            ["InternalSMTPServers", "TLSSendDomainSecureList", "TLSReceiveDomainSecureList", "SmtpClientAuthenticationDisabled", "ExternalPostmasterAddress"]),
        new(ExchangeObjectKind.MailPublicFolder, null, ["MailPublicFolder", "ADPublicFolder"], [["ContentMailbox", "EmailAddresses"], ["EntryId", "EmailAddresses"]], ["EmailAddresses"], ["PrimarySmtpAddress", "ExternalEmailAddress", "RecipientTypeDetails"]),
        new(ExchangeObjectKind.DynamicDistributionGroup, null, ["DynamicDistributionGroup", "ADDynamicGroup"], [["RecipientFilter", "EmailAddresses"], ["RecipientFilter", "PrimarySmtpAddress"]], ["PrimarySmtpAddress"], ["EmailAddresses", "RecipientTypeDetails"]),
        new(ExchangeObjectKind.Recipient, null,
            ["ReducedRecipient", "Mailbox", "MailUser", "MailContact", "RemoteMailbox", "DistributionGroup", "UnifiedGroup", "ADPresentationObject"],
            [["RecipientTypeDetails", "PrimarySmtpAddress"], ["RecipientTypeDetails", "EmailAddresses"], ["RecipientType", "PrimarySmtpAddress"], ["RecipientType", "EmailAddresses"]], ["PrimarySmtpAddress"],
            [.. RecipientProperties[1..], "RecipientType", "WindowsEmailAddress", "RemoteRoutingAddress", "HiddenFromAddressListsEnabled"]),
    ];

    /// <summary>The form of a kind; null for kinds that no export shows.</summary>
    public static ObjectForm? Of(ExchangeObjectKind kind) => All.FirstOrDefault(form => form.Kind == kind);

    /// <summary>True where a line names the properties of a kind: it is the header of a CSV file.</summary>
    public static bool IsHeader(IReadOnlyList<string> header) => Marked(name => header.Contains(name, StringComparer.OrdinalIgnoreCase)).Count > 0;

    /// <summary>The kind of an object.</summary>
    /// <param name="node">The object.</param>
    /// <param name="why">Why it has none.</param>
    public static ObjectForm? Find(ExportNode node, out string why)
    {
        why = "";
        foreach (var type in node.Types.Select(LastPart))
        {
            if (All.FirstOrDefault(form => form.Types.Contains(type, StringComparer.Ordinal)) is { } named)
            {
                return named;
            }
        }

        var names = node.Members.Select(member => member.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var marked = Marked(names.Contains);
        // Groups and folders show the properties of every recipient besides their own.
        marked = marked.Count > 1 ? marked.FindAll(form => form.Kind is not ExchangeObjectKind.Recipient) : marked;
        if (marked is [var one])
        {
            return one;
        }

        var what = node.Types.Count > 0 ? $"type {SafeText.Escape(node.Types[0])}" : names.Count == 0 ? "an object without members" : $"properties {SafeText.Escape(string.Join(", ", node.Members.Take(5).Select(member => member.Key)))}{(names.Count > 5 ? " …" : "")}";
        why = marked.Count == 0
            ? $"objects of no kind that is read ({what}) are passed over"
            : $"objects that may be {string.Join(" or ", marked.Select(form => form.Kind))} ({what}) are passed over";
        return null;
    }

    private static List<ObjectForm> Marked(Func<string, bool> has) => [.. All.Where(form => form.Marks.Any(set => set.All(has)))];

    // "Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.AcceptedDomain", "Selected.…".
    private static string LastPart(string type) => type[(type.LastIndexOf('.') + 1)..];
}
