namespace Recapito.Core;

/// <summary>An RRset becomes another one: what a DNS change is, whatever its type.</summary>
/// <param name="Owner">Canonical owner name.</param>
/// <param name="Type">One of <see cref="Types"/>.</param>
/// <param name="Ttl">TTL that the new records get, in seconds.</param>
/// <param name="Before">RDATA of the records as they were seen, in the form of <see cref="DnsRecord.Data"/>; empty where there were none.</param>
/// <param name="After">RDATA of the records as they should be; empty where none should stay.</param>
public sealed record RrSetChange(string Owner, RrType Type, uint Ttl, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>The types that a plan may change. SOA and NS hold the zone together (RFC 2136 §3.4.2.3, §7.13); the records of DNSSEC are the signer's.</summary>
    public static IReadOnlyList<RrType> Types { get; } =
        [RrType.A, RrType.Aaaa, RrType.Cname, RrType.Mx, RrType.Txt, RrType.Srv, RrType.Ptr, RrType.Ds, RrType.Tlsa, RrType.Caa];

    /// <summary>The way back.</summary>
    /// <param name="ttl">TTL of the old records.</param>
    /// <param name="old">The old records, as they were when they were replaced.</param>
    public RrSetChange Back(uint ttl, IReadOnlyList<string> old) => this with { Ttl = ttl, Before = After, After = old };

    /// <summary>True where both hold the same records: their order, the case of names and records that stand twice do not count (RFC 2181 §5).</summary>
    public static bool AreSame(RrType type, IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Keys(type, one).SetEquals(Keys(type, other));
    }

    private static HashSet<string> Keys(RrType type, IEnumerable<string> records) =>
        [.. records.Select(data => RecordWire.Rdata(type, data) is { } wire ? Convert.ToHexString(wire) : "?" + data)];
}
