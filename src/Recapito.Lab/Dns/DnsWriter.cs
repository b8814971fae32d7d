namespace Recapito.Lab;

/// <summary>Writes one DNS message with compressed names (RFC 1035 §4.1.4).</summary>
internal sealed class DnsWriter
{
    private readonly List<byte> octets = new(512);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <param name="query">The query: number, question and the bits that an answer repeats.</param>
    /// <param name="answer">What is said.</param>
    /// <param name="truncated">TC.</param>
    /// <param name="edns">The OPT record; null for none.</param>
    public DnsWriter(DnsQuery query, DnsAnswer answer, bool truncated, Edns? edns)
    {
        // Opcode and RD are repeated (RFC 1035 §4.1.1); CD by resolvers only (RFC 4035 §3.2.2), an authoritative server clears it (§3.1.6).
        var flags = 0x8000 | (query.Flags & (answer.RecursionAvailable ? 0x7910 : 0x7900)) | (answer.Authoritative ? 0x0400 : 0) | (truncated ? 0x0200 : 0)
            | (answer.RecursionAvailable ? 0x0080 : 0) | (answer.AuthenticData ? 0x0020 : 0) | ((int)answer.Rcode & 15);
        Short(query.Id);
        Short(flags);
        Short(query.RawQuestion.Length > 0 ? 1 : 0);
        Short(answer.Answers.Count);
        Short(answer.Authority.Count);
        Short(answer.Additional.Count + (edns is null ? 0 : 1));
        if (query.Question is { } question)
        {
            Remember(question.Name, octets.Count);
        }

        octets.AddRange(query.RawQuestion);
        foreach (var record in answer.Answers.Concat(answer.Authority).Concat(answer.Additional))
        {
            Record(record);
        }

        if (edns is not null)
        {
            Opt(edns, (int)answer.Rcode >> 4);
        }
    }

    public byte[] Octets => [.. octets];

    private void Record(ZoneRecord record)
    {
        Name(record.Name);
        Short((int)record.Type);
        Short(1);
        Long(record.Ttl);
        var length = octets.Count;
        Short(0);
        RDataOctets.Append(octets, record, Name);
        var size = octets.Count - length - 2;
        octets[length] = (byte)(size >> 8);
        octets[length + 1] = (byte)size;
    }

    private void Opt(Edns edns, int upperRcode)
    {
        octets.Add(0);
        Short((int)DnsType.Opt);
        Short(edns.Size);
        octets.Add((byte)upperRcode);
        octets.Add((byte)edns.Version);
        Short(edns.Flags);
        Short(edns.Options.Sum(option => option.Data.Length + 4));
        foreach (var option in edns.Options)
        {
            Short(option.Code);
            Short(option.Data.Length);
            octets.AddRange(option.Data);
        }
    }

    private void Name(string name)
    {
        string? rest = name;
        foreach (var label in DnsName.Labels(name))
        {
            if (places.TryGetValue(rest!, out var place))
            {
                Short(0xC000 | place);
                return;
            }

            if (octets.Count < 0x4000)
            {
                places.TryAdd(rest!, octets.Count);
            }

            octets.Add((byte)label.Length);
            octets.AddRange(label);
            rest = DnsName.Parent(rest!);
        }

        octets.Add(0);
    }

    private void Remember(string name, int place)
    {
        string? rest = name;
        foreach (var label in DnsName.Labels(name))
        {
            places.TryAdd(rest!, place);
            place += label.Length + 1;
            rest = DnsName.Parent(rest!);
        }
    }

    private void Short(int value)
    {
        octets.Add((byte)(value >> 8));
        octets.Add((byte)value);
    }

    private void Long(uint value)
    {
        Short((int)(value >> 16));
        Short((int)(value & 0xFFFF));
    }
}
