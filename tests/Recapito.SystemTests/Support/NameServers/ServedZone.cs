namespace Recapito.SystemTests;

/// <summary>A zone of the tests, and what is wrong with it: by itself it is signed, whole, and the same on every host.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Hosts">Its name servers, by the names of <see cref="DnsTree.Hosts"/>.</param>
public sealed record ServedZone(string Name, params IReadOnlyList<string> Hosts)
{
    /// <summary>Algorithm of its one key; null where it is not signed.</summary>
    public string? Algorithm { get; init; } = "ECDSAP256SHA256";

    /// <summary>Further arguments of dnssec-signzone.</summary>
    public IReadOnlyList<string> Signing { get; init; } = [];

    /// <summary>Lines of the zone in knot.conf by which Knot signs it while it serves, with a key that all its hosts have; null where a signed file is served.</summary>
    public string? Live { get; init; }

    /// <summary>Further records.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>The host that does not have the zone.</summary>
    public string? Lame { get; init; }

    /// <summary>The host that has an older copy.</summary>
    public string? Behind { get; init; }

    /// <summary>The lines of the signed zone that are served.</summary>
    public Func<string, bool> Keeps { get; init; } = _ => true;

    /// <summary>The DS RRset as the parent gets it.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string>> Ds { get; init; } = ds => ds;

    /// <summary>A name server's name; that of the root's ends in "example" too.</summary>
    public string ServerName(string host) => $"{host}.{(Name is "." ? "example" : Name)}";

    /// <summary>The zone is held by the host.</summary>
    public bool IsAt(string host) => Hosts.Contains(host) && host != Lame;

    public bool IsBelow(ServedZone other) => this != other && (other.Name is "." || Name.EndsWith("." + other.Name, StringComparison.Ordinal));
}
