namespace Recapito.Core;

/// <summary>What a transport does with a message for one recipient. A prediction from configuration: it proves nothing about a real message.</summary>
/// <param name="Recipient">The canonical address that the message is for from here on; another than before where the directory passes it on.</param>
public abstract record NextHop(string Recipient)
{
    /// <summary>What the next host's certificate must be; null where any will do, or none.</summary>
    public TlsDemand? Tls { get; init; }
}

/// <summary>What a connector demands of the next host before it hands the message over.</summary>
/// <param name="Level">How much of the certificate.</param>
/// <param name="Domain">The name that the certificate must be for; null where that is the next host's own.</param>
public sealed record TlsDemand(TlsAuthLevel Level, string? Domain);

/// <summary>The mailbox is here.</summary>
public sealed record DeliverHere(string Recipient) : NextHop(Recipient);

/// <summary>It is handed to certain hosts.</summary>
/// <param name="Recipient">The canonical address.</param>
/// <param name="Hosts">Canonical names or addresses, in the order of the connector.</param>
/// <param name="Connector">Name of the connector that says so.</param>
public sealed record HandTo(string Recipient, IReadOnlyList<string> Hosts, string Connector) : NextHop(Recipient);

/// <summary>It goes to where the MX of the recipient's domain leads.</summary>
/// <param name="Recipient">The canonical address.</param>
/// <param name="Connector">Name of the connector that says so; null where none is for the domain.</param>
public sealed record FollowMx(string Recipient, string? Connector) : NextHop(Recipient);

/// <summary>It comes back to the sender.</summary>
/// <param name="Recipient">The canonical address.</param>
/// <param name="Reply">What the report says.</param>
public sealed record SendBack(string Recipient, SmtpReply Reply) : NextHop(Recipient);
