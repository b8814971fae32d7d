namespace Recapito.Core;

/// <summary>Transport of a route.</summary>
public enum TransportProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}

/// <summary>What a lab does with packets to one address and port.</summary>
public enum RouteFate
{
    /// <summary>They arrive at the loopback port.</summary>
    Deliver,

    /// <summary>They vanish: nobody answers, nothing is refused.</summary>
    Drop,

    /// <summary>They arrive at the loopback port, where everything is taken and nothing is ever said.</summary>
    Mute,

    /// <summary>Connections are refused.</summary>
    Refuse,

    /// <summary>The network says that there is no way there.</summary>
    Unreachable,
}

/// <summary>Where the packets to an address of a lab's world really go.</summary>
/// <param name="Address">IP address in the world, in text.</param>
/// <param name="Port">Port in the world.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="Fate">What becomes of packets to it.</param>
/// <param name="LoopbackPort">Port on 127.0.0.1 for <see cref="RouteFate.Deliver"/> and <see cref="RouteFate.Mute"/>.</param>
public sealed record LabRoute(string Address, int Port, TransportProtocol Protocol, RouteFate Fate, int LoopbackPort = 0);

/// <summary>All that a prober must know to look into a lab instead of the Internet. An address that no route names is refused.</summary>
/// <param name="Routes">Every route, each address, port and protocol once.</param>
/// <param name="Resolver">Address of the resolver that the observer uses.</param>
/// <param name="TrustedRoots">DER certificates that count as trusted roots.</param>
/// <param name="Now">The lab's clock, which stands still.</param>
public sealed record LabRoutes(
    IReadOnlyList<LabRoute> Routes, string Resolver, IReadOnlyList<ReadOnlyMemory<byte>> TrustedRoots, DateTimeOffset Now)
{
    /// <summary>The root's DS records that the world's signatures lead to, each as RDATA in presentation form: key tag, algorithm, digest type, hex (RFC 4034 §5.3). Empty where nothing is signed.</summary>
    public IReadOnlyList<string> TrustAnchors { get; init; } = [];

    /// <summary>Port on 127.0.0.1 that takes every DNS packet to an address that no route names, where the observer's network intercepts port 53; null where it does not.</summary>
    public int? InterceptedDnsPort { get; init; }
}
