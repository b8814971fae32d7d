using System.Buffers.Binary;

namespace Recapito.Core;

/// <summary>Goes through a DNS message from record to record without looking at their data (RFC 1035 §4); false where the octets do not go on as they should.</summary>
/// <param name="message">Any octets.</param>
internal ref struct MessageWalk(ReadOnlySpan<byte> message)
{
    private const int HeaderLength = 12;
    private const int MostOctets = 255;

    private readonly ReadOnlySpan<byte> message = message;

    /// <summary>Where it stands.</summary>
    public int At { get; private set; }

    /// <summary>True behind the last octet.</summary>
    public readonly bool IsAtEnd => At == message.Length;

    /// <summary>The header: how many questions and records follow.</summary>
    public bool Header(out int questions, out int records)
    {
        (questions, records) = (0, 0);
        if (!Take(HeaderLength, out var header))
        {
            return false;
        }

        questions = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        records = BinaryPrimitives.ReadUInt16BigEndian(header[6..]) + BinaryPrimitives.ReadUInt16BigEndian(header[8..]) + BinaryPrimitives.ReadUInt16BigEndian(header[10..]);
        return true;
    }

    public bool Questions(int count)
    {
        for (; count > 0; count--)
        {
            if (!Name(out _) || !Take(4, out _))
            {
                return false;
            }
        }

        return true;
    }

    public bool Record(out ushort type, out ushort @class, out ReadOnlySpan<byte> data)
    {
        (type, @class) = (0, 0);
        data = [];
        return Name(out _) && Rest(out type, out @class, out data);
    }

    /// <summary>A record behind its owner.</summary>
    public bool Rest(out ushort type, out ushort @class, out ReadOnlySpan<byte> data)
    {
        (type, @class) = (0, 0);
        data = [];
        if (!Take(10, out var fixedPart))
        {
            return false;
        }

        type = BinaryPrimitives.ReadUInt16BigEndian(fixedPart);
        @class = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[2..]);
        return Take(BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]), out data);
    }

    public bool Take(int length, out ReadOnlySpan<byte> octets)
    {
        octets = [];
        if (length > message.Length - At)
        {
            return false;
        }

        octets = message.Slice(At, length);
        At += length;
        return true;
    }

    /// <summary>A name in canonical wire form. A pointer leads backwards only, so this ends whatever comes.</summary>
    public bool Name(out byte[] name)
    {
        var wire = new List<byte>(64);
        name = [];
        var (from, earliest, hasJumped) = (At, At, false);
        while (from < message.Length)
        {
            var octet = message[from];
            if (octet >= 0xC0)
            {
                var target = from + 1 < message.Length ? ((octet & 0x3F) << 8) | message[from + 1] : int.MaxValue;
                if (target >= earliest || target < HeaderLength)
                {
                    return false;
                }

                At = hasJumped ? At : from + 2;
                (from, earliest, hasJumped) = (target, target, true);
                continue;
            }

            if (octet > 63 || wire.Count + octet + 1 > MostOctets || from + octet + 1 > message.Length)
            {
                return false;
            }

            wire.Add(octet);
            wire.AddRange(message.Slice(from + 1, octet).ToArray().Select(DnsName.Lower));
            from += octet + 1;
            if (octet == 0)
            {
                At = hasJumped ? At : from;
                name = [.. wire];
                return true;
            }
        }

        return false;
    }
}
