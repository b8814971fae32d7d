using System.Text;

namespace Recapito.Core;

/// <summary>How surely an address in a text is that of a failed recipient; the surest ones that a text has count alone.</summary>
internal enum NamedBy
{
    /// <summary>It opens a line, as mail systems list those who failed, or stands behind words that say so.</summary>
    List,

    /// <summary>A refusal names it, or RCPT TO in an SMTP transcript.</summary>
    Reply,

    /// <summary>It stands in a sentence that says that something failed.</summary>
    Sentence,

    /// <summary>It stands in a sentence of whatever language; only a mail system's own report is read so, and only where nothing else names anybody.</summary>
    Mention,
}

/// <summary>A recipient that a text names, and what it says of it.</summary>
internal sealed class NamedRecipient(string address, NamedBy by)
{
    private StringBuilder? diagnostic;

    internal string Address => address;

    internal NamedBy By { get; set; } = by;

    /// <summary>What went wrong, line by line; several recipients may share one.</summary>
    internal StringBuilder Diagnostic
    {
        get => diagnostic ??= new();
        set => diagnostic = value;
    }

    /// <summary>Nothing is said of it yet.</summary>
    internal bool IsSilent => diagnostic is null or { Length: 0 };

    internal string? Host { get; set; }

    /// <summary>The SMTP command that was refused, where a transcript shows it.</summary>
    internal string? Command { get; set; }
}
