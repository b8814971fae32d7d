namespace Recapito.Core;

/// <summary>A recursive resolver that is watched.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Address">IP address in text.</param>
public sealed record WatchedResolver(string Name, string Address)
{
    /// <summary>Resolvers that anyone may ask, one address of each operator (IPv4, as it works nearly everywhere).</summary>
    public static IReadOnlyList<WatchedResolver> WellKnown { get; } =
    [
        new("Cloudflare", "1.1.1.1"),
        new("Google", "8.8.8.8"),
        new("Quad9", "9.9.9.9"),
        new("OpenDNS", "208.67.222.222"),
    ];

    internal Vantage Vantage => Vantage.ResolverAt(Name, Address);
}

/// <summary>What is watched: one RRset on its way from its authoritative servers into the caches.</summary>
/// <param name="Domain">Canonical owner name.</param>
/// <param name="Type">Record type.</param>
public sealed record WatchSubject(string Domain, RrType Type)
{
    /// <summary>The shortest time between two rounds at one server.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    /// <summary>The types that can be watched: those that stand in the zone itself.</summary>
    public static IReadOnlyList<RrType> Types { get; } = [RrType.Mx, RrType.A, RrType.Aaaa, RrType.Cname, RrType.Ns, RrType.Txt];

    /// <summary>The type as it is written: "MX" ….</summary>
    public string TypeName => ObservationJson.TypeName(Type);

    /// <summary>The type of that name; null for one that cannot be watched.</summary>
    public static RrType? TypeNamed(string name) =>
        Types.Where(type => ObservationJson.TypeName(type).Equals(name, StringComparison.OrdinalIgnoreCase)).Cast<RrType?>().FirstOrDefault();

    /// <summary>The answer that is waited for; null for the newest that the authoritative servers give.</summary>
    public ExpectedAnswer? Expected { get; init; }

    /// <summary>The resolvers that are asked.</summary>
    public IReadOnlyList<WatchedResolver> Resolvers { get; init; } = WatchedResolver.WellKnown;

    /// <summary>How often an authoritative server is asked; at least <see cref="ShortestInterval"/>.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>False to leave the mail hosts alone.</summary>
    public bool Smtp { get; init; } = true;
}
