using System.Buffers.Binary;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>A storage (without content) or a stream of a compound file to be written.</summary>
public sealed record StoredNode(string Name, byte[]? Content = null)
{
    public List<StoredNode> Children { get; } = [];
}

/// <summary>
/// Writes compound files ([MS-CFB]) of version 3 (sectors of 512 bytes) and 4 (of 4096): directory trees, FAT, DIFAT, mini FAT and mini stream.
/// Knows nothing of the reader: it was held against other programs, so that both can be.
/// </summary>
internal sealed class CompoundFileWriter
{
    private const uint EndOfChain = 0xFFFF_FFFE;
    private const uint FatMark = 0xFFFF_FFFD;
    private const uint DifatMark = 0xFFFF_FFFC;
    private const uint None = 0xFFFF_FFFF;

    private readonly int version;
    private readonly int sectorSize;
    private readonly List<uint> fat = [];
    private readonly List<uint> miniFat = [];
    private readonly List<byte> sectors = [];
    private readonly List<byte> mini = [];
    private readonly List<(StoredNode Node, uint Left, uint Right, uint Child, uint Start, long Size)> entries = [];

    private CompoundFileWriter(int version) => (this.version, sectorSize) = (version, version == 3 ? 512 : 4096);

    public static byte[] Write(StoredNode root, int version = 3) => new CompoundFileWriter(version).Write(root);

    private byte[] Write(StoredNode root)
    {
        entries.Add((root, None, None, None, EndOfChain, 0));
        entries[0] = entries[0] with { Child = AddChildren(root) };
        var miniStart = Append([.. mini]);
        entries[0] = entries[0] with { Start = mini.Count == 0 ? EndOfChain : miniStart, Size = mini.Count };
        var miniFatStart = Append(Numbers(miniFat));
        var directory = Append(Directory());
        var directorySectors = (Directory().Length + sectorSize - 1) / sectorSize;
        return [.. Finish(directory, directorySectors, miniFat.Count == 0 ? EndOfChain : miniFatStart), .. sectors];
    }

    private uint AddChildren(StoredNode storage)
    {
        // [MS-CFB] §2.6.4: shorter names come first, then the order of their capitals.
        var ordered = storage.Children.OrderBy(child => child.Name.Length).ThenBy(child => child.Name.ToUpperInvariant(), StringComparer.Ordinal).ToList();
        var first = entries.Count;
        foreach (var child in ordered)
        {
            var (start, size) = child.Content is null ? (0u, 0) : (AddStream(child.Content), child.Content.Length);
            entries.Add((child, None, None, None, start, size));
        }

        var top = Balance(first, first + ordered.Count);
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i].Content is null)
            {
                entries[first + i] = entries[first + i] with { Child = AddChildren(ordered[i]) };
            }
        }

        return top;
    }

    private uint Balance(int first, int end)
    {
        if (first == end)
        {
            return None;
        }

        var middle = (first + end) / 2;
        entries[middle] = entries[middle] with { Left = Balance(first, middle), Right = Balance(middle + 1, end) };
        return (uint)middle;
    }

    private uint AddStream(byte[] content)
    {
        if (content.Length == 0)
        {
            return EndOfChain;
        }

        if (content.Length >= 4096)
        {
            return Append(content);
        }

        var first = (uint)miniFat.Count;
        var count = (content.Length + 63) / 64;
        mini.AddRange(content);
        mini.AddRange(new byte[(count * 64) - content.Length]);
        for (var i = 1; i <= count; i++)
        {
            miniFat.Add(i == count ? EndOfChain : (uint)miniFat.Count + 1);
        }

        return first;
    }

    private uint Append(byte[] content)
    {
        var first = (uint)fat.Count;
        var count = (content.Length + sectorSize - 1) / sectorSize;
        sectors.AddRange(content);
        sectors.AddRange(new byte[(count * sectorSize) - content.Length]);
        for (var i = 1; i <= count; i++)
        {
            fat.Add(i == count ? EndOfChain : (uint)fat.Count + 1);
        }

        return first;
    }

    private byte[] Finish(uint directory, int directorySectors, uint miniFatStart)
    {
        // The table also covers its own sectors and those of the DIFAT.
        var perSector = sectorSize / 4;
        var fatSectors = 0;
        var difatSectors = 0;
        while (fatSectors * perSector < fat.Count + fatSectors + difatSectors)
        {
            fatSectors++;
            difatSectors = fatSectors <= 109 ? 0 : (fatSectors - 109 + perSector - 2) / (perSector - 1);
        }

        var firstDifat = (uint)fat.Count;
        fat.AddRange(Enumerable.Repeat(DifatMark, difatSectors));
        var firstFat = (uint)fat.Count;
        fat.AddRange(Enumerable.Repeat(FatMark, fatSectors));
        WriteDifat(firstDifat, firstFat, difatSectors, fatSectors);
        var table = Numbers(fat);
        sectors.AddRange(table);
        sectors.AddRange(Enumerable.Repeat((byte)0xFF, (fatSectors * sectorSize) - table.Length).ToArray());
        return Header(directory, directorySectors, miniFatStart, firstFat, fatSectors, firstDifat, difatSectors);
    }

    private void WriteDifat(uint firstDifat, uint firstFat, int difatSectors, int fatSectors)
    {
        var written = 109;
        for (var sector = 0; sector < difatSectors; sector++)
        {
            var numbers = new List<uint>();
            while (numbers.Count < (sectorSize / 4) - 1)
            {
                numbers.Add(written < fatSectors ? firstFat + (uint)written : None);
                written++;
            }

            numbers.Add(sector + 1 == difatSectors ? EndOfChain : firstDifat + (uint)sector + 1);
            sectors.AddRange(Numbers(numbers));
        }
    }

    private byte[] Header(uint directory, int directorySectors, uint miniFatStart, uint firstFat, int fatSectors, uint firstDifat, int difatSectors)
    {
        var header = new byte[sectorSize];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(24), 0x3E);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)version);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), (ushort)(version == 3 ? 9 : 12));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), 6);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), version == 3 ? 0 : directorySectors);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(44), fatSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(48), directory);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(56), 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), miniFatStart);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(64), ((miniFat.Count * 4) + sectorSize - 1) / sectorSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(68), difatSectors == 0 ? EndOfChain : firstDifat);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(72), difatSectors);
        for (var i = 0; i < 109; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(76 + (4 * i)), i < fatSectors ? firstFat + (uint)i : None);
        }

        return header;
    }

    private byte[] Directory()
    {
        var count = ((entries.Count * 128) + sectorSize - 1) / sectorSize * (sectorSize / 128);
        var directory = new byte[count * 128];
        for (var i = 0; i < count; i++)
        {
            var entry = directory.AsSpan(i * 128, 128);
            var (node, left, right, child, start, size) = i < entries.Count ? entries[i] : (new(""), None, None, None, 0u, 0L);
            var name = Encoding.Unicode.GetBytes(node.Name);
            name.CopyTo(entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)(i < entries.Count ? name.Length + 2 : 0));
            entry[66] = (byte)(i >= entries.Count ? 0 : i == 0 ? 5 : node.Content is null ? 1 : 2);
            entry[67] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[68..], left);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[72..], right);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], child);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], start);
            BinaryPrimitives.WriteInt64LittleEndian(entry[120..], size);
        }

        return directory;
    }

    private static byte[] Numbers(List<uint> numbers)
    {
        var bytes = new byte[numbers.Count * 4];
        for (var i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), numbers[i]);
        }

        return bytes;
    }
}
