namespace Recapito.Core;

/// <summary>The two sides of a hybrid organisation.</summary>
public enum ExchangeSide
{
    /// <summary>The organisation's tenant in Microsoft 365.</summary>
    ExchangeOnline,

    /// <summary>Its own servers (on-premises).</summary>
    ExchangeServer,
}

/// <summary>What an organisation has configured, by the noun of the cmdlet or the name of the Microsoft Graph resource that shows it ("Get-InboundConnector", "domain").</summary>
public enum ExchangeObjectKind
{
    /// <summary>Domains that the organisation takes mail for (both sides).</summary>
    AcceptedDomain,

    /// <summary>Domains of others, or of the other side (both sides).</summary>
    RemoteDomain,

    /// <summary>From where the tenant takes mail under special conditions (Exchange Online).</summary>
    InboundConnector,

    /// <summary>To where the tenant sends mail under special conditions (Exchange Online).</summary>
    OutboundConnector,

    /// <summary>To where the servers send mail (Exchange Server).</summary>
    SendConnector,

    /// <summary>From where the servers take mail (Exchange Server).</summary>
    ReceiveConnector,

    /// <summary>What the hybrid configuration wizard was told (Exchange Server).</summary>
    HybridConfiguration,

    /// <summary>What the tenant knows of the organisation's servers (Exchange Online).</summary>
    OnPremisesOrganization,

    /// <summary>Settings of the whole organisation, among them RejectDirectSend (Exchange Online).</summary>
    OrganizationConfig,

    /// <summary>Settings of the transport (both sides).</summary>
    TransportConfig,

    /// <summary>The connection filter, among its settings DirectoryBasedEdgeBlockMode (Exchange Online).</summary>
    HostedConnectionFilterPolicy,

    /// <summary>Certificates of the servers (Exchange Server).</summary>
    ExchangeCertificate,

    /// <summary>Objects with an address (both sides).</summary>
    Recipient,

    /// <summary>Public folders that have an address (both sides).</summary>
    MailPublicFolder,

    /// <summary>Distribution groups whose members are found by a filter (both sides).</summary>
    DynamicDistributionGroup,

    /// <summary>Domains of the tenant, verified or not (Microsoft Graph: domain).</summary>
    TenantDomain,

    /// <summary>Records that Microsoft wants to see in the DNS for the services of a domain (Microsoft Graph: serviceConfigurationRecords).</summary>
    ServiceConfigurationRecord,

    /// <summary>Records that show that a domain is the tenant's (Microsoft Graph: verificationDnsRecords).</summary>
    VerificationDnsRecord,

    /// <summary>Incidents and advisories that Microsoft tells the tenant of (Microsoft Graph: serviceHealthIssue).</summary>
    ServiceIssue,
}
