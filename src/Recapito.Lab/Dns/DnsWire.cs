using System.Buffers.Binary;
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
