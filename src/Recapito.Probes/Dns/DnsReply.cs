using Recapito.Core;

namespace Recapito.Probes;

/// <summary>How a question to one server ended: with a message, or with a reason why there is none.</summary>
/// <param name="Server">Address of the server.</param>
/// <param name="Message">The message; null where there is none.</param>
/// <param name="Why">Why there is none.</param>
internal sealed record DnsReply(string Server, DnsMessage? Message, string Why = "")
{
    /// <summary>The finding that this end is (<see cref="DnsMisbehaviour"/>); null where it says nothing of the server.</summary>
    public string? Finding { get; init; }

    /// <summary>The host says that no name server listens there.</summary>
    public bool IsRefused { get; init; }
}
