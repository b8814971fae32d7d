using System.Globalization;
using System.Net;
using System.Text;

namespace Recapito.Lab;

/// <summary>RDATA on the wire.</summary>
internal static class RDataOctets
{
    /// <summary>The octets with every name written out, as signatures and digests are made of them (RFC 4034 §6.2; names here are lower case).</summary>
    public static byte[] Canonical(ZoneRecord record)
    {
        var octets = new List<byte>();
        Append(octets, record, name => octets.AddRange(DnsName.Octets(name)));
        return [.. octets];
    }

    /// <summary>Adds the octets of a record's data.</summary>
    /// <param name="octets">Where to.</param>
    /// <param name="record">The record.</param>
    /// <param name="compressed">Adds a name that may be compressed.</param>
    public static void Append(List<byte> octets, ZoneRecord record, Action<string> compressed)
    {
        if (record.IsGeneric)
        {
            octets.AddRange(Convert.FromHexString(record.Fields.Count > 2 ? record.Fields[2] : ""));
            return;
        }

        var shape = RDataShape.Of(record.Type)!;
        for (var i = 0; i < record.Fields.Count || i < shape.Count; i++)
        {
            var kind = shape[Math.Min(i, shape.Count - 1)];
            if (kind is RDataField.Types)
            {
                octets.AddRange(TypeMap(record.Fields.Skip(i)));
                return;
            }

            if (kind is RDataField.Name)
            {
                compressed(record.Fields[i]);
            }
            else
            {
                octets.AddRange(Field(kind, record.Fields[i]));
            }
        }
    }

    private static byte[] Field(RDataField kind, string value) => kind switch
    {
        RDataField.WholeName => DnsName.Octets(value),
        RDataField.Octet => [byte.Parse(value, CultureInfo.InvariantCulture)],
        RDataField.Short => Big(2, uint.Parse(value, CultureInfo.InvariantCulture)),
        RDataField.Number or RDataField.Seconds => Big(4, uint.Parse(value, CultureInfo.InvariantCulture)),
        RDataField.Ipv4 or RDataField.Ipv6 => IPAddress.Parse(value).GetAddressBytes(),
        RDataField.Text => Counted(Encoding.Latin1.GetBytes(value)),
        RDataField.RestAsText => Encoding.Latin1.GetBytes(value),
        RDataField.Hex => Convert.FromHexString(value),
        RDataField.Base64 => Convert.FromBase64String(value),
        RDataField.Type => Big(2, (uint)DnsTypeName.Parse(value)!.Value),
        RDataField.Time => Big(4, RData.Seconds(value)),
        RDataField.Salt => Counted(value is "-" ? [] : Convert.FromHexString(value)),
        RDataField.Hash => Counted(Base32Hex.Decode(value)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "this kind of field is written elsewhere"),
    };

    private static byte[] Counted(byte[] octets) => [(byte)octets.Length, .. octets];

    private static byte[] Big(int octets, uint value) => [.. Enumerable.Range(0, octets).Select(i => (byte)(value >> (8 * (octets - 1 - i))))];

    // RFC 4034 §4.1.2: windows of 256 types, each with its number, its length and its bits, trailing zero octets left out.
    private static IEnumerable<byte> TypeMap(IEnumerable<string> names)
    {
        foreach (var window in names.Select(name => (int)DnsTypeName.Parse(name)!.Value).Distinct().GroupBy(type => type >> 8).OrderBy(window => window.Key))
        {
            var bits = new byte[(window.Max(type => type & 255) / 8) + 1];
            foreach (var type in window)
            {
                bits[(type & 255) / 8] |= (byte)(0x80 >> (type & 7));
            }

            yield return (byte)window.Key;
            yield return (byte)bits.Length;
            foreach (var octet in bits)
            {
                yield return octet;
            }
        }
    }
}
