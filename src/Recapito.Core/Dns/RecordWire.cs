using System.Buffers.Binary;
using System.Net;

namespace Recapito.Core;

/// <summary>Records in canonical wire form (RFC 4034 §6): what signatures and digests are made of.</summary>
internal static class RecordWire
{
    /// <summary>The RDATA; null where its text is not of the type's form.</summary>
    public static byte[]? Rdata(RrType type, string data)
    {
        var fields = new RdataFields(data);
        var wire = new List<byte>(64);
        if (data.StartsWith("\\# ", StringComparison.Ordinal))
        {
            Generic(fields, wire);
        }
        else if (!Write(type, fields, wire))
        {
            return null;
        }

        return fields.IsDone ? [.. wire] : null;
    }

    /// <summary>The octets that a signature over an RRset covers (RFC 4034 §3.1.8.1); null where a record cannot be read or the labels do not fit.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="set">All records of one name and type.</param>
    public static byte[]? Signed(Rrsig signature, IReadOnlyList<DnsRecord> set)
    {
        if (DnsName.Labels(set[0].Name) is not { } labels || DnsName.Wire(signature.Signer) is not { } signer || signature.Labels > DnsName.SignedLabels(labels))
        {
            return null;
        }

        var owner = signature.Labels == DnsName.SignedLabels(labels)
            ? DnsName.Wire(labels)
            : DnsName.Wire([[(byte)'*'], .. labels.Skip(labels.Count - signature.Labels)]);
        var datas = set.Select(record => Rdata(record.Type, record.Data)).ToList();
        if (datas.Contains(null))
        {
            return null;
        }

        var wire = new List<byte>(512);
        wire.AddRange(signature.WireBeforeSigner);
        wire.AddRange(signer);
        byte[]? last = null;
        foreach (var data in datas.OfType<byte[]>().Order(Octetwise))
        {
            // The same record twice counts once (RFC 4034 §6.3).
            if (last is null || !last.AsSpan().SequenceEqual(data))
            {
                wire.AddRange(owner);
                Short(wire, (ushort)set[0].Type);
                Short(wire, 1);
                Long(wire, signature.OriginalTtl);
                Short(wire, (ushort)data.Length);
                wire.AddRange(data);
            }

            last = data;
        }

        return [.. wire];
    }

    public static void Short(List<byte> wire, uint number)
    {
        Span<byte> octets = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)number);
        wire.AddRange(octets);
    }

    public static void Long(List<byte> wire, uint number)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, number);
        wire.AddRange(octets);
    }

    private static readonly Comparer<byte[]> Octetwise = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    private static bool Write(RrType type, RdataFields fields, List<byte> wire) => type switch
    {
        RrType.A => Address(fields, wire, 4),
        RrType.Aaaa => Address(fields, wire, 16),
        RrType.Ns or RrType.Cname or RrType.Dname or RrType.Ptr => Name(fields, wire),
        RrType.Mx => Shorts(fields, wire, 1) && Name(fields, wire),
        RrType.Srv => Shorts(fields, wire, 3) && Name(fields, wire),
        RrType.Soa => Name(fields, wire) && Name(fields, wire) && Longs(fields, wire, 5),
        RrType.Txt or RrType.Spf => Texts(fields, wire),
        RrType.Ds or RrType.Cds => Shorts(fields, wire, 1) && Octets(fields, wire, 2) && Bytes(wire, fields.Hex(fields.Rest())),
        RrType.Tlsa => Octets(fields, wire, 3) && Bytes(wire, fields.Hex(fields.Rest())),
        RrType.Dnskey or RrType.Cdnskey => Shorts(fields, wire, 1) && Octets(fields, wire, 2) && Bytes(wire, fields.Base64(fields.Rest())),
        RrType.Nsec => Name(fields, wire, keepsCase: true) && Bitmap(fields, wire),
        RrType.Nsec3 => Nsec3Head(fields, wire) && Counted(wire, fields.Base32(fields.Next())) && Bitmap(fields, wire),
        RrType.Nsec3Param => Nsec3Head(fields, wire),
        RrType.Caa => Octets(fields, wire, 1) && Counted(wire, fields.Text()) && Bytes(wire, fields.Text()),
        _ => false,
    };

    // RFC 3597 §5: the length, then the octets.
    private static void Generic(RdataFields fields, List<byte> wire)
    {
        _ = fields.Next();
        var length = fields.Number(ushort.MaxValue);
        Bytes(wire, fields.Hex(fields.Rest()));
        if (wire.Count != length)
        {
            _ = fields.Next();
        }
    }

    private static bool Address(RdataFields fields, List<byte> wire, int octets) =>
        IPAddress.TryParse(fields.Next(), out var address) && address.GetAddressBytes() is var bytes && bytes.Length == octets && Bytes(wire, bytes);

    private static bool Name(RdataFields fields, List<byte> wire, bool keepsCase = false) =>
        DnsName.Wire(fields.Next(), keepsCase) is { } name && Bytes(wire, name);

    private static bool Nsec3Head(RdataFields fields, List<byte> wire) =>
        Octets(fields, wire, 2) && Shorts(fields, wire, 1) && Counted(wire, fields.Hex(fields.Next()));

    private static bool Texts(RdataFields fields, List<byte> wire)
    {
        do
        {
            if (!Counted(wire, fields.Text()))
            {
                return false;
            }
        }
        while (!fields.IsAtEnd);
        return true;
    }

    private static bool Bitmap(RdataFields fields, List<byte> wire)
    {
        var types = new SortedSet<ushort>();
        while (!fields.IsAtEnd)
        {
            if (TypeNames.NumberOf(fields.Next()) is not { } type)
            {
                return false;
            }

            types.Add(type);
        }

        // RFC 4034 §4.1.2: windows of 256 types, each as many octets as its highest type needs.
        foreach (var window in types.GroupBy(type => type >> 8))
        {
            var bits = new byte[((window.Max() & 0xFF) >> 3) + 1];
            foreach (var type in window)
            {
                bits[(type & 0xFF) >> 3] |= (byte)(0x80 >> (type & 7));
            }

            wire.Add((byte)window.Key);
            _ = Counted(wire, bits);
        }

        return true;
    }

    private static bool Shorts(RdataFields fields, List<byte> wire, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Short(wire, fields.Number(ushort.MaxValue));
        }

        return !fields.Failed;
    }

    private static bool Longs(RdataFields fields, List<byte> wire, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Long(wire, fields.Number(uint.MaxValue));
        }

        return !fields.Failed;
    }

    private static bool Octets(RdataFields fields, List<byte> wire, int count)
    {
        for (var i = 0; i < count; i++)
        {
            wire.Add((byte)fields.Number(byte.MaxValue));
        }

        return !fields.Failed;
    }

    private static bool Bytes(List<byte> wire, byte[] octets)
    {
        wire.AddRange(octets);
        return true;
    }

    private static bool Counted(List<byte> wire, byte[] octets)
    {
        if (octets.Length > byte.MaxValue)
        {
            return false;
        }

        wire.Add((byte)octets.Length);
        return Bytes(wire, octets);
    }
}
