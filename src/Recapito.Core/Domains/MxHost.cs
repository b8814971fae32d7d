namespace Recapito.Core;

/// <summary>A host that stands in the MX, with its addresses.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Preference">0 to 65535, the lowest one where the host is named more than once; 0 where the domain itself stands in.</param>
/// <param name="IsImplicit">There is no MX; the domain's own address is used (RFC 5321 §5.1).</param>
/// <param name="V4">What the resolver says of its IPv4 addresses; null where it was not asked yet.</param>
/// <param name="V6">The same for IPv6.</param>
internal sealed record MxHost(string Name, int Preference, bool IsImplicit, Observation<RrSet>? V4, Observation<RrSet>? V6)
{
    /// <summary>More hosts than these are not looked at; no domain in order has as many.</summary>
    public const int Most = 20;

    private const int MostAddresses = 8;

    /// <summary>IPv4 addresses before IPv6 ones, eight at most.</summary>
    public IReadOnlyList<string> Addresses => [.. Of(V4).Concat(Of(V6)).Distinct().Take(MostAddresses)];

    /// <summary>Both address types were asked, and the DNS says that there is neither.</summary>
    public bool HasNoAddress => V4 is Absent<RrSet> && V6 is Absent<RrSet>;

    /// <summary>What the resolver says of its CNAME; asked only where it has no address, as else the other answers show an alias.</summary>
    public Observation<RrSet>? Cname { get; init; }

    /// <summary>Where the name is an alias: the answer that shows it.</summary>
    public Present<RrSet>? Alias => new[] { V4, V6, Cname }.OfType<Present<RrSet>>().FirstOrDefault(seen => seen.Value.Alias is not null);

    /// <summary>What was said of its addresses.</summary>
    public IEnumerable<Observation?> Answers => [V4, V6];

    /// <summary>The hosts that the newest version of the zone names.</summary>
    public static IReadOnlyList<MxHost> Of(DomainView view)
    {
        var named = view.Zone.CurrentMx?.Where(mx => mx.Exchange != ".").GroupBy(mx => mx.Exchange)
            .Select(same => (Name: same.Key, Preference: same.Min(mx => mx.Preference), IsImplicit: false)) ?? [];
        var hosts = view.Zone.HasNoMx ? [(view.Domain, 0, true)] : named;
        return [.. hosts.OrderBy(host => host.Preference).ThenBy(host => host.Name, StringComparer.Ordinal).Take(Most)
            .Select(host => new MxHost(host.Name, host.Preference, host.IsImplicit, view.Dns(host.Name, RrType.A), view.Dns(host.Name, RrType.Aaaa)))
            .Select(host => host.HasNoAddress ? host with { Cname = view.Dns(host.Name, RrType.Cname) } : host)];
    }

    private static IEnumerable<string> Of(Observation<RrSet>? seen) => seen is Present<RrSet> set ? set.Value.Addresses.Order(StringComparer.Ordinal) : [];
}
