using System.Globalization;

namespace Recapito.Lab;

/// <summary>Makes the NSEC or NSEC3 records of a zone (RFC 4035 §2.3, RFC 5155 §7.1).</summary>
internal sealed class DenialChain
{
    private readonly string apex;
    private readonly WorldSigning how;
    private readonly AuthoritativeNames names;
    private readonly Dictionary<string, List<ZoneRecord>> byName;
    private readonly uint ttl;

    public DenialChain(string apex, IReadOnlyList<ZoneRecord> records, WorldSigning how)
    {
        (this.apex, this.how) = (apex, how);
        names = new(apex, records);
        byName = records.Where(record => !names.IsHidden(record.Name)).GroupBy(record => record.Name).ToDictionary(group => group.Key, group => group.ToList());

        // RFC 9077 §3: as long as a negative answer.
        var soa = records.FirstOrDefault(record => record is { Type: DnsType.Soa, IsGeneric: false });
        ttl = soa is null ? ZoneFile.DefaultTtl : Math.Min(soa.Ttl, uint.Parse(soa.Fields[6], CultureInfo.InvariantCulture));
    }

    public IEnumerable<ZoneRecord> Records() => how.Denial is "nsec3" ? Hashed() : Named();

    private List<ZoneRecord> Named()
    {
        var chain = byName.Keys.Order(Comparer<string>.Create(DnsName.Compare)).ToList();
        return [.. chain.Select((name, i) => new ZoneRecord(name, DnsType.Nsec, ttl, [chain[(i + 1) % chain.Count], .. Types(name, [DnsType.Rrsig, DnsType.Nsec])]))];
    }

    private List<ZoneRecord> Hashed()
    {
        var salt = how.Salt is "-" ? [] : Convert.FromHexString(how.Salt);
        var all = byName.Keys.Where(name => !how.OptOut || !names.IsCut(name) || IsSecure(name)).SelectMany(UpToApex).Distinct(StringComparer.Ordinal);
        var chain = all.Select(name => (Hash: HashedDenial.Hash(name, how.Iterations, salt), Name: name)).OrderBy(entry => entry.Hash, StringComparer.Ordinal).ToList();
        string[] head = ["1", how.OptOut ? "1" : "0", how.Iterations.ToString(CultureInfo.InvariantCulture), how.Salt];
        return [.. chain.Select((entry, i) => new ZoneRecord(DnsName.Join(entry.Hash, apex), DnsType.Nsec3, ttl,
            [.. head, chain[(i + 1) % chain.Count].Hash, .. Types(entry.Name, byName.ContainsKey(entry.Name) && (!names.IsCut(entry.Name) || IsSecure(entry.Name)) ? [DnsType.Rrsig] : [])]))];
    }

    private bool IsSecure(string cut) => byName[cut].Exists(record => record.Type is DnsType.Ds);

    // The name and the empty non-terminals above it.
    private IEnumerable<string> UpToApex(string name)
    {
        for (var at = name; at is not null; at = at == apex ? null : DnsName.Parent(at))
        {
            yield return at;
        }
    }

    private IEnumerable<string> Types(string name, DnsType[] more) => byName.GetValueOrDefault(name, []).Select(record => record.Type)
        .Where(type => !names.IsCut(name) || type is DnsType.Ns or DnsType.Ds).Concat(more).Distinct().OrderBy(type => (int)type).Select(DnsTypeName.Of);
}
