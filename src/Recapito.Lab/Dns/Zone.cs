namespace Recapito.Lab;

/// <summary>Whose records stand for a name in a zone.</summary>
/// <param name="Owner">The name itself, or the wildcard that stands for it; null where the name does not exist.</param>
/// <param name="Encloser">The closest name at or above it that exists (RFC 4592 §3.3.1).</param>
internal readonly record struct ZoneNode(string? Owner, string Encloser);

/// <summary>The data of one zone.</summary>
internal sealed class Zone
{
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
            for (var name = IsHashed(record) ? null : record.Name; name is not null && DnsName.IsWithin(name, apex) && existing.Add(name); name = DnsName.Parent(name))
            {
                // Adds the name and the empty non-terminals above it (RFC 4592 §2.2.2).
            }
        }

        Denial = records.Any(record => record.Type is DnsType.Nsec3) ? new HashedDenial(this)
            : records.Any(record => record.Type is DnsType.Nsec) ? new NamedDenial(this)
            : null;
    }

    /// <summary>Canonical name of the zone.</summary>
    public string Apex { get; }

    /// <summary>Every record in the order of the text.</summary>
    public IReadOnlyList<ZoneRecord> Records { get; }

    /// <summary>What proves that something does not exist; null in a zone that cannot prove it.</summary>
    public IDenial? Denial { get; }

    /// <summary>The SOA record, or null where the text has none.</summary>
    public ZoneRecord? Soa => Of(Apex, DnsType.Soa).FirstOrDefault();

    /// <summary>The names that exist, empty non-terminals too.</summary>
    public IReadOnlyCollection<string> ExistingNames => existing;

    /// <summary>Every record at a name.</summary>
    public IReadOnlyList<ZoneRecord> At(string name) => byName.GetValueOrDefault(name, []);

    /// <summary>The RRset at a name, occluded records too.</summary>
    public IEnumerable<ZoneRecord> Of(string name, DnsType type) => At(name).Where(record => record.Type == type);

    /// <summary>The signatures of an RRset.</summary>
    public IEnumerable<ZoneRecord> SignaturesOf(string name, DnsType type)
    {
        var covered = DnsTypeName.Of(type);
        return Of(name, DnsType.Rrsig).Where(record => !record.IsGeneric && record.Fields[0] == covered);
    }

    /// <summary>The answer of a server that is authoritative for this zone.</summary>
    public DnsAnswer Answer(DnsQuestion question) => new ZoneLookup(this, question).Answer();

    /// <summary>The addresses that this zone holds for a name, glue too.</summary>
    public IEnumerable<ZoneRecord> AddressesOf(string name) => Of(name, DnsType.A).Concat(Of(name, DnsType.Aaaa));

    /// <summary>Whose records stand for a name of this zone.</summary>
    public ZoneNode Node(string name)
    {
        if (existing.Contains(name))
        {
            return new(name, name);
        }

        var encloser = DnsName.Parent(name);
        while (encloser is not null && encloser != Apex && !existing.Contains(encloser))
        {
            encloser = DnsName.Parent(encloser);
        }

        var wildcard = DnsName.Join("*", encloser ?? Apex);
        return new(existing.Contains(wildcard) ? wildcard : null, encloser ?? Apex);
    }

    // The owner names of hashed denial are no names of the zone (RFC 5155 §7.2.8).
    private static bool IsHashed(ZoneRecord record) =>
        record.Type is DnsType.Nsec3 || (record.Type is DnsType.Rrsig && record.Fields[0] == DnsTypeName.Of(DnsType.Nsec3));
}
