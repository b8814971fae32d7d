using System.Globalization;

namespace Recapito.Lab;

/// <summary>What NSEC and NSEC3 records of one zone prove (RFC 4035 §5.4, RFC 5155 §8).</summary>
internal sealed class Proof(string zone, IReadOnlyList<ZoneRecord> records)
{
    private readonly ZoneRecord? hashed = records.FirstOrDefault(record => record.Type is DnsType.Nsec3);

    /// <summary>Rounds of hashing; 0 without NSEC3.</summary>
    public int Iterations => hashed is null ? 0 : int.Parse(hashed.Fields[2], CultureInfo.InvariantCulture);

    /// <summary>The name, or what of it comes next below the names that exist, does not exist.</summary>
    public bool Covers(string name) => hashed is null ? Gap(name) is not null : NextCloser(name) is { } closer && GapOfHash(closer) is not null;

    /// <summary>Neither the name exists nor a wildcard for it.</summary>
    public bool DeniesName(string name) => hashed is null
        ? Gap(name) is { } gap && !DnsName.IsWithin(gap.Fields[0], name) && Gap(DnsName.Join("*", Encloser(name, gap))) is not null
        : NextCloser(name) is { } closer && GapOfHash(closer) is not null && GapOfHash(DnsName.Join("*", DnsName.Parent(closer)!)) is not null;

    /// <summary>The name, or the wildcard that stands for it, has no such type; or it is only there because of names below it.</summary>
    public bool DeniesType(string name, DnsType type)
    {
        if (At(name) is { } own)
        {
            return Lacks(own, type);
        }

        if (hashed is null)
        {
            return Gap(name) is { } gap && (DnsName.IsWithin(gap.Fields[0], name) || (At(DnsName.Join("*", Encloser(name, gap))) is { } wildcard && Lacks(wildcard, type)));
        }

        return NextCloser(name) is { } closer && GapOfHash(closer) is not null && At(DnsName.Join("*", DnsName.Parent(closer)!)) is { } star && Lacks(star, type);
    }

    /// <summary>The name is a delegation, and it has no DS.</summary>
    public bool DelegatesInsecurely(string name) => At(name) is { } own && Types(own).Contains("NS") && !Types(own).Contains("DS") && !Types(own).Contains("SOA");

    /// <summary>The name may be a delegation that is left out (RFC 5155 §6).</summary>
    public bool OptsOut(string name) => hashed is not null && At(name) is null && NextCloser(name) is { } closer && GapOfHash(closer) is { } gap && gap.Fields[1] is "1";

    private static IEnumerable<string> Types(ZoneRecord record) => record.Fields.Skip(record.Type is DnsType.Nsec ? 1 : 5);

    // At a delegation the parent's record speaks of DS only (RFC 4035 §5.4).
    private static bool Lacks(ZoneRecord record, DnsType type) => !Types(record).Contains(DnsTypeName.Of(type)) && !Types(record).Contains("CNAME")
        && (type is DnsType.Ds ? !Types(record).Contains("SOA") : !Types(record).Contains("NS") || Types(record).Contains("SOA"));

    private ZoneRecord? At(string name)
    {
        var owner = hashed is null ? name : DnsName.Join(Hash(name), zone);
        return records.FirstOrDefault(record => record.Name == owner);
    }

    private ZoneRecord? Gap(string name) => records.FirstOrDefault(record => record.Type is DnsType.Nsec && DnsName.Compare(record.Name, name) < 0
        && (DnsName.Compare(name, record.Fields[0]) < 0 || record.Fields[0] == zone));

    private ZoneRecord? GapOfHash(string name)
    {
        var hash = Hash(name);
        return records.FirstOrDefault(record =>
        {
            var (own, next) = (record.Name.Split('.')[0], record.Fields[4]);
            var (after, before) = (string.CompareOrdinal(own, hash) < 0, string.CompareOrdinal(hash, next) < 0);
            return string.CompareOrdinal(own, next) < 0 ? after && before : after || before;
        });
    }

    // The longest name above a missing one that the ends of its gap prove to exist.
    private static string Encloser(string name, ZoneRecord gap)
    {
        var at = DnsName.Parent(name)!;
        while (at is not "." && !DnsName.IsWithin(gap.Name, at) && !DnsName.IsWithin(gap.Fields[0], at))
        {
            at = DnsName.Parent(at)!;
        }

        return at;
    }

    // One label below the closest name above that has a record of its own.
    private string? NextCloser(string name)
    {
        for (var (at, above) = (name, DnsName.Parent(name)); above is not null && DnsName.IsWithin(above, zone); (at, above) = (above, DnsName.Parent(above)))
        {
            if (At(above) is not null)
            {
                return at;
            }
        }

        return null;
    }

    private string Hash(string name) =>
        HashedDenial.Hash(name, Iterations, hashed!.Fields[3] is "-" ? [] : Convert.FromHexString(hashed.Fields[3]));
}
