using System.Globalization;
using System.Security.Cryptography;

namespace Recapito.Lab;

/// <summary>The records that prove that something is not in a zone.</summary>
internal interface IDenial
{
    /// <summary>The name exists without that type.</summary>
    IEnumerable<ZoneRecord> NoData(string name);

    /// <summary>A wildcard stands for the name, without that type.</summary>
    IEnumerable<ZoneRecord> NoDataAtWildcard(string name, string encloser);

    /// <summary>The name does not exist, and no wildcard stands for it.</summary>
    IEnumerable<ZoneRecord> NoName(string name, string encloser);

    /// <summary>The name itself does not exist, so that a wildcard may stand for it.</summary>
    IEnumerable<ZoneRecord> Expanded(string name, string encloser);

    /// <summary>The delegation has no DS.</summary>
    IEnumerable<ZoneRecord> NoSigner(string cut);
}

/// <summary>Denial by NSEC (RFC 4035 §3.1.3).</summary>
internal sealed class NamedDenial(Zone zone) : IDenial
{
    private readonly List<ZoneRecord> chain = [.. zone.Records.Where(record => record is { Type: DnsType.Nsec, IsGeneric: false })
        .OrderBy(record => record.Name, Comparer<string>.Create(DnsName.Compare))];

    public IEnumerable<ZoneRecord> NoData(string name) => [Nearest(name)];

    public IEnumerable<ZoneRecord> NoDataAtWildcard(string name, string encloser) => [Nearest(name), Nearest(DnsName.Join("*", encloser))];

    public IEnumerable<ZoneRecord> NoName(string name, string encloser) => [Nearest(name), Nearest(DnsName.Join("*", encloser))];

    public IEnumerable<ZoneRecord> Expanded(string name, string encloser) => [Nearest(name)];

    public IEnumerable<ZoneRecord> NoSigner(string cut) => [Nearest(cut)];

    // The record at the name, or the one whose gap the name lies in; before the first one, that is the last one's.
    private ZoneRecord Nearest(string name) => chain.FindLast(record => DnsName.Compare(record.Name, name) <= 0) ?? chain[^1];
}

/// <summary>Denial by NSEC3 (RFC 5155 §7.2).</summary>
internal sealed class HashedDenial : IDenial
{
    private readonly Zone zone;
    private readonly List<ZoneRecord> chain;
    private readonly byte[] salt;
    private readonly int iterations;

    public HashedDenial(Zone zone)
    {
        this.zone = zone;
        chain = [.. zone.Records.Where(record => record is { Type: DnsType.Nsec3, IsGeneric: false }).OrderBy(record => record.Name, StringComparer.Ordinal)];
        (iterations, salt) = chain is [var first, ..]
            ? (int.Parse(first.Fields[2], CultureInfo.InvariantCulture), first.Fields[3] is "-" ? [] : Convert.FromHexString(first.Fields[3]))
            : (0, []);
    }

    public IEnumerable<ZoneRecord> NoData(string name) => NoSigner(name);

    public IEnumerable<ZoneRecord> NoDataAtWildcard(string name, string encloser) =>
        [.. At(encloser), .. Around(NextCloser(name, encloser)), .. At(DnsName.Join("*", encloser))];

    public IEnumerable<ZoneRecord> NoName(string name, string encloser) =>
        [.. At(encloser), .. Around(NextCloser(name, encloser)), .. Around(DnsName.Join("*", encloser))];

    public IEnumerable<ZoneRecord> Expanded(string name, string encloser) => Around(NextCloser(name, encloser));

    // With opt-out a delegation may have no record of its own (RFC 5155 §7.2.4).
    public IEnumerable<ZoneRecord> NoSigner(string cut)
    {
        var own = At(cut).ToList();
        if (own.Count > 0)
        {
            return own;
        }

        var encloser = DnsName.Parent(cut);
        while (encloser is not null && encloser != zone.Apex && !At(encloser).Any())
        {
            encloser = DnsName.Parent(encloser);
        }

        return encloser is null ? [] : [.. At(encloser), .. Around(NextCloser(cut, encloser))];
    }

    /// <summary>The hash of a name in base32hex (RFC 5155 §5).</summary>
    public static string Hash(string name, int iterations, byte[] salt)
    {
        var hash = DnsName.Octets(name);
        for (var round = 0; round <= iterations; round++)
        {
#pragma warning disable CA5350 // SHA-1 is the only algorithm that RFC 5155 §11 defines.
            hash = SHA1.HashData([.. hash, .. salt]);
#pragma warning restore CA5350
        }

        return Base32Hex.Encode(hash);
    }

    private static string NextCloser(string name, string encloser)
    {
        var closer = name;
        for (var at = name; at is not null && at != encloser; at = DnsName.Parent(at))
        {
            closer = at;
        }

        return closer;
    }

    private string Owner(string name) => DnsName.Join(Hash(name, iterations, salt), zone.Apex);

    private IEnumerable<ZoneRecord> At(string name) => zone.Of(Owner(name), DnsType.Nsec3);

    private IEnumerable<ZoneRecord> Around(string name)
    {
        var owner = Owner(name);
        return chain is [] ? [] : [chain.FindLast(record => string.CompareOrdinal(record.Name, owner) <= 0) ?? chain[^1]];
    }
}
