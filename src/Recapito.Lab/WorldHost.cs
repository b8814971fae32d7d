using Recapito.Core;

namespace Recapito.Lab;

/// <summary>An SMTP host.</summary>
public sealed record WorldHost
{
    /// <summary>"postfix", "exim", "exchange-server", "exchange-online", "silent" (drops), "closed" (refuses), "unreachable", "no-banner", "hostile".</summary>
    public string Is { get; init; } = "postfix";

    /// <summary>For "hostile": what it does; null for every other kind.</summary>
    public WorldMisdeed? Misdeed { get; init; }

    /// <summary>Addresses beside those that the zones give it.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Names that its addresses have in the reverse zones; null for its own one.</summary>
    public IReadOnlyList<string>? ReverseNames { get; init; }

    /// <summary>Domains that it takes mail for.</summary>
    public IReadOnlyList<string> Accepts { get; init; } = [];

    /// <summary>Recipients that exist in the accepted domains; null where every address exists.</summary>
    public IReadOnlyList<string>? Recipients { get; init; }

    /// <summary>For "exchange-server": what its directory knows of <see cref="Recipients"/>; addresses that are not among them are mailboxes.</summary>
    public IReadOnlyList<DirectoryRecipient> Directory { get; init; } = [];

    /// <summary>For "exchange-server": accepted domains of <see cref="Accepts"/> that are not Authoritative.</summary>
    public IReadOnlyDictionary<string, AcceptedDomainType> Relays { get; init; } = new Dictionary<string, AcceptedDomainType>();

    /// <summary>For "exchange-server": its connectors and the hybrid configuration, by kind; without send connectors it takes mail in and passes none on.</summary>
    public IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> Configuration { get; init; } = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>();

    /// <summary>Its own words for addresses that it does not take; null for those of its kind.</summary>
    public WorldWords? Words { get; init; }

    /// <summary>Refusals of its own, tried in order before everything else.</summary>
    public IReadOnlyList<WorldRefusal> Refuses { get; init; } = [];

    /// <summary>Host to which it passes the message on after RCPT, whose refusal it reports (a gateway); null for none.</summary>
    public string? RelaysTo { get; init; }

    /// <summary>STARTTLS; without names there is none.</summary>
    public WorldTls Tls { get; init; } = new();

    /// <summary>True where it takes TLS 1.1 and 1.0 too, which no host should (RFC 8996).</summary>
    public bool OldTls { get; init; }

    /// <summary>Wait before the banner, milliseconds.</summary>
    public int BannerDelayMilliseconds { get; init; }

    /// <summary>For "exchange-online": region and age of an edge that the world writes itself; null for the defaults.</summary>
    public WorldEdge? Edge { get; init; }
}

/// <summary>The words of a host that its kind does not have; <see cref="Recipient"/> in them stands for the address.</summary>
/// <param name="NotRelayed">For a domain that it does not take mail for; null for those of its kind.</param>
/// <param name="Unknown">For an address that does not exist in a domain that it takes; null for those of its kind.</param>
public sealed record WorldWords(string? NotRelayed = null, string? Unknown = null)
{
    /// <summary>Stands for the address.</summary>
    public const string Recipient = "{recipient}";
}

/// <summary>A reply of a host's own to some clients, senders or recipients.</summary>
/// <param name="At">"connect", "mail", "rcpt" or "data".</param>
/// <param name="Recipient">Address, or "@domain", or null for every one.</param>
/// <param name="Client">Client address, or null for every one.</param>
/// <param name="Sender">Reverse-path, "&lt;&gt;" for the null one, or null for every one.</param>
/// <param name="Reply">The whole reply; lines separated by line feeds.</param>
public sealed record WorldRefusal(string At, string? Recipient, string? Client, string? Sender, string Reply);

/// <summary>What a hostile SMTP host does.</summary>
/// <param name="Does">"endless-banner", "tarpit", "close" …; docs/reference/world.md has all of them.</param>
/// <param name="At">The step at which it does so: "banner", "ehlo", "starttls", "mail", "rcpt"; null for the one that is usual for it.</param>
/// <param name="Milliseconds">For "tarpit": wait before each octet.</param>
public sealed record WorldMisdeed(string Does, string? At = null, int Milliseconds = 1000);

/// <summary>What a host shows in a TLS handshake.</summary>
public sealed record WorldTls
{
    /// <summary>Names in the certificate, "*." allowed.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True where the certificate's root is among the lab's trusted roots.</summary>
    public bool Trusted { get; init; } = true;

    /// <summary>When the certificate begins to be valid; null for 2015.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it ends; null for 2049.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>True for a certificate that is its own issuer.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>"leaf" (issued by the root), "intermediate" (issued by an intermediate, which is sent too) or "incomplete" (which is not sent).</summary>
    public string Chain { get; init; } = "leaf";

    /// <summary>"ecdsa256", "ecdsa384" or "rsa2048".</summary>
    public string Key { get; init; } = "ecdsa256";

    /// <summary>"1.2" and "1.3"; empty for both.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];
}
