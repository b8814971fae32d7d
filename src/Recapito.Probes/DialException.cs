namespace Recapito.Probes;

/// <summary>Why there is no connection.</summary>
public enum DialFailure
{
    /// <summary>The connection was refused (RST), or the lab has no such host.</summary>
    Refused,

    /// <summary>Nothing came within the limit.</summary>
    Silent,

    /// <summary>The network says that there is no way there.</summary>
    Unreachable,

    /// <summary>We do not connect there: a special-purpose address, another port, or no address at all.</summary>
    NotPermitted,
}

/// <summary>There is no connection, and why.</summary>
public sealed class DialException(DialFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public DialFailure Failure { get; } = failure;
}

/// <summary>A conversation ended without an answer; the message says why in words for the diagnosis.</summary>
internal sealed class GapException(string message, string? finding = null) : IOException(message)
{
    /// <summary>Id of the finding that the gap is, where the server misbehaved (<c>catalogue/findings/</c>); null where it did not.</summary>
    public string? Finding { get; } = finding;
}
