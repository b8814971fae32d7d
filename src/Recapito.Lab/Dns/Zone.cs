using System.Globalization;

namespace Recapito.Lab;

/// <summary>What an authoritative server or resolver says to a question.</summary>
internal sealed record DnsAnswer(DnsRcode Rcode)
{
    /// <summary>The AA bit.</summary>
    public bool Authoritative { get; init; }

    /// <summary>The RA bit.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>Answer section.</summary>
    public IReadOnlyList<ZoneRecord> Answers { get; init; } = [];

    /// <summary>Authority section.</summary>
    public IReadOnlyList<ZoneRecord> Authority { get; init; } = [];

    /// <summary>Additional section, without OPT.</summary>
    public IReadOnlyList<ZoneRecord> Additional { get; init; } = [];
}

/// <summary>A question (RFC 1035 §4.1.2), name canonical.</summary>
internal readonly record struct DnsQuestion(string Name, DnsType Type);

/// <summary>The data of one zone and the algorithm of RFC 1034 §4.3.2 over them.</summary>
internal sealed class Zone
{
    private const int LongestChain = 16;
    private readonly Dictionary<string, List<ZoneRecord>> byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> existing = new(StringComparer.Ordinal);

    public Zone(string apex, IReadOnlyList<ZoneRecord> records)
    {
        Apex = apex;
        Records = records;
        foreach (var record in records)
        {
            if (!byName.TryGetValue(record.Name, out var list))
            {
                byName[record.Name] = list = [];
            }

            list.Add(record);
            for (var name = record.Name; name is not null && DnsName.IsWithin(name, apex) && existing.Add(name); name = DnsName.Parent(name))
            {
                // Adds the name and the empty non-terminals above it (RFC 4592 §2.2.2).
            }
        }
    }

    /// <summary>Canonical name of the zone.</summary>
    public string Apex { get; }

    /// <summary>Every record in the order of the text.</summary>
    public IReadOnlyList<ZoneRecord> Records { get; }

    /// <summary>The SOA record, or null where the text has none.</summary>
    public ZoneRecord? Soa => Of(Apex, DnsType.Soa).FirstOrDefault();

    /// <summary>The RRset at a name, occluded records too.</summary>
    public IEnumerable<ZoneRecord> Of(string name, DnsType type) =>
        byName.TryGetValue(name, out var list) ? list.Where(record => record.Type == type) : [];

    /// <summary>The answer of a server that is authoritative for this zone.</summary>
    public DnsAnswer Answer(DnsQuestion question)
    {
        var answers = new List<ZoneRecord>();
        var name = question.Name;
        for (var link = 0; link < LongestChain; link++)
        {
            if (Cut(name) is { } cut)
            {
                return Referral(cut, answers);
            }

            var (owner, exists) = Node(name);
            var here = owner is null ? [] : byName.GetValueOrDefault(owner, []);
            var alias = here.Find(record => record.Type is DnsType.Cname);
            if (alias is null || question.Type is DnsType.Cname or DnsType.Any)
            {
                answers.AddRange(here.Where(record => question.Type is DnsType.Any || record.Type == question.Type).Select(record => record with { Name = name }));
                return answers.Exists(record => record.Name == name && record.Type is not DnsType.Cname) || question.Type is DnsType.Cname && alias is not null
                    ? Positive(answers)
                    : Negative(exists ? DnsRcode.NoError : DnsRcode.NxDomain, answers);
            }

            answers.Add(alias with { Name = name });
            name = alias.Fields[0];
            if (!DnsName.IsWithin(name, Apex) || answers.Exists(record => record.Name == name))
            {
                break;
            }
        }

        return Positive(answers);
    }

    /// <summary>The addresses that this zone holds for a name, glue too.</summary>
    public IEnumerable<ZoneRecord> AddressesOf(string name) => Of(name, DnsType.A).Concat(Of(name, DnsType.Aaaa));

    // The owner whose records stand for the name: itself, or the wildcard at its closest encloser (RFC 4592 §3.3.1).
    private (string? Owner, bool Exists) Node(string name)
    {
        if (existing.Contains(name))
        {
            return (name, true);
        }

        var encloser = DnsName.Parent(name);
        while (encloser is not null && !existing.Contains(encloser))
        {
            encloser = DnsName.Parent(encloser);
        }

        var wildcard = encloser is null ? null : DnsName.Join("*", encloser);
        return wildcard is not null && byName.ContainsKey(wildcard) ? (wildcard, true) : (null, false);
    }

    // The highest zone cut on the way from the apex to the name.
    private string? Cut(string name)
    {
        string? cut = null;
        for (var at = name; at is not null && at != Apex; at = DnsName.Parent(at))
        {
            cut = Of(at, DnsType.Ns).Any() ? at : cut;
        }

        return cut;
    }

    private DnsAnswer Referral(string cut, List<ZoneRecord> answers)
    {
        var servers = Of(cut, DnsType.Ns).ToList();
        return new(DnsRcode.NoError)
        {
            Authoritative = answers.Count > 0, Answers = answers, Authority = servers, Additional = Addresses(servers),
        };
    }

    private DnsAnswer Positive(List<ZoneRecord> answers) =>
        new(DnsRcode.NoError) { Authoritative = true, Answers = answers, Additional = Addresses(answers) };

    private DnsAnswer Negative(DnsRcode rcode, List<ZoneRecord> answers)
    {
        // RFC 2308 §5: the negative TTL is the lesser of the SOA's own and its minimum field.
        ZoneRecord[] soa = Soa is { } record
            ? [record with { Ttl = Math.Min(record.Ttl, uint.Parse(record.Fields[6], CultureInfo.InvariantCulture)) }]
            : [];
        return new(rcode) { Authoritative = true, Answers = answers, Authority = soa };
    }

    private List<ZoneRecord> Addresses(List<ZoneRecord> records) =>
        [.. records.Where(record => record.Type is DnsType.Mx or DnsType.Ns or DnsType.Srv).Select(record => record.Fields[^1])
            .Distinct(StringComparer.Ordinal).SelectMany(AddressesOf)];
}
