namespace Recapito.Lab;

/// <summary>A web host.</summary>
public sealed record WorldWebHost
{
    /// <summary>"https", "silent" (drops), "closed" (refuses), "unreachable".</summary>
    public string Is { get; init; } = "https";

    /// <summary>Addresses beside those that the zones give it.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>What it shows in a handshake; it always has names.</summary>
    public WorldTls Tls { get; init; } = new();

    /// <summary>What it answers, by the target of the request; it has nothing else.</summary>
    public IReadOnlyDictionary<string, WorldPage> Pages { get; init; } = new Dictionary<string, WorldPage>();
}

/// <summary>What a web host answers to one target.</summary>
/// <param name="Status">Status code, 200 to 599.</param>
/// <param name="Type">Content-Type; empty for none.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Location">Where it sends the client, or null.</param>
public sealed record WorldPage(int Status, string Type, string Body, string? Location = null)
{
    /// <summary>"huge", "slow", "endless-headers", "close", or null where it answers honestly.</summary>
    public string? Does { get; init; }

    /// <summary>For "slow": wait before each octet.</summary>
    public int Milliseconds { get; init; } = 1000;
}
