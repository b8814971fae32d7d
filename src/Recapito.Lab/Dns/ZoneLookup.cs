using System.Globalization;

namespace Recapito.Lab;

/// <summary>One question to one zone: the algorithm of RFC 1034 §4.3.2, with DNAME (RFC 6672 §3.2) and signatures (RFC 4035 §3.1).</summary>
internal sealed class ZoneLookup(Zone zone, DnsQuestion question)
{
    private const int LongestChain = 16;
    private readonly List<ZoneRecord> answers = [];
    private readonly List<ZoneRecord> proofs = [];
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    private bool Proves => question.DnssecOk && zone.Denial is not null;

    public DnsAnswer Answer()
    {
        var name = question.Name;
        for (var link = 0; link < LongestChain; link++)
        {
            if (End(ref name) is { } end)
            {
                return question.DnssecOk ? Signed(end) : end;
            }

            if (!DnsName.IsWithin(name, zone.Apex) || answers.Exists(record => record.Name == name))
            {
                break;
            }
        }

        return question.DnssecOk ? Signed(Positive()) : Positive();
    }

    // The answer that ends the search at a name; null where an alias leads on, and the name is then its target.
    private DnsAnswer? End(ref string name)
    {
        foreach (var at in FromApexTo(name))
        {
            if (at != name && zone.Of(at, DnsType.Dname).FirstOrDefault() is { IsGeneric: false } dname)
            {
                return Renamed(dname, ref name);
            }

            if (at != zone.Apex && zone.Of(at, DnsType.Ns).Any() && !(at == name && question.Type is DnsType.Ds))
            {
                return Referral(at);
            }
        }

        var node = zone.Node(name);
        if (node.Owner is null)
        {
            Prove(zone.Denial?.NoName(name, node.Encloser));
            return Negative(DnsRcode.NxDomain);
        }

        return AtNode(node, ref name);
    }

    private DnsAnswer? AtNode(ZoneNode node, ref string name)
    {
        var owner = node.Owner!;
        var here = zone.At(owner);
        var alias = here.FirstOrDefault(record => record is { Type: DnsType.Cname, IsGeneric: false });
        var asked = name;
        sources[name] = owner;
        if (alias is null || question.Type is DnsType.Cname or DnsType.Any or DnsType.Rrsig or DnsType.Nsec)
        {
            var found = here.Where(record => question.Type is DnsType.Any || record.Type == question.Type).Select(record => record with { Name = asked }).ToList();
            answers.AddRange(found);
            if (found.Count == 0)
            {
                Prove(owner == name ? zone.Denial?.NoData(name) : zone.Denial?.NoDataAtWildcard(name, node.Encloser));
                return Negative(DnsRcode.NoError);
            }

            Prove(owner == name ? null : zone.Denial?.Expanded(name, node.Encloser));
            return Positive();
        }

        answers.Add(alias with { Name = name });
        Prove(owner == name ? null : zone.Denial?.Expanded(name, node.Encloser));
        name = alias.Fields[0];
        return null;
    }

    private Stack<string> FromApexTo(string name)
    {
        var way = new Stack<string>();
        for (var at = name; at is not null; at = at == zone.Apex ? null : DnsName.Parent(at))
        {
            way.Push(at);
        }

        return way;
    }

    // RFC 6672 §3.1: a CNAME is made for those who do not know the type; its TTL is that of the DNAME.
    private DnsAnswer? Renamed(ZoneRecord dname, ref string name)
    {
        var below = dname.Name is "." ? name : name[..^(dname.Name.Length + 1)];
        var target = DnsName.Join(below, dname.Fields[0]);
        answers.Add(dname);
        if (DnsName.Octets(target).Length > 255)
        {
            return Positive() with { Rcode = DnsRcode.YxDomain };
        }

        answers.Add(new(name, DnsType.Cname, dname.Ttl, [target]));
        if (question.Type is DnsType.Cname or DnsType.Any)
        {
            return Positive();
        }

        name = target;
        return null;
    }

    private DnsAnswer Referral(string cut)
    {
        var servers = zone.Of(cut, DnsType.Ns).ToList();
        var signers = question.DnssecOk ? zone.Of(cut, DnsType.Ds).ToList() : [];
        if (signers.Count == 0)
        {
            Prove(zone.Denial?.NoSigner(cut));
        }

        return new(DnsRcode.NoError)
        {
            Authoritative = answers.Count > 0, Answers = answers, Authority = [.. servers, .. signers, .. proofs], Additional = Addresses(servers),
        };
    }

    private DnsAnswer Positive() => new(DnsRcode.NoError) { Authoritative = true, Answers = answers, Authority = proofs, Additional = Addresses(answers) };

    private DnsAnswer Negative(DnsRcode rcode)
    {
        // RFC 2308 §5: the negative TTL is the lesser of the SOA's own and its minimum field.
        ZoneRecord[] soa = zone.Soa is { IsGeneric: false } record
            ? [record with { Ttl = Math.Min(record.Ttl, uint.Parse(record.Fields[6], CultureInfo.InvariantCulture)) }]
            : [];
        return new(rcode) { Authoritative = true, Answers = answers, Authority = [.. soa, .. proofs] };
    }

    private List<ZoneRecord> Addresses(List<ZoneRecord> records) =>
        [.. records.Where(record => record.Type is DnsType.Mx or DnsType.Ns or DnsType.Srv && !record.IsGeneric).Select(record => record.Fields[^1])
            .Distinct(StringComparer.Ordinal).SelectMany(zone.AddressesOf)];

    private void Prove(IEnumerable<ZoneRecord>? records)
    {
        if (Proves && records is not null)
        {
            proofs.AddRange(records.Where(record => !proofs.Contains(record)));
        }
    }

    private DnsAnswer Signed(DnsAnswer plain) => plain with
    {
        Answers = WithSignatures(plain.Answers), Authority = WithSignatures(plain.Authority), Additional = WithSignatures(plain.Additional),
    };

    // Each RRset with its signatures behind it; the signatures of a wildcard stand for the names that it is expanded to (RFC 4035 §3.1.3.3).
    private List<ZoneRecord> WithSignatures(IReadOnlyList<ZoneRecord> section)
    {
        var signed = new List<ZoneRecord>();
        foreach (var set in section.GroupBy(record => (record.Name, record.Type)))
        {
            signed.AddRange(set);
            if (question.Type is not DnsType.Any)
            {
                var ttl = set.Min(record => record.Ttl);
                signed.AddRange(zone.SignaturesOf(sources.GetValueOrDefault(set.Key.Name, set.Key.Name), set.Key.Type).Select(record => record with { Name = set.Key.Name, Ttl = Math.Min(record.Ttl, ttl) }));
            }
        }

        return signed;
    }
}
