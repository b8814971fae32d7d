namespace Recapito.Core;

/// <summary>How much a finding matters to mail. A profile may change it.</summary>
public enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing; nothing to do.</summary>
    Info,

    /// <summary>Not wrong, and could be better.</summary>
    Notice,

    /// <summary>Some mail, or some senders, may fail.</summary>
    Warning,

    /// <summary>Mail fails, or a standard that receivers enforce is broken.</summary>
    Error,

    /// <summary>No mail can arrive.</summary>
    Critical,
}
