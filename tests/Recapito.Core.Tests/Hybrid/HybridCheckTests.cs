namespace Recapito.Core.Tests;

/// <summary>Each row changes one thing of an organisation in order. What is named must be found, and nothing else of notice or worse.</summary>
public class HybridCheckTests
{
    private const string Send = "server/SendConnector/";
    private const string Receive = "server/ReceiveConnector/";
    private const string Inbound = "online/InboundConnector/";
    private const string Outbound = "online/OutboundConnector/";
    private const string Relay = "&&server/SendConnector/SmartHosts=contoso-example.mail.protection.outlook.com&&server/SendConnector/DNSRoutingEnabled=False";

    [Fact]
    public void An_organisation_in_order_has_nothing_to_mend_and_each_subject_says_so()
    {
        var report = new HybridScene().Judge();
        Assert.Equal(HybridCheck.All.Select(check => check.Findings[0]).Order(StringComparer.Ordinal), report.Findings.Select(finding => finding.Id).Order(StringComparer.Ordinal));
        Assert.All(report.Findings, finding => Assert.Equal(Severity.Ok, finding.Severity));
        Assert.Empty(report.NotSeen);
        Assert.True(report.IsDetermined);
        Assert.Equal("contoso.example", report.Organization);
    }

    [Theory]
    [InlineData(Send + "CloudServicesMailEnabled=False", "send-connector-cloud-mail-off")]
    [InlineData(Send + "TlsAuthLevel=EncryptionOnly", "send-connector-tls-level")]
    [InlineData(Send + "TlsAuthLevel=", "send-connector-tls-level")]
    [InlineData(Send + "TlsAuthLevel=1", "send-connector-tls-level")]
    [InlineData(Send + "TlsAuthLevel=4", "")]
    [InlineData(Send + "TlsAuthLevel=CertificateValidation", "")]
    [InlineData(Send + "TlsAuthLevel=CertificateValidation&&" + Send + "TlsDomain=", "")]
    [InlineData(Send + "TlsDomain=mail.contoso.example", "send-connector-tls-domain")]
    [InlineData(Send + "TlsDomain=", "send-connector-tls-domain")]
    [InlineData(Send + "TlsDomain=*.mail.protection.outlook.com", "")]
    [InlineData(Send + "RequireTLS=False", "send-connector-tls-not-required")]
    [InlineData(Send + "RequireTLS=false", "send-connector-tls-not-required")]
    [InlineData(Send + "IgnoreSTARTTLS=True", "send-connector-starttls-ignored")]
    [InlineData(Send + "DNSRoutingEnabled=False", "send-connector-no-route")]
    [InlineData(Send + "SmartHosts=mail.fabrikam.example", "send-connector-dns-and-smart-hosts")]
    [InlineData(Send + "Enabled=False", "send-connector-disabled")]
    [InlineData(Send + "Enabled-&&" + Send + "RequireTLS=False", "")]
    [InlineData(Send + "AddressSpaces-", "")]
    [InlineData(Send + "Enabled=False&&server/SendConnector++Name=Other;;Enabled=True", "")]
    [InlineData("server/SendConnector=none", "send-connector-missing")]
    [InlineData("server/SendConnector=none&&server/HybridConfiguration/Features=FreeBusy", "")]
    [InlineData(Send + "AddressSpaces=SMTP:*;1" + Relay, "send-connector-relays")]
    [InlineData(Send + "AddressSpaces=SMTP:*;1&&" + Send + "RequireTLS=False" + Relay, "send-connector-relays send-connector-tls-not-required")]
    [InlineData("server/SendConnector+Name=Internet;;AddressSpaces=SMTP:*;1;;DNSRoutingEnabled=True;;SmartHosts=;;RequireTLS=False;;TlsCertificateName=;;CloudServicesMailEnabled=False", "")]
    [InlineData("server/SendConnector+Name=Partner;;AddressSpaces=SMTP:fabrikam.example;1;;SmartHosts=[192.0.2.1];;CloudServicesMailEnabled=False;;TlsAuthLevel=;;Enabled=False", "")]
    public void Send_connectors(string change, string must) => Found(change, must);

    [Theory]
    [InlineData(Receive + "TlsDomainCapabilities=", "receive-connector-missing")]
    [InlineData(Receive + "TlsDomainCapabilities=fabrikam.example:AcceptCloudServicesMail", "receive-connector-missing")]
    [InlineData(Receive + "TlsDomainCapabilities=&&server/HybridConfiguration/EdgeTransportServers=EDGE01", "")]
    [InlineData(Receive + "TlsDomainCapabilities=&&server/HybridConfiguration/ReceivingTransportServers=EX09", "")]
    [InlineData(Receive + "TlsDomainCapabilities=&&server/HybridConfiguration=none", "")]
    [InlineData("server/ReceiveConnector++Identity=EX01\\Client Frontend EX01;;TlsDomainCapabilities=;;TlsCertificateName=;;AuthMechanism=Integrated", "")]
    [InlineData("server/ReceiveConnector++Identity=EX01\\Default EX01;;TransportRole=HubTransport;;TlsDomainCapabilities=", "")]
    [InlineData(Receive + "Enabled=False", "receive-connector-disabled")]
    [InlineData(Receive + "TransportRole-&&" + Receive + "TlsDomainCapabilities=", "")]
    [InlineData(Receive + "TlsDomainCapabilities=&&server/HybridConfiguration/EdgeTransportServers-", "")]
    [InlineData(Receive + "AuthMechanism=Integrated, BasicAuth", "receive-connector-no-tls")]
    [InlineData(Receive + "AuthMechanism=31", "")]
    [InlineData(Receive + "PermissionGroups=ExchangeServers", "receive-connector-anonymous-off")]
    [InlineData(Receive + "PermissionGroups=13", "")]
    [InlineData(Receive + "RemoteIPRanges=192.0.2.0/24|198.51.100.7", "receive-connector-remote-ranges")]
    [InlineData(Receive + "RemoteIPRanges=0.0.0.0/0", "")]
    [InlineData(Receive + "Fqdn=mail.contoso.example", "receive-connector-fqdn")]
    [InlineData(Receive + "Fqdn=ex01", "")]
    [InlineData(Receive + "Fqdn=", "")]
    [InlineData(Receive + "Fqdn=mail.contoso.example&&" + Receive + "AuthMechanism=Tls", "")]
    public void Receive_connectors(string change, string must) => Found(change, must);

    [Theory]
    [InlineData(Send + "TlsCertificateName=", "send-connector-certificate-empty")]
    [InlineData(Receive + "TlsCertificateName=", "receive-connector-certificate-empty")]
    [InlineData(Send + "TlsCertificateName=CN=mail.contoso.example", "connector-certificate-syntax")]
    [InlineData(Send + "TlsCertificateName=<S>CN=mail.contoso.example", "connector-certificate-syntax")]
    [InlineData(Send + "TlsCertificateName=<I>CN=Old CA<S>CN=old.contoso.example", "connector-certificate-missing connector-certificate-differs")]
    [InlineData(Send + "TlsCertificateName=<I>CN=Example CA,O=Example Trust,C=US<S>CN=mail.contoso.example", "")]
    [InlineData(Send + "TlsCertificateName=<I>CN=Old CA<S>CN=old.contoso.example&&" + Send + "SourceTransportServers=EX01|EX02", "connector-certificate-not-listed connector-certificate-differs")]
    [InlineData("server/ExchangeCertificate=none", "connector-certificate-not-listed")]
    [InlineData("server/ExchangeCertificate/Identity=EX09\\0123", "connector-certificate-not-listed")]
    [InlineData("server/ExchangeCertificate/NotAfter=2026-11-23T10:15:00Z", "connector-certificate-expired")]
    [InlineData("server/ExchangeCertificate/NotAfter=2026-11-23T10:16:00Z", "connector-certificate-expires")]
    [InlineData("server/ExchangeCertificate/NotAfter=2027-01-22T10:15:00Z", "connector-certificate-expires")]
    [InlineData("server/ExchangeCertificate/NotAfter=2027-01-22T10:15:01Z", "")]
    [InlineData("server/ExchangeCertificate/NotAfter=/Date(1763892900000)/", "connector-certificate-expired")]
    [InlineData("server/ExchangeCertificate/NotAfter=2026-01-01T00:00:00Z&&server/ExchangeCertificate++NotAfter=2027-06-01T00:00:00Z", "")]
    [InlineData("server/ExchangeCertificate++Identity=EX09\\89AB;;NotAfter=2026-01-01T00:00:00Z", "")]
    [InlineData("server/ExchangeCertificate/NotAfter=next year", "")]
    [InlineData(Send + "SourceTransportServers-&&" + Send + "TlsCertificateName=<I>CN=Example CA, O=Example Trust, C=US<S>CN=mail.contoso.example", "")]
    [InlineData("server/ExchangeCertificate/IsSelfSigned=True", "connector-certificate-self-signed")]
    [InlineData("server/HybridConfiguration/TlsCertificateName=<I>CN=Example CA, O=Example Trust, C=US<S>CN=other.contoso.example", "connector-certificate-differs")]
    [InlineData("server/HybridConfiguration/TlsCertificateName=", "")]
    public void Certificates_of_connectors(string change, string must) => Found(change, must);

    [Theory]
    [InlineData(Inbound + "Enabled=False", "inbound-connector-disabled")]
    [InlineData("online/InboundConnector=none", "inbound-connector-missing hybrid-connector-missing")]
    [InlineData("online/InboundConnector=none&&server/SendConnector!&&online/OnPremisesOrganization=none", "")]
    [InlineData(Inbound + "ConnectorType=Partner", "inbound-connector-type")]
    [InlineData(Inbound + "ConnectorType=2", "inbound-connector-type")]
    [InlineData(Inbound + "ConnectorType=1", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=", "inbound-connector-matches-nothing")]
    [InlineData(Inbound + "TlsSenderCertificateName=&&" + Inbound + "SenderIPAddresses=192.0.2.25", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example", "inbound-connector-certificate-mismatch")]
    [InlineData(Inbound + "TlsSenderCertificateName=*.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=autodiscover.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=*.fabrikam.example", "inbound-connector-certificate-mismatch inbound-connector-certificate-domain-not-accepted")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate!", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate/CertificateDomains-", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate/CertificateDomains=*.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&online/InboundConnector++Name=By address;;TlsSenderCertificateName=;;SenderIPAddresses=192.0.2.25", "")]
    [InlineData("online/InboundConnector++Name=Second&&" + Inbound + "TlsSenderCertificateName=relay.contoso.example", "")]
    [InlineData("online/InboundConnector++Name=Second;;Enabled=&&" + Inbound + "TlsSenderCertificateName=relay.contoso.example", "")]
    [InlineData("online/InboundConnector++Name=Second;;ConnectorType=7&&" + Inbound + "TlsSenderCertificateName=relay.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate/Identity-", "inbound-connector-certificate-mismatch")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&" + Send + "SourceTransportServers-", "inbound-connector-certificate-mismatch")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate/Identity-&&" + Send + "SourceTransportServers-&&" + Inbound + "SenderIPAddresses-", "inbound-connector-certificate-mismatch")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate/Identity-&&server/ExchangeCertificate++Identity=EX09\\89AB", "inbound-connector-certificate-mismatch")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate/Identity-&&server/ExchangeCertificate++Identity=EX09\\89AB;;CertificateDomains=relay.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&" + Send + "SourceTransportServers-&&server/ExchangeCertificate++Identity=EX09\\89AB;;CertificateDomains=relay.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate++Identity=EX09\\89AB;;CertificateDomains=relay.contoso.example", "inbound-connector-certificate-mismatch")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&server/ExchangeCertificate++Identity=EX01\\89AB;;CertificateDomains=relay.contoso.example", "")]
    [InlineData(Inbound + "TlsSenderCertificateName=relay.contoso.example&&" + Send + "SourceTransportServers-&&server/ExchangeCertificate+Identity=EX01\\89AB;;CertificateDomains=relay.contoso.example", "")]
    [InlineData(Inbound + "RequireTls=False", "inbound-connector-tls-not-required")]
    [InlineData(Inbound + "RestrictDomainsToIPAddresses=True", "inbound-connector-restriction-without-effect")]
    [InlineData(Inbound + "RestrictDomainsToCertificate=True", "inbound-connector-restriction-without-effect")]
    [InlineData("online/InboundConnector++Name=Partner;;ConnectorType=Partner;;ConnectorSource=Default;;CloudServicesMailEnabled=False;;RestrictDomainsToIPAddresses=True;;SenderDomains=smtp:*;1", "inbound-connector-restricts-own-domain")]
    [InlineData("online/InboundConnector++Name=Partner;;ConnectorType=Partner;;ConnectorSource=Default;;CloudServicesMailEnabled=False;;RestrictDomainsToIPAddresses=True;;SenderDomains=smtp:fabrikam.example;1", "")]
    [InlineData(Inbound + "SenderDomains=smtp:contoso.example;1", "inbound-connector-sender-domains")]
    [InlineData(Inbound + "CloudServicesMailEnabled=False", "inbound-connector-cloud-mail-off")]
    [InlineData(Inbound + "CloudServicesMailEnabled=False&&" + Inbound + "TreatMessagesAsInternal=True", "")]
    public void Inbound_connectors(string change, string must) => Found(change, must);

    [Theory]
    [InlineData(Outbound + "Enabled=False", "outbound-connector-disabled")]
    [InlineData("online/OutboundConnector=none", "outbound-connector-missing hybrid-connector-missing")]
    [InlineData(Outbound + "ConnectorType=Partner", "outbound-connector-type")]
    [InlineData(Outbound + "UseMXRecord=True&&" + Outbound + "SmartHosts=", "outbound-connector-routes-by-mx")]
    [InlineData(Outbound + "SmartHosts=", "outbound-connector-no-smart-host")]
    [InlineData(Outbound + "SmartHosts=contoso-example.mail.protection.outlook.com", "outbound-connector-to-own-tenant hybrid-smart-host-differs")]
    [InlineData(Outbound + "SmartHosts=192.0.2.25", "hybrid-smart-host-differs")]
    [InlineData(Outbound + "SmartHosts=Mail.Contoso.Example.", "")]
    [InlineData(Outbound + "TlsDomain=relay.contoso.example", "outbound-connector-tls-domain")]
    [InlineData(Outbound + "TlsDomain=*.contoso.example", "")]
    [InlineData(Outbound + "TlsDomain=relay.contoso.example&&server/ExchangeCertificate!", "")]
    [InlineData(Outbound + "TlsDomain=relay.contoso.example&&server/HybridConfiguration/EdgeTransportServers=EDGE01", "")]
    [InlineData(Outbound + "TlsDomain=relay.contoso.example&&server/ExchangeCertificate/CertificateDomains=*.contoso.example", "")]
    [InlineData(Outbound + "TlsSettings=EncryptionOnly", "outbound-connector-tls-level")]
    [InlineData(Outbound + "TlsSettings=", "outbound-connector-tls-level")]
    [InlineData(Outbound + "TlsSettings=CertificateValidation", "")]
    [InlineData(Outbound + "CloudServicesMailEnabled=False", "outbound-connector-cloud-mail-off")]
    [InlineData(Outbound + "IsTransportRuleScoped=True", "outbound-connector-rules-only")]
    [InlineData(Outbound + "RecipientDomains=fabrikam.example", "outbound-connector-domains")]
    [InlineData(Outbound + "RecipientDomains=fabrikam.example&&" + Outbound + "AllAcceptedDomains=True", "")]
    [InlineData(Outbound + "RecipientDomains=System.Collections.Generic.List`1[System.String]", "")]
    [InlineData(Outbound + "RouteAllMessagesViaOnPremises=True", "centralized-transport-scope centralized-transport-differs")]
    [InlineData(Outbound + "RouteAllMessagesViaOnPremises=True&&" + Outbound + "RecipientDomains=*&&server/HybridConfiguration/Features=SecureMail|CentralizedTransport", "")]
    [InlineData("server/HybridConfiguration/Features=SecureMail|CentralizedTransport", "centralized-transport-differs")]
    [InlineData("online/OutboundConnector++Name=Partner;;ConnectorType=Partner;;ConnectorSource=Default;;CloudServicesMailEnabled=False;;RouteAllMessagesViaOnPremises=True;;RecipientDomains=fabrikam.example", "centralized-transport-partner")]
    public void Outbound_connectors(string change, string must) => Found(change, must);

    [Theory]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay", "accepted-domain-types-differ")]
    [InlineData("online/AcceptedDomain/DomainType=2", "accepted-domain-types-differ")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&" + Outbound + "RecipientDomains=fabrikam.example", "internal-relay-without-connector outbound-connector-domains accepted-domain-types-differ")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&online/OutboundConnector!", "accepted-domain-types-differ")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&" + Outbound + "IsTransportRuleScoped=True", "internal-relay-without-connector outbound-connector-rules-only accepted-domain-types-differ")]
    [InlineData("online/AcceptedDomain/DomainType=InternalRelay&&server/AcceptedDomain/DomainType=InternalRelay", "internal-relay-on-both-sides")]
    [InlineData("server/AcceptedDomain#1/DomainName=fabrikam.example", "coexistence-domain-missing")]
    [InlineData("server/AcceptedDomain#1/DomainName=*.mail.onmicrosoft.com", "")]
    [InlineData("server/AcceptedDomain#1/DomainName=fabrikam.example&&server/HybridConfiguration=none", "")]
    [InlineData("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@contoso.example", "onprem-recipient-not-synced")]
    [InlineData("server/Recipient/EmailAddresses=SMTP:ana@contoso.example|smtp:second@contoso.example", "onprem-recipient-not-synced")]
    [InlineData("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@fabrikam.example", "")]
    [InlineData("server/Recipient+Name=Discovery;;RecipientTypeDetails=DiscoveryMailbox;;EmailAddresses=SMTP:discovery@contoso.example", "")]
    [InlineData("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@contoso.example&&online/AcceptedDomain/DomainType=InternalRelay", "accepted-domain-types-differ")]
    [InlineData("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@contoso.example&&online/Recipient!", "")]
    [InlineData("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@contoso.example&&online/Recipient=none", "")]
    [InlineData("server/Recipient+Name=New;;RecipientTypeDetails=UserMailbox;;EmailAddresses=SMTP:new@contoso.example&&online/Recipient/EmailAddresses-", "")]
    [InlineData("server/Recipient+Name=New;;EmailAddresses=SMTP:new@contoso.example", "")]
    public void Accepted_domains(string change, string must) => Found(change, must);

    [Theory]
    [InlineData("server/RemoteDomain/TargetDeliveryDomain=False", "target-delivery-domain-missing")]
    [InlineData("server/RemoteDomain=none", "target-delivery-domain-missing")]
    [InlineData("server/RemoteDomain/TargetDeliveryDomain=False&&server/HybridConfiguration=none", "")]
    [InlineData("server/RemoteDomain/DomainName=fabrikam.mail.onmicrosoft.com", "target-delivery-domain-not-accepted")]
    [InlineData("server/RemoteDomain/DomainName=fabrikam.mail.onmicrosoft.com&&online/AcceptedDomain!", "")]
    [InlineData("server/RemoteDomain+Name=Default;;DomainName=*;;TargetDeliveryDomain=False", "")]
    public void Remote_domains(string change, string must) => Found(change, must);

    [Theory]
    [InlineData("server/HybridConfiguration=none", "hybrid-configuration-none")]
    [InlineData("server/HybridConfiguration/Domains=contoso.example|fabrikam.example", "hybrid-domain-not-accepted hybrid-domains-differ outbound-connector-domains")]
    [InlineData("server/HybridConfiguration/Domains=autod:contoso.example", "")]
    [InlineData("online/OnPremisesOrganization/HybridDomains=fabrikam.example", "hybrid-domains-differ")]
    [InlineData("online/OnPremisesOrganization/HybridDomains=contoso.example|fabrikam.example", "")]
    [InlineData("online/OnPremisesOrganization/InboundConnector=Inbound from elsewhere", "hybrid-connector-missing")]
    [InlineData("online/OnPremisesOrganization/OutboundConnector=contoso.onmicrosoft.com\\Outbound to 5e6f7a8b", "")]
    [InlineData("online/OnPremisesOrganization/OutboundConnector=", "")]
    [InlineData("online/OnPremisesOrganization/InboundConnector=Inbound from elsewhere&&online/InboundConnector/Name-", "")]
    [InlineData("online/OnPremisesOrganization=none", "")]
    [InlineData("server/HybridConfiguration/OnPremisesSmartHost=relay.contoso.example", "hybrid-smart-host-differs")]
    [InlineData("server/HybridConfiguration/SendingTransportServers=EX01|EX02", "hybrid-servers-differ")]
    [InlineData("server/HybridConfiguration/SendingTransportServers=contoso.example/Configuration/EX01", "")]
    public void Hybrid_configuration(string change, string must) => Found(change, must);

    [Theory]
    [InlineData("online/OrganizationConfig/RejectDirectSend=True", "direct-send-rejected")]
    [InlineData("online/HostedConnectionFilterPolicy/DirectoryBasedEdgeBlockMode=Off", "edge-blocking-off")]
    [InlineData("online/HostedConnectionFilterPolicy/DirectoryBasedEdgeBlockMode=1", "edge-blocking-off")]
    [InlineData("online/HostedConnectionFilterPolicy/DirectoryBasedEdgeBlockMode=On", "")]
    [InlineData("online/HostedConnectionFilterPolicy/DirectoryBasedEdgeBlockMode=Somehow", "")]
    public void Settings_of_the_tenant(string change, string must) => Found(change, must);

    private static void Found(string change, string must)
    {
        var report = new HybridScene(change).Judge();
        var wanted = must.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(wanted, id => Assert.Contains(id, found));
        Assert.Empty(report.Findings.Where(finding => finding.Severity >= Severity.Notice).Select(finding => finding.Id).Except(wanted));
        Assert.All(report.Findings.Where(finding => finding.Severity >= Severity.Notice).GroupBy(finding => finding.Subject),
            subject => Assert.DoesNotContain(report.Findings, finding => finding.Subject == subject.Key && finding.Severity is Severity.Ok));
    }
}
