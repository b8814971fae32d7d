using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Recapito.Core;

/// <summary>A place in a compiled catalogue that moves on as fields are read. All numbers are little-endian.</summary>
internal sealed class CatalogueBytes(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> rest = bytes;

    internal int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    internal int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    internal byte ReadByte() => Take(1)[0];

    /// <summary>A text as <see cref="BinaryWriter.Write(string)"/> writes it.</summary>
    internal string ReadString()
    {
        var (length, shift) = (0, 0);
        byte next;
        do
        {
            next = ReadByte();
            length |= (next & 0x7F) << shift;
            shift += 7;
        }
        while ((next & 0x80) != 0);

        return Encoding.UTF8.GetString(Take(length));
    }

    internal string? ReadOptional() => ReadString() is { Length: > 0 } text ? text : null;

    /// <summary>A number of octets, and they.</summary>
    internal byte[] ReadBytes() => Take(ReadInt32()).ToArray();

    internal ushort[] ReadShorts()
    {
        var items = ReadArray<ushort>();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(items, items);
        }

        return items;
    }

    internal int[] ReadInts()
    {
        var items = ReadArray<int>();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(items, items);
        }

        return items;
    }

    internal ulong[] ReadLongs()
    {
        var items = ReadArray<ulong>();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(items, items);
        }

        return items;
    }

    /// <summary>A section: its length in bytes stands before it, so that it can be read later or not at all.</summary>
    internal CatalogueBytes ReadSection()
    {
        var length = ReadInt32();
        var section = rest[..length];
        rest = rest[length..];
        return new(section);
    }

    internal T[] ReadAll<T>(Func<CatalogueBytes, T> read)
    {
        var items = new T[ReadInt32()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(this);
        }

        return items;
    }

    internal string[] ReadTexts() => ReadAll(entry => entry.ReadString());

    internal Dictionary<string, T> ReadMap<T>(Func<CatalogueBytes, T> read)
    {
        var count = ReadInt32();
        var map = new Dictionary<string, T>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            map.Add(ReadString(), read(this));
        }

        return map;
    }

    private T[] ReadArray<T>()
        where T : unmanaged
    {
        var items = GC.AllocateUninitializedArray<T>(ReadInt32());
        Take(items.Length * Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(items.AsSpan()));
        return items;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > rest.Length)
        {
            throw new InvalidDataException("The compiled catalogue ends too early; build src/Recapito.Core again.");
        }

        var taken = rest.Span[..length];
        rest = rest[length..];
        return taken;
    }
}
