namespace Recapito.Core;

/// <summary>Exchange's types of accepted domain (Microsoft: Set-AcceptedDomain).</summary>
public enum AcceptedDomainType
{
    /// <summary>All recipients are here; unknown ones are refused at the edge (DBEB).</summary>
    Authoritative,

    /// <summary>Some recipients are elsewhere; unknown ones are passed on.</summary>
    InternalRelay,

    /// <summary>All recipients are elsewhere (Exchange Server only).</summary>
    ExternalRelay,
}

/// <summary>An accepted domain of the recipient's organisation.</summary>
/// <param name="Domain">Canonical name.</param>
/// <param name="Type">Its type.</param>
/// <param name="MatchSubDomains">True where subdomains are included.</param>
public sealed record AcceptedDomain(string Domain, AcceptedDomainType Type, bool MatchSubDomains);

/// <summary>A directory object with an address.</summary>
/// <param name="Address">Canonical address that was looked for.</param>
/// <param name="RecipientType">Exchange's RecipientTypeDetails, such as "UserMailbox", "MailUniversalDistributionGroup", "PublicFolder".</param>
public sealed record DirectoryRecipient(string Address, string RecipientType);
