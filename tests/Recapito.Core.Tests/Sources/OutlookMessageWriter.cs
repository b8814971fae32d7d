using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Writes the properties of a message, a recipient or an attachment as [MS-OXMSG] lays them out.</summary>
public sealed class OutlookMessageWriter
{
    private readonly List<byte> entries = [];
    private readonly List<StoredNode> streams = [];
    private readonly List<StoredNode> recipients = [];
    private readonly List<StoredNode> attachments = [];

    /// <summary>Any message of the class has these.</summary>
    public OutlookMessageWriter(string messageClass = "") => _ = messageClass.Length == 0 ? this : Text(0x001A, messageClass);

    public OutlookMessageWriter Text(ushort id, string value) => Stream(id, 0x001F, Encoding.Unicode.GetBytes(value), 2);

    /// <summary>PtypString8, in whatever code page the bytes are.</summary>
    public OutlookMessageWriter Narrow(ushort id, byte[] value) => Stream(id, 0x001E, value, 1);

    public OutlookMessageWriter Binary(ushort id, byte[] value) => Stream(id, 0x0102, value, 0);

    public OutlookMessageWriter Number(ushort id, int value)
    {
        Entry(id, 0x0003, (ulong)(uint)value);
        return this;
    }

    public OutlookMessageWriter Time(ushort id, DateTimeOffset value)
    {
        Entry(id, 0x0040, (ulong)value.ToFileTime());
        return this;
    }

    /// <summary>A stream as it is, for what no right writer would write.</summary>
    public OutlookMessageWriter Raw(string name, byte[] content)
    {
        streams.Add(new(name, content));
        return this;
    }

    public OutlookMessageWriter Recipient(Action<OutlookMessageWriter> write)
    {
        recipients.Add(Node($"__recip_version1.0_#{recipients.Count:X8}", write, 8));
        return this;
    }

    /// <summary>An attachment by value (PidTagAttachMethod 1).</summary>
    public OutlookMessageWriter Attachment(string name, string? mimeTag, byte[] content) => Attachment(attachment =>
    {
        attachment.Number(0x3705, 1).Text(0x3707, name).Binary(0x3701, content);
        _ = mimeTag is null ? attachment : attachment.Text(0x370E, mimeTag);
    });

    public OutlookMessageWriter Attachment(Action<OutlookMessageWriter> write)
    {
        attachments.Add(Node($"__attach_version1.0_#{attachments.Count:X8}", write, 8));
        return this;
    }

    /// <summary>An embedded message (PidTagAttachMethod 5).</summary>
    public OutlookMessageWriter Embedded(OutlookMessageWriter message) => Attachment(attachment =>
    {
        attachment.Number(0x3705, 5).Text(0x3001, "original");
        attachment.Entry(0x3701, 0x000D, 0xFFFF_FFFF | (1UL << 32));
        attachment.streams.Add(message.Storage("__substg1.0_3701000D", 24));
    });

    public byte[] Write(int version = 3)
    {
        var root = Storage("Root Entry", 32);
        var names = new StoredNode("__nameid_version1.0");
        names.Children.AddRange([new("__substg1.0_00020102", []), new("__substg1.0_00030102", []), new("__substg1.0_00040102", [])]);
        root.Children.Add(names);
        return CompoundFileWriter.Write(root, version);
    }

    private static StoredNode Node(string name, Action<OutlookMessageWriter> write, int header)
    {
        var writer = new OutlookMessageWriter();
        write(writer);
        return writer.Storage(name, header);
    }

    private OutlookMessageWriter Stream(ushort id, ushort type, byte[] value, int zero)
    {
        // The length in the entry counts a closing zero that the stream does not have ([MS-OXMSG] §2.4.2.2).
        Entry(id, type, (ulong)(value.Length + zero));
        streams.Add(new(string.Create(CultureInfo.InvariantCulture, $"__substg1.0_{id:X4}{type:X4}"), value));
        return this;
    }

    private void Entry(ushort id, ushort type, ulong value)
    {
        Span<byte> entry = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, ((uint)id << 16) | type);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 6);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], value);
        entries.AddRange(entry);
    }

    private StoredNode Storage(string name, int header)
    {
        var head = new byte[header];
        if (header > 8)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), recipients.Count);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), attachments.Count);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), recipients.Count);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(20), attachments.Count);
        }

        var storage = new StoredNode(name);
        storage.Children.AddRange([new("__properties_version1.0", [.. head, .. entries]), .. streams, .. recipients, .. attachments]);
        return storage;
    }
}
