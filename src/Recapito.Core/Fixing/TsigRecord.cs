using System.Buffers.Binary;

namespace Recapito.Core;

/// <summary>The record at the end of a signed message (RFC 8945 §4.2).</summary>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="Owner">The key's name in canonical wire form.</param>
/// <param name="Algorithm">The algorithm's name in canonical wire form.</param>
/// <param name="Time">Seconds since 1970, 48 bits.</param>
/// <param name="Fudge">Seconds that clocks may differ.</param>
/// <param name="Mac">The signature.</param>
/// <param name="OriginalId">The message's id when it was signed.</param>
/// <param name="Error">0, or what is wrong with the signature of the question.</param>
/// <param name="Other">The server's time with BADTIME; else empty.</param>
internal sealed record TsigRecord(int Start, byte[] Owner, byte[] Algorithm, ulong Time, ushort Fudge, byte[] Mac, ushort OriginalId, ushort Error, byte[] Other)
{
    private const ushort Tsig = 250;
    private const ushort Any = 255;

    /// <summary>The server's clock, where it was told.</summary>
    public DateTimeOffset? OtherTime => Other is { Length: 6 } && Number48(Other) is var seconds && seconds <= uint.MaxValue * 4UL ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>The record of a message; null where its last record is another one, or the message cannot be gone through.</summary>
    /// <param name="message">Any octets.</param>
    /// <param name="isWhole">True where the message could be gone through to its end.</param>
    public static TsigRecord? Find(ReadOnlySpan<byte> message, out bool isWhole)
    {
        var walk = new MessageWalk(message);
        isWhole = false;
        if (!walk.Header(out var questions, out var records) || !walk.Questions(questions))
        {
            return null;
        }

        for (var left = records; left > 1; left--)
        {
            // A signature that is not the last record makes the message one that must not be believed (RFC 8945 §5.2).
            if (!walk.Record(out var type, out _, out _) || type == Tsig)
            {
                return null;
            }
        }

        var start = walk.At;
        if (records == 0)
        {
            isWhole = walk.IsAtEnd;
            return null;
        }

        if (!walk.Name(out var owner) || !walk.Rest(out var number, out var @class, out var data) || !walk.IsAtEnd)
        {
            return null;
        }

        isWhole = number != Tsig;

        // The signature does not cover the TTL as it came, but as it must be: 0 (RFC 8945 §4.2).
        var head = walk.At - data.Length - 6;
        var isInOrder = BinaryPrimitives.ReadUInt16BigEndian(message[10..]) > 0 && BinaryPrimitives.ReadUInt32BigEndian(message[head..]) == 0;
        var read = number == Tsig && @class == Any && isInOrder ? Read(start, owner, data) : null;
        isWhole |= read is not null;
        return read;
    }

    /// <summary>What the signature covers beside the message (RFC 8945 §4.3.3).</summary>
    public byte[] Variables()
    {
        var wire = new List<byte>(96);
        wire.AddRange(Owner);
        RecordWire.Short(wire, Any);
        RecordWire.Long(wire, 0);
        wire.AddRange(Algorithm);
        AddTime(wire);
        RecordWire.Short(wire, Error);
        RecordWire.Short(wire, (uint)Other.Length);
        wire.AddRange(Other);
        return [.. wire];
    }

    /// <summary>Adds the whole record with a signature.</summary>
    public void WriteTo(List<byte> wire, byte[] mac)
    {
        wire.AddRange(Owner);
        RecordWire.Short(wire, Tsig);
        RecordWire.Short(wire, Any);
        RecordWire.Long(wire, 0);
        RecordWire.Short(wire, (uint)(Algorithm.Length + 16 + mac.Length + Other.Length));
        wire.AddRange(Algorithm);
        AddTime(wire);
        RecordWire.Short(wire, (uint)mac.Length);
        wire.AddRange(mac);
        RecordWire.Short(wire, OriginalId);
        RecordWire.Short(wire, Error);
        RecordWire.Short(wire, (uint)Other.Length);
        wire.AddRange(Other);
    }

    private void AddTime(List<byte> wire)
    {
        RecordWire.Short(wire, (uint)(Time >> 32));
        RecordWire.Long(wire, (uint)Time);
        RecordWire.Short(wire, Fudge);
    }

    private static TsigRecord? Read(int start, byte[] owner, ReadOnlySpan<byte> data)
    {
        // The name of the algorithm is never compressed (RFC 8945 §4.2), so the data can be read alone.
        var walk = new MessageWalk(data);
        if (!walk.Name(out var algorithm) || !walk.Take(10, out var head) || !walk.Take(BinaryPrimitives.ReadUInt16BigEndian(head[8..]), out var mac)
            || !walk.Take(6, out var tail) || !walk.Take(BinaryPrimitives.ReadUInt16BigEndian(tail[4..]), out var other) || !walk.IsAtEnd)
        {
            return null;
        }

        return new(start, owner, algorithm, Number48(head), BinaryPrimitives.ReadUInt16BigEndian(head[6..]), mac.ToArray(),
            BinaryPrimitives.ReadUInt16BigEndian(tail), BinaryPrimitives.ReadUInt16BigEndian(tail[2..]), other.ToArray());
    }

    private static ulong Number48(ReadOnlySpan<byte> octets) => ((ulong)BinaryPrimitives.ReadUInt16BigEndian(octets) << 32) | BinaryPrimitives.ReadUInt32BigEndian(octets[2..]);
}
