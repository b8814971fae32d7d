using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Recapito.Probes.Tests;

/// <summary>A query as it came over the wire, and a writer of answers to it (RFC 1035 §4), good and bad.</summary>
internal sealed record DnsQuery(ushort Id, bool RecursionDesired, string Name, ushort Type, bool Tcp, byte[] Question)
{
    public bool CheckingDisabled { get; init; }

    /// <summary>Of the OPT record: version, flags in hexadecimal digits, number of the first option; "none" where there is no OPT.</summary>
    public string Edns { get; init; } = "none";

    public static DnsQuery Parse(ReadOnlySpan<byte> bytes, bool tcp)
    {
        var labels = new List<string>();
        var at = 12;
        while (bytes[at] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(bytes.Slice(at + 1, bytes[at])));
            at += bytes[at] + 1;
        }

        var name = labels.Count == 0 ? "." : string.Join('.', labels);
        return new(
            BinaryPrimitives.ReadUInt16BigEndian(bytes), (bytes[2] & 1) != 0, name, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 1)..]), tcp,
            bytes[12..(at + 5)].ToArray())
        {
            CheckingDisabled = (bytes[3] & 0x10) != 0,
            Edns = bytes[11] == 0 ? "none" : EdnsOf(bytes[(at + 5)..]),
        };
    }

    private static string EdnsOf(ReadOnlySpan<byte> opt) =>
        opt[2] != 41 || BinaryPrimitives.ReadUInt16BigEndian(opt[3..]) != 1232 ? "another size or type"
        : $"{opt[6]} {BinaryPrimitives.ReadUInt16BigEndian(opt[7..]):x4} {(opt[10] > 0 ? BinaryPrimitives.ReadUInt16BigEndian(opt[11..]) : null)}";

    /// <summary>An answer. Flags: "aa", "tc" and so on; the RCODE; answer, authority and additional records.</summary>
    public byte[] Answer(
        string flags = "", int rcode = 0, byte[][]? answers = null, byte[][]? authority = null, ushort? id = null, byte[]? question = null, byte[][]? additional = null)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(head, id ?? Id);
        head[2] = (byte)(0x80 | (flags.Contains("aa", StringComparison.Ordinal) ? 4 : 0) | (flags.Contains("tc", StringComparison.Ordinal) ? 2 : 0) | (RecursionDesired ? 1 : 0));
        head[3] = (byte)((RecursionDesired ? 0x80 : 0) | rcode);
        head[5] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(6), (ushort)(answers?.Length ?? 0));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)(authority?.Length ?? 0));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(10), (ushort)(additional?.Length ?? 0));
        return [.. head, .. question ?? Question, .. ((byte[][])[.. answers ?? [], .. authority ?? [], .. additional ?? []]).SelectMany(record => record)];
    }

    public static byte[] Mx(string owner, int preference, string exchange, int ttl = 3600) =>
        Record(owner, 15, ttl, [(byte)(preference >> 8), (byte)preference, .. Wire(exchange)]);

    public static byte[] A(string owner, string address) => Record(owner, 1, 300, IPAddress.Parse(address).GetAddressBytes());

    public static byte[] Aaaa(string owner, string address) => Record(owner, 28, 300, IPAddress.Parse(address).GetAddressBytes());

    public static byte[] Cname(string owner, string target) => Record(owner, 5, 60, Wire(target));

    public static byte[] Ns(string owner, string server) => Record(owner, 2, 3600, Wire(server));

    public static byte[] Txt(string owner, string text) => Record(owner, 16, 60, [(byte)text.Length, .. Encoding.Latin1.GetBytes(text)]);

    public static byte[] Soa(string owner) =>
        Record(owner, 6, 3600, [.. Wire("ns1.dnshost.example"), .. Wire("hostmaster.contoso.example"), .. ((int[])[2026112302, 7200, 3600, 1209600, 3600]).SelectMany(Big)]);

    public static byte[] Record(string owner, int type, int ttl, byte[] data) =>
        [.. Wire(owner), (byte)(type >> 8), (byte)type, 0, 1, .. Big(ttl), (byte)(data.Length >> 8), (byte)data.Length, .. data];

    public static byte[] Wire(string name) => name == "."
        ? [0]
        : [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.Latin1.GetBytes(label)]), 0];

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
