using System.Buffers.Binary;

namespace Recapito.Core;

/// <summary>Messages that ask for an RRset or for its change (RFC 1035 §4, RFC 2136 §2), yet without a signature.</summary>
public static class DnsUpdateMessage
{
    private const byte OpcodeUpdate = 5 << 3;
    private const ushort In = 1;
    private const ushort None = 254;
    private const ushort Any = 255;

    /// <summary>A question to an authoritative server, without recursion.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="name">Canonical name.</param>
    /// <param name="type">Record type.</param>
    public static byte[] Question(ushort id, string name, RrType type)
    {
        var wire = Header(id, 0, 0, 0);
        wire.AddRange(NameOf(name));
        RecordWire.Short(wire, (ushort)type);
        RecordWire.Short(wire, In);
        return [.. wire];
    }

    /// <summary>
    /// Asks for all changes or none (RFC 2136 §3.4): each old RRset must still be as it was seen (§2.4.2), or not be there where there was none (§2.4.3);
    /// then it is deleted whole (§2.5.2) and the new records are added (§2.5.1).
    /// </summary>
    /// <param name="id">The message's id.</param>
    /// <param name="zone">Canonical name of the zone.</param>
    /// <param name="changes">The changes, all of this zone.</param>
    /// <exception cref="ArgumentException">A record is not of its type's form.</exception>
    public static byte[] Update(ushort id, string zone, IReadOnlyList<RrSetChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var prerequisites = changes.Sum(change => Math.Max(1, change.Before.Count));
        var updates = changes.Sum(change => (change.Before.Count > 0 ? 1 : 0) + change.After.Count);
        var wire = Header(id, OpcodeUpdate, prerequisites, updates);
        wire.AddRange(NameOf(zone));
        RecordWire.Short(wire, (ushort)RrType.Soa);
        RecordWire.Short(wire, In);
        foreach (var change in changes)
        {
            Prerequisites(wire, change);
        }

        foreach (var change in changes)
        {
            Updates(wire, change);
        }

        return [.. wire];
    }

    private static void Prerequisites(List<byte> wire, RrSetChange change)
    {
        if (change.Before.Count == 0)
        {
            Record(wire, change, None, 0, null);
        }

        foreach (var data in change.Before)
        {
            Record(wire, change, In, 0, data);
        }
    }

    private static void Updates(List<byte> wire, RrSetChange change)
    {
        if (change.Before.Count > 0)
        {
            Record(wire, change, Any, 0, null);
        }

        foreach (var data in change.After)
        {
            Record(wire, change, In, change.Ttl, data);
        }
    }

    private static void Record(List<byte> wire, RrSetChange change, ushort @class, uint ttl, string? data)
    {
        byte[] rdata = data is null ? [] : RecordWire.Rdata(change.Type, data) ?? throw new ArgumentException($"not RDATA of type {change.Type}: {data}", nameof(change));
        wire.AddRange(NameOf(change.Owner));
        RecordWire.Short(wire, (ushort)change.Type);
        RecordWire.Short(wire, @class);
        RecordWire.Long(wire, ttl);
        RecordWire.Short(wire, (uint)rdata.Length);
        wire.AddRange(rdata);
    }

    private static List<byte> Header(ushort id, byte flags, int answers, int authorities)
    {
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header, id);
        header[2] = flags;
        header[5] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], (ushort)authorities);
        return [.. header];
    }

    private static byte[] NameOf(string name) => DnsName.Wire(name) ?? throw new ArgumentException($"not a domain name: {name}", nameof(name));
}
