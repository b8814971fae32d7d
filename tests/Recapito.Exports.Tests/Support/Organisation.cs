using System.Management.Automation;
using static Recapito.Exports.Tests.ExchangeTypes;

namespace Recapito.Exports.Tests;

/// <summary>The objects of one hybrid organisation, with the properties that exports of the two sides show.</summary>
internal static class Organisation
{
    private const string Configuration = "Microsoft.Exchange.Data.Directory.SystemConfiguration.";
    private const string Certificate = "<I>CN=Example CA, O=Example<S>CN=mail.contoso.example";
    private const string HostedId = "EURPR05A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.example - EURPR05A001.PROD.OUTLOOK.COM/ConfigurationUnits/contoso.onmicrosoft.example/Configuration";

    public static DateTime Changed { get; } = new(2026, 11, 20, 8, 30, 0, DateTimeKind.Utc);

    public static PSObject AcceptedDomain(bool online, string domain = "contoso.example", AcceptedDomainType type = AcceptedDomainType.Authoritative) => Object(Configuration + "AcceptedDomain",
        ("DomainName", new SmtpDomainWithSubdomains(domain)), ("CatchAllRecipientID", null), ("DomainType", type), ("MatchSubDomains", false), ("AddressBookEnabled", true), ("Default", true),
        ("InitialDomain", false), ("Name", domain), ("Identity", domain), ("Guid", Guid.Empty), ("WhenChangedUTC", Changed), ("WhenCreatedUTC", Changed.AddYears(-2)),
        ("OrganizationId", online ? HostedId : ""), ("OriginatingServer", online ? "am0pr05a001dc03.eurpr05a001.prod.outlook.com" : "dc1.ad.contoso.example"), ("IsValid", true));

    public static PSObject SendConnector() => Object(Configuration + "SmtpSendConnectorConfig",
        ("DNSRoutingEnabled", false), ("TlsDomain", new SmtpDomainWithSubdomains("mail.protection.outlook.com")), ("TlsAuthLevel", TlsAuthLevel.DomainValidation),
        ("SmartHosts", new MultiValuedProperty(new SmartHost("contoso-example.mail.protection.outlook.com"), new SmartHost("192.0.2.25", isAddress: true))), ("Port", 25),
        ("ConnectionInactivityTimeOut", new EnhancedTimeSpan(TimeSpan.FromMinutes(10))), ("ForceHELO", false), ("IgnoreSTARTTLS", false), ("CloudServicesMailEnabled", true),
        ("Fqdn", new Fqdn("mail.contoso.example")), ("TlsCertificateName", new SmtpX509Identifier("CN=Example CA, O=Example", "CN=mail.contoso.example")), ("RequireTLS", true), ("Enabled", true),
        ("AuthenticationCredential", new PSCredential("relay", new System.Security.SecureString())),
        ("AddressSpaces", new MultiValuedProperty(new AddressSpace("*.mail.onmicrosoft.example", 1), new AddressSpace("*", 5))), ("Comment", "two\nlines, and a _x000A_ of its own"),
        ("MaxMessageSize", new Unlimited()), ("SourceTransportServers", new MultiValuedProperty("EX1", "EX2")), ("Name", "Outbound to Office 365"), ("Identity", "Outbound to Office 365"));

    public static PSObject ReceiveConnector() => Object(Configuration + "ReceiveConnector",
        ("AuthMechanism", "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer"), ("Bindings", new MultiValuedProperty("[::]:25", "0.0.0.0:25")), ("Enabled", true), ("Fqdn", new Fqdn("ex1.contoso.example")),
        ("PermissionGroups", PermissionGroups.AnonymousUsers | PermissionGroups.ExchangeServers | PermissionGroups.ExchangeLegacyServers), ("RemoteIPRanges", new MultiValuedProperty("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0-255.255.255.255")),
        ("RequireTLS", false), ("TlsCertificateName", Certificate), ("TlsDomainCapabilities", new MultiValuedProperty("mail.protection.outlook.com:AcceptCloudServicesMail")), ("TransportRole", "FrontendTransport"),
        ("MessageRateLimit", new Unlimited()), ("Name", "Default Frontend EX1"), ("Identity", @"EX1\Default Frontend EX1"));

    public static PSObject HybridConfiguration() => Object(Configuration + "HybridConfiguration",
        ("ClientAccessServers", new MultiValuedProperty()), ("SendingTransportServers", new MultiValuedProperty("EX1")), ("OnPremisesSmartHost", new Fqdn("mail.contoso.example")),
        ("Domains", new MultiValuedProperty(new AutoDiscoverSmtpDomain("contoso.example", true), new AutoDiscoverSmtpDomain("fabrikam.example", false))),
        ("Features", new MultiValuedProperty(HybridFeature.FreeBusy, HybridFeature.SecureMail, HybridFeature.CentralizedTransport)), ("TlsCertificateName", Certificate), ("Name", "Hybrid Configuration"));

    public static PSObject InboundConnector() => Object(Configuration + "TenantInboundConnector",
        ("Enabled", true), ("ConnectorType", TenantConnectorType.OnPremises), ("ConnectorSource", "HybridWizard"), ("SenderIPAddresses", new MultiValuedProperty()), ("SenderDomains", new MultiValuedProperty("smtp:*;1")),
        ("RequireTls", true), ("RestrictDomainsToIPAddresses", false), ("RestrictDomainsToCertificate", false), ("CloudServicesMailEnabled", true), ("TlsSenderCertificateName", "*.contoso.example"),
        ("Identity", "Inbound from 1"), ("Name", "Inbound from 1"), ("OrganizationId", HostedId));

    public static PSObject OutboundConnector(string name = "Outbound to 1") => Object(Configuration + "TenantOutboundConnector",
        ("Enabled", true), ("UseMXRecord", false), ("ConnectorType", TenantConnectorType.OnPremises), ("RecipientDomains", new MultiValuedProperty("contoso.example", "*.fabrikam.example")),
        ("SmartHosts", new MultiValuedProperty(new SmartHost("mail.contoso.example"))), ("TlsDomain", new SmtpDomainWithSubdomains("mail.contoso.example")), ("TlsSettings", TlsAuthLevel.DomainValidation),
        ("IsTransportRuleScoped", false), ("RouteAllMessagesViaOnPremises", true), ("CloudServicesMailEnabled", true), ("AllAcceptedDomains", false), ("Identity", name), ("Name", name));

    public static PSObject ExchangeCertificate() => Object("Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate",
        ("CertificateDomains", new MultiValuedProperty(new Fqdn("mail.contoso.example"), new Fqdn("*.contoso.example"))), ("Issuer", "CN=Example CA, O=Example"), ("Subject", "CN=mail.contoso.example"),
        ("NotBefore", Changed.AddYears(-1)), ("NotAfter", Changed.AddYears(1)), ("Services", "IIS, SMTP"), ("Status", "Valid"), ("Thumbprint", "00112233445566778899AABBCCDDEEFF00112233"), ("IsSelfSigned", false),
        ("RawData", new byte[] { 1, 2, 3 }), ("PrivateKeyExportable", true));

    public static PSObject Recipient(string address, string type = "UserMailbox") => Object("Microsoft.Exchange.Data.Directory.Management.ReducedRecipient",
        ("Name", address.Split('@')[0]), ("Identity", address), ("PrimarySmtpAddress", address), ("EmailAddresses", new MultiValuedProperty("SMTP:" + address, "smtp:alias." + address, "SIP:" + address)),
        ("RecipientTypeDetails", type), ("ExternalEmailAddress", null), ("WhenCreatedUTC", Changed));
}
