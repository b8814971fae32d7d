using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Recapito.Lab;

/// <summary>A query as it came over the wire.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Flags">The second 16 bits of the header.</param>
/// <param name="Question">The question; null where it cannot be read.</param>
/// <param name="RawQuestion">The question section's octets, so that the echo keeps the asker's letters.</param>
/// <param name="Class">The question's class, 1 for IN.</param>
/// <param name="EdnsSize">The asker's UDP size in octets; null without EDNS (RFC 6891 §6.2.3).</param>
internal sealed record DnsQuery(ushort Id, ushort Flags, DnsQuestion? Question, byte[] RawQuestion, int Class, int? EdnsSize)
{
    /// <summary>The operation, 0 for a query.</summary>
    public int Opcode => (Flags >> 11) & 15;
}

/// <summary>The lab's own codec for DNS messages (RFC 1035 §4). Not shared with the probes, so that neither hides the other's defects.</summary>
internal static class DnsWire
{
    /// <summary>Largest UDP message without EDNS, octets (RFC 1035 §4.2.1).</summary>
    public const int ClassicUdpSize = 512;

    /// <summary>Largest UDP message that is ever sent, octets; as Knot and BIND do (DNS flag day 2020).</summary>
    public const int LargestUdpSize = 1232;

    private const int HeaderSize = 12;

    /// <summary>A query, or null where the octets are none (too short, or a response) and nothing is to be answered.</summary>
    public static DnsQuery? ReadQuery(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderSize || (message[2] & 0x80) != 0)
        {
            return null;
        }

        var id = BinaryPrimitives.ReadUInt16BigEndian(message);
        var flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        var at = HeaderSize;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1 || ReadName(message, ref at) is not { } name || at + 4 > message.Length)
        {
            return new(id, flags, null, [], 1, null);
        }

        var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        var @class = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
        at += 4;
        return new(id, flags, new(name, type), message[HeaderSize..at].ToArray(), @class, EdnsSize(message, at));
    }

    /// <summary>The response to a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="answer">What is said.</param>
    /// <param name="limit">Largest size in octets; what does not fit is cut with TC set (RFC 2181 §9).</param>
    /// <param name="truncate">True to set TC and leave the records out at any size.</param>
    public static byte[] WriteResponse(DnsQuery query, DnsAnswer answer, int limit, bool truncate = false)
    {
        var full = truncate ? null : new DnsWriter(query, answer, false).Octets;
        if (full is not null && full.Length <= limit)
        {
            return full;
        }

        // The additional section may be left out without saying so.
        var lean = truncate || answer.Additional.Count == 0 ? null : new DnsWriter(query, answer with { Additional = [] }, false).Octets;
        return lean is not null && lean.Length <= limit
            ? lean
            : new DnsWriter(query, answer with { Answers = [], Authority = [], Additional = [] }, true).Octets;
    }

    /// <summary>Largest UDP response to this query, octets.</summary>
    public static int UdpLimit(DnsQuery query) => Math.Clamp(query.EdnsSize ?? ClassicUdpSize, ClassicUdpSize, LargestUdpSize);

    // A compressed name cannot be needed in a question; a pointer there is an error.
    private static string? ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        while (at < message.Length && message[at] != 0)
        {
            var length = message[at];
            if (length > 63 || at + 1 + length >= message.Length || name.Length > 1020)
            {
                return null;
            }

            name.Append(name.Length > 0 ? "." : "").Append(DnsName.Escape(message.Slice(at + 1, length)));
            at += length + 1;
        }

        return at++ >= message.Length ? null : name.Length == 0 ? "." : name.ToString();
    }

    private static int? EdnsSize(ReadOnlySpan<byte> message, int at)
    {
        var opt = BinaryPrimitives.ReadUInt16BigEndian(message[10..]) > 0 && at + 11 <= message.Length
            && message[at] == 0 && BinaryPrimitives.ReadUInt16BigEndian(message[(at + 1)..]) == (int)DnsType.Opt;
        return opt ? BinaryPrimitives.ReadUInt16BigEndian(message[(at + 3)..]) : null;
    }
}

/// <summary>Writes one DNS message with compressed names (RFC 1035 §4.1.4).</summary>
internal sealed class DnsWriter
{
    private readonly List<byte> octets = new(512);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public DnsWriter(DnsQuery query, DnsAnswer answer, bool truncated)
    {
        var flags = 0x8000 | (query.Flags & 0x7900) | (answer.Authoritative ? 0x0400 : 0) | (truncated ? 0x0200 : 0)
            | (answer.RecursionAvailable ? 0x0080 : 0) | (int)answer.Rcode;
        Short(query.Id);
        Short(flags);
        Short(query.RawQuestion.Length > 0 ? 1 : 0);
        Short(answer.Answers.Count);
        Short(answer.Authority.Count);
        Short(answer.Additional.Count + (query.EdnsSize is null ? 0 : 1));
        if (query.Question is { } question)
        {
            Remember(question.Name, octets.Count);
        }

        octets.AddRange(query.RawQuestion);
        foreach (var record in answer.Answers.Concat(answer.Authority).Concat(answer.Additional))
        {
            Record(record);
        }

        if (query.EdnsSize is not null)
        {
            octets.AddRange([0, 0, (byte)DnsType.Opt, DnsWire.LargestUdpSize >> 8, DnsWire.LargestUdpSize & 255, 0, 0, 0, 0, 0, 0]);
        }
    }

    public byte[] Octets => [.. octets];

    private void Record(ZoneRecord record)
    {
        Name(record.Name, compress: true);
        Short((int)record.Type);
        Short(1);
        Long(record.Ttl);
        var length = octets.Count;
        Short(0);
        Data(record);
        var size = octets.Count - length - 2;
        octets[length] = (byte)(size >> 8);
        octets[length + 1] = (byte)size;
    }

    private void Data(ZoneRecord record)
    {
        var field = record.Fields;
        switch (record.Type)
        {
            case DnsType.A or DnsType.Aaaa:
                octets.AddRange(IPAddress.Parse(field[0]).GetAddressBytes());
                break;
            case DnsType.Txt:
                foreach (var text in field)
                {
                    Text(text);
                }

                break;
            case DnsType.Caa:
                octets.Add(byte.Parse(field[0], CultureInfo.InvariantCulture));
                Text(field[1]);
                octets.AddRange(Encoding.Latin1.GetBytes(field[2]));
                break;
            case DnsType.Tlsa:
                octets.AddRange(field.Take(3).Select(octet => byte.Parse(octet, CultureInfo.InvariantCulture)));
                octets.AddRange(Convert.FromHexString(field[3]));
                break;
            default:
                NamesAndNumbers(record);
                break;
        }
    }

    private void NamesAndNumbers(ZoneRecord record)
    {
        for (var i = 0; i < record.Fields.Count; i++)
        {
            if (RData.IsName(record.Type, i))
            {
                // RFC 2782: the target of SRV is not compressed.
                Name(record.Fields[i], compress: record.Type is not DnsType.Srv);
            }
            else if (record.Type is DnsType.Soa)
            {
                Long(uint.Parse(record.Fields[i], CultureInfo.InvariantCulture));
            }
            else
            {
                Short(int.Parse(record.Fields[i], CultureInfo.InvariantCulture));
            }
        }
    }

    private void Name(string name, bool compress)
    {
        string? rest = name;
        foreach (var label in DnsName.Labels(name))
        {
            if (compress && places.TryGetValue(rest!, out var place))
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

    private void Text(string text)
    {
        octets.Add((byte)text.Length);
        octets.AddRange(Encoding.Latin1.GetBytes(text));
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
