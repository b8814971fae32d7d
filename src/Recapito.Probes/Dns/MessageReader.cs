using System.Buffers.Binary;

namespace Recapito.Probes;

/// <summary>
/// Goes through the octets of a DNS message (RFC 1035 §4). Bounded for whatever comes: a pointer leads backwards only, a name has 255 octets
/// at most, and past the end there is nothing (RFC 9267 lists what happens elsewhere).
/// </summary>
/// <param name="message">The whole message, since pointers count from its start.</param>
/// <param name="start">Where reading begins.</param>
/// <param name="end">Where the part to be read ends.</param>
internal ref struct MessageReader(ReadOnlySpan<byte> message, int start, int end)
{
    /// <summary>Size of the header (RFC 1035 §4.1.1); no pointer leads into it.</summary>
    public const int HeaderLength = 12;

    // A name of 255 octets has 127 labels; more pointers than labels are no compression.
    private const int MostPointers = 127;

    private readonly ReadOnlySpan<byte> message = message;
    private readonly int end = end;
    private int at = start;
    private string latest = ".";

    public readonly bool IsAtEnd => at == end;

    /// <summary>What is left of this part.</summary>
    public ReadOnlySpan<byte> Rest() => Take(end - at);

    public byte Octet() => Take(1)[0];

    public ushort Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint Long() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > end - at)
        {
            throw new UnreadableMessageException("it ends inside a record, or announces more records than it has");
        }

        var taken = message.Slice(at, length);
        at += length;
        return taken;
    }

    /// <summary>A reader of the next octets alone, which this one skips.</summary>
    public MessageReader Part(int length)
    {
        var from = at;
        Take(length);
        return new(message, from, at);
    }

    /// <summary>A character-string (RFC 1035 §3.3).</summary>
    public ReadOnlySpan<byte> Text() => Take(Octet());

    /// <summary>A domain name in presentation form.</summary>
    /// <param name="keepsCase">Letters as they came; else lower case.</param>
    public string Name(bool keepsCase = false)
    {
        Span<byte> labels = stackalloc byte[NameText.MostOctets];
        Span<char> text = stackalloc char[NameText.MostCharacters];
        ReadOnlySpan<char> name = text[..NameText.Write(labels[..Labels(labels)], text, keepsCase)];

        // Most records of a message have the same owner: one string for all.
        return name.SequenceEqual(latest) ? latest : latest = new string(name);
    }

    /// <summary>The labels of a name without compression (RFC 1035 §4.1.4).</summary>
    private int Labels(scoped Span<byte> into)
    {
        var (from, bound, earliest, pointers, length) = (at, end, at, 0, 0);
        while (true)
        {
            var octet = OctetAt(from, bound);
            if (octet >= 0xC0)
            {
                var target = ((octet & 0x3F) << 8) | OctetAt(from + 1, bound);
                if (target >= earliest || target < HeaderLength || ++pointers > MostPointers)
                {
                    throw new UnreadableMessageException("a compression pointer does not lead back to a name");
                }

                at = pointers == 1 ? from + 2 : at;
                (from, bound, earliest) = (target, message.Length, target);
                continue;
            }

            length = Append(into, length, octet, from, bound);
            from += octet + 1;
            if (octet == 0)
            {
                at = pointers == 0 ? from : at;
                return length;
            }
        }
    }

    private readonly int Append(scoped Span<byte> into, int length, byte octet, int from, int bound)
    {
        if (octet > 63)
        {
            throw new UnreadableMessageException("a label of a kind that does not exist");
        }

        if (length + octet + 1 > into.Length)
        {
            throw new UnreadableMessageException("a name of more than 255 octets");
        }

        if (from + octet + 1 > bound)
        {
            throw new UnreadableMessageException("a name goes past the end");
        }

        message.Slice(from, octet + 1).CopyTo(into[length..]);
        return length + octet + 1;
    }

    private readonly byte OctetAt(int place, int bound) =>
        place < bound ? message[place] : throw new UnreadableMessageException("a name goes past the end");
}
