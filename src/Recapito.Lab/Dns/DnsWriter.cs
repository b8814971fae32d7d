using System.Globalization;
using System.Net;
using System.Text;

namespace Recapito.Lab;

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
