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
public sealed record AcceptedDomain(string Domain, AcceptedDomainType Type, bool MatchSubDomains)
{
    /// <summary>When the domain was added, UTC; null where that is not known.</summary>
    public DateTimeOffset? WhenCreated { get; init; }

    /// <summary>When its type or another setting was changed last, UTC; null where that is not known.</summary>
    public DateTimeOffset? WhenChanged { get; init; }

    /// <summary>True where mail for a domain is taken by this entry.</summary>
    /// <param name="domain">Canonical name.</param>
    public bool Holds(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain == Domain || (MatchSubDomains && domain.EndsWith("." + Domain, StringComparison.Ordinal));
    }
}

/// <summary>A directory object with an address.</summary>
/// <param name="Address">Canonical address that was looked for.</param>
/// <param name="RecipientType">Exchange's RecipientTypeDetails, such as "UserMailbox", "MailUniversalDistributionGroup", "PublicFolder".</param>
public sealed record DirectoryRecipient(string Address, string RecipientType)
{
    /// <summary>When the object was made, UTC; null where that is not known.</summary>
    public DateTimeOffset? WhenCreated { get; init; }

    /// <summary>When it was changed last, UTC; null where that is not known.</summary>
    public DateTimeOffset? WhenChanged { get; init; }

    /// <summary>Where its mail is passed on to (Exchange: ExternalEmailAddress, RemoteRoutingAddress), canonical; null for mailboxes and where it is not known.</summary>
    public string? ExternalAddress { get; init; }

    /// <summary>True where the object only stands for a mailbox that is elsewhere: its mail is passed on (Microsoft: RecipientTypeDetails).</summary>
    public bool IsElsewhere => RecipientType is "MailUser" or "GuestMailUser" or "MailContact" or "MailForestContact" || RecipientType.StartsWith("Remote", StringComparison.Ordinal);
}
