namespace Recapito.Core;

/// <summary>What may be asked about a domain, and what the asker knows of it.</summary>
public sealed record DomainInquiry
{
    /// <summary>Talk to the mail hosts.</summary>
    public bool Smtp { get; init; } = true;

    /// <summary>Fetch policies over HTTPS.</summary>
    public bool Https { get; init; } = true;

    /// <summary>Ask the registry (RDAP, RFC 9082).</summary>
    public bool Registration { get; init; } = true;

    /// <summary>The user says that the domain is theirs: its hosts may be asked whether they relay.</summary>
    public bool Own { get; init; }

    /// <summary>DKIM selectors that the user names, beside the common ones.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>Zones of DNS block lists that the user names (RFC 5782); no list is asked by default.</summary>
    public IReadOnlyList<string> Blocklists { get; init; } = [];

    /// <summary>Canonical name of a host known to take connections on port 25; null for none.</summary>
    public string? ControlHost { get; init; } = Inquiry.DefaultControlHost;

    /// <summary>DS data of the root's keys, with which a chain of signatures begins: IANA's, or a lab's.</summary>
    public IReadOnlyList<string> TrustAnchors { get; init; } = Recapito.Core.TrustAnchors.Iana;

    /// <summary>A simulated world is looked at, where addresses of documentation (RFC 5737, RFC 3849) stand for public ones.</summary>
    public bool InLab { get; init; }

    /// <summary>Records that the user wants to see; those of other domains are passed over.</summary>
    public IReadOnlyList<ExpectedRecord> Expected { get; init; } = [];
}
