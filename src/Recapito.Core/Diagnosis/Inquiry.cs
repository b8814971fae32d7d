namespace Recapito.Core;

/// <summary>What a diagnosis may use, beside the report.</summary>
public sealed record Inquiry
{
    /// <summary>DNS may be asked.</summary>
    public bool Dns { get; init; } = true;

    /// <summary>Hosts may be connected to on port 25.</summary>
    public bool Smtp { get; init; } = true;

    /// <summary>The recipient's inside may be looked at (APIs or files).</summary>
    public bool Inside { get; init; }

    /// <summary>RCPT may be asked: a bounce in hand names the address, or the user says that the domain is theirs.</summary>
    public bool Rcpt { get; init; } = true;

    /// <summary>Addresses that the user says exist, canonical; at most one per domain is asked.</summary>
    public IReadOnlyList<string> KnownGood { get; init; } = [];

    /// <summary>A host known to take connections on port 25; null to do without.</summary>
    public string? ControlHost { get; init; } = DefaultControlHost;

    /// <summary>DS data of the root's keys, with which a chain of signatures begins: IANA's, or a lab's.</summary>
    public IReadOnlyList<string> TrustAnchors { get; init; } = Recapito.Core.TrustAnchors.Iana;

    /// <summary>Microsoft's public exchanger for outlook.com: only connected to, never asked for a recipient (docs/adr/0004).</summary>
    public const string DefaultControlHost = "outlook-com.olc.protection.outlook.com";
}
