namespace Recapito.Core;

/// <summary>What the human text of a report says of one recipient.</summary>
internal sealed record TextEntry(string Recipient, string Diagnostic)
{
    /// <summary>The host that the text names beside it ("Remote server:"), or null.</summary>
    internal string? Host { get; init; }

    /// <summary>How surely the text names it.</summary>
    internal NamedBy By { get; init; }

    /// <summary>The SMTP command that the text says was refused, or null.</summary>
    internal string? Command { get; init; }
}
