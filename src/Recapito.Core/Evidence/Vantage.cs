namespace Recapito.Core;

/// <summary>From where a question is asked. Part of the question: the same name may have another answer elsewhere.</summary>
/// <param name="Kind">What kind of place.</param>
/// <param name="Name">Host name of a server, lower case, no dot at the end, or what people call a resolver; null for the local vantages.</param>
/// <param name="Address">IP address in text; null for the local vantages.</param>
public sealed record Vantage(VantageKind Kind, string? Name = null, string? Address = null)
{
    /// <summary>The resolver that this machine (or the lab's observer) uses.</summary>
    public static readonly Vantage Resolver = new(VantageKind.Resolver);

    /// <summary>This machine's place in the network.</summary>
    public static readonly Vantage Here = new(VantageKind.Network);

    /// <summary>Inside the recipient's organisation (Microsoft 365, Exchange, or a file of its administrator).</summary>
    public static readonly Vantage Inside = new(VantageKind.Inside);

    /// <summary>One authoritative name server, asked at one of its addresses.</summary>
    public static Vantage Server(string name, string address) => new(VantageKind.NameServer, Names.Canonical(name), address);

    /// <summary>A recursive resolver that is asked by its address, whichever one this machine uses.</summary>
    public static Vantage ResolverAt(string name, string address) => new(VantageKind.Resolver, name, address);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        VantageKind.Resolver when Address is not null => $"resolver {Address}",
        VantageKind.Resolver => "resolver",
        VantageKind.NameServer => $"{Name}/{Address}",
        VantageKind.Network => "here",
        _ => "inside",
    };
}

/// <summary>The kinds of place from which a question is asked.</summary>
public enum VantageKind
{
    /// <summary>A recursive resolver.</summary>
    Resolver,

    /// <summary>An authoritative name server.</summary>
    NameServer,

    /// <summary>The network that the program runs in.</summary>
    Network,

    /// <summary>The inside of the recipient's organisation.</summary>
    Inside,
}
