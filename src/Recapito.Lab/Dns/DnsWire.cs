using System.Buffers.Binary;
using System.Text;

namespace Recapito.Lab;

/// <summary>A query as it came over the wire.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Flags">The second 16 bits of the header.</param>
/// <param name="Question">The question; null where it, or what follows it, cannot be read.</param>
/// <param name="RawQuestion">The question section's octets, so that the echo keeps the asker's letters.</param>
/// <param name="Class">The question's class, 1 for IN.</param>
/// <param name="Edns">The asker's OPT record; null without EDNS.</param>
internal sealed record DnsQuery(ushort Id, ushort Flags, DnsQuestion? Question, byte[] RawQuestion, int Class, Edns? Edns)
{
    /// <summary>The operation, 0 for a query.</summary>
    public int Opcode => (Flags >> 11) & 15;

    /// <summary>Largest UDP response to this query, octets.</summary>
    public int UdpLimit => Math.Clamp(Edns?.Size ?? DnsWire.ClassicUdpSize, DnsWire.ClassicUdpSize, DnsWire.LargestUdpSize);
}

/// <summary>The lab's own reader of DNS queries (RFC 1035 §4). Not shared with the probes, so that neither hides the other's defects.</summary>
internal static class DnsWire
{
    /// <summary>Largest UDP message without EDNS, octets (RFC 1035 §4.2.1).</summary>
    public const int ClassicUdpSize = 512;

    /// <summary>Largest UDP message that is ever sent, octets; as Knot and BIND do (DNS flag day 2020).</summary>
    public const int LargestUdpSize = 1232;

    /// <summary>Octets before the question.</summary>
    public const int HeaderSize = 12;

    private const int CheckingDisabled = 0x0010;
    private const int AuthenticData = 0x0020;

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
        var raw = message[HeaderSize..at].ToArray();
        if (!TryReadEdns(message, at, out var edns))
        {
            return new(id, flags, null, raw, @class, null);
        }

        var question = new DnsQuestion(name, type)
        {
            Edns = edns, CheckingDisabled = (flags & CheckingDisabled) != 0, WantsAuthenticData = (flags & AuthenticData) != 0 || edns is { DnssecOk: true },
        };
        return new(id, flags, question, raw, @class, edns);
    }

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

    // The OPT record among the additional ones; false for two of them, or for one that is cut off (RFC 6891 §6.1.1, §7).
    private static bool TryReadEdns(ReadOnlySpan<byte> message, int at, out Edns? edns)
    {
        edns = null;
        var others = BinaryPrimitives.ReadUInt32BigEndian(message[6..]) != 0;
        for (var left = others ? 0 : BinaryPrimitives.ReadUInt16BigEndian(message[10..]); left > 0; left--)
        {
            var name = ReadName(message, ref at);
            if (name is null || at + 10 > message.Length || at + 10 + BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]) > message.Length)
            {
                return false;
            }

            var data = message.Slice(at + 10, BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]));
            if (BinaryPrimitives.ReadUInt16BigEndian(message[at..]) == (int)DnsType.Opt)
            {
                if (edns is not null || name is not "." || Options(data) is not { } options)
                {
                    return false;
                }

                edns = new(BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]), message[at + 5], BinaryPrimitives.ReadUInt16BigEndian(message[(at + 6)..]), options);
            }

            at += 10 + data.Length;
        }

        return true;
    }

    private static List<EdnsOption>? Options(ReadOnlySpan<byte> data)
    {
        var options = new List<EdnsOption>();
        for (var at = 0; at < data.Length;)
        {
            if (at + 4 > data.Length || at + 4 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]) > data.Length)
            {
                return null;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
            options.Add(new(BinaryPrimitives.ReadUInt16BigEndian(data[at..]), data.Slice(at + 4, length).ToArray()));
            at += 4 + length;
        }

        return options;
    }
}
