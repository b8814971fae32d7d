using System.Buffers.Binary;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// A compound file in memory ([MS-CFB]: OLE structured storage), as Outlook saves messages. Reads whatever there is: what leads out of
/// the file or round in a circle is cut off with an issue.
/// </summary>
internal sealed class CompoundFile
{
    /// <summary>Streams below this length lie in the mini stream ([MS-CFB] §2.2, Mini Stream Cutoff Size).</summary>
    private const int MiniStreamCutoff = 4096;

    private const int MiniSectorSize = 64;
    private const int EntrySize = 128;
    private const int HeaderSize = 512;
    private const uint NoEntry = 0xFFFF_FFFF;
    private const uint EndOfChain = 0xFFFF_FFFE;

    /// <summary>A message has some hundred entries; one with thousands of recipients a few ten thousand.</summary>
    private const int MostEntries = 1 << 17;

    /// <summary>Streams may share sectors: without a limit a small file could be read for ever. No stream of a message is read as often.</summary>
    private const int MostReadings = 16;

    private readonly CompoundSectors sectors;
    private readonly IssueList issues;
    private readonly byte[] miniStream;
    private readonly byte[] miniTable;
    private long bytesLeft;

    private CompoundFile(byte[] bytes, IssueList issues)
    {
        this.issues = issues;
        bytesLeft = MostReadings * (long)bytes.Length;
        sectors = new(bytes, issues);
        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(26));
        Root = ReadDirectory(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(48)), version);
        miniTable = sectors.Read(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(60)), bytes.Length, "mini FAT", issues);
        miniStream = sectors.Read(Root.Start, (int)Math.Clamp(Root.Size, 0, bytes.Length), "mini stream", issues);
    }

    /// <summary>[MS-CFB] §2.2, Header Signature.</summary>
    internal static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    internal CompoundNode Root { get; }

    /// <summary>Null, with an issue, where the bytes are no compound file.</summary>
    internal static CompoundFile? Open(byte[] bytes, IssueList issues)
    {
        if (!bytes.AsSpan().StartsWith(Signature) || bytes.Length < HeaderSize)
        {
            issues.Add(new("compound file", 0, $"no header of {HeaderSize} bytes that begins with D0CF11E0A1B11AE1 ([MS-CFB] §2.2)", "read nothing"));
            return null;
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(30)) is not (9 or 12) and var shift)
        {
            issues.Add(new("compound file", 30, $"a sector shift of {shift}, where [MS-CFB] §2.2 knows 9 and 12", "read nothing"));
            return null;
        }

        return new(bytes, issues);
    }

    /// <summary>The content of a stream, at most so many bytes.</summary>
    internal byte[] Read(CompoundNode stream, int limit)
    {
        var length = (int)Math.Min(stream.Size, limit);
        if (length > bytesLeft)
        {
            issues.Add(new(stream.Name, stream.Offset, $"the streams together are longer than {MostReadings} times the file, so they share sectors ([MS-CFB] §2.3)", "read no more of them"));
            return [];
        }

        bytesLeft -= length;
        var content = stream.Size < MiniStreamCutoff ? ReadMini(stream, length) : sectors.Read(stream.Start, length, stream.Name, issues);
        if (content.Length < length)
        {
            issues.Add(new(stream.Name, stream.Offset, $"{content.Length} bytes, where the directory says {stream.Size} ([MS-CFB] §2.6.3)", "read what there is"));
        }

        return content;
    }

    private byte[] ReadMini(CompoundNode stream, int length)
    {
        var content = new byte[length];
        var filled = 0;
        var sector = stream.Start;
        while (filled < length && (long)sector * MiniSectorSize < miniStream.Length)
        {
            var at = (int)sector * MiniSectorSize;
            var take = Math.Min(Math.Min(MiniSectorSize, length - filled), miniStream.Length - at);
            miniStream.AsSpan(at, take).CopyTo(content.AsSpan(filled));
            filled += take;
            sector = ((long)sector * 4) + 4 <= miniTable.Length ? BinaryPrimitives.ReadUInt32LittleEndian(miniTable.AsSpan((int)sector * 4)) : EndOfChain;
        }

        return filled == length ? content : content[..filled];
    }

    private CompoundNode ReadDirectory(uint first, int version)
    {
        var perSector = sectors.Size / EntrySize;
        var chain = sectors.Chain(first, "directory", issues);
        if ((long)chain.Count * perSector > MostEntries)
        {
            issues.Add(new("directory", 0, $"more than {MostEntries} entries", "read the first ones only"));
            chain.RemoveRange(MostEntries / perSector, chain.Count - (MostEntries / perSector));
        }

        var root = Entry(chain, 0, version, out var links) ?? new("Root Entry", true, EndOfChain, 0, 0);
        if (!root.IsStorage)
        {
            issues.Add(new("directory", root.Offset, "the first entry is no root storage ([MS-CFB] §2.6.2)", "took it for one"));
        }

        Descend(root, links.Child, chain, version);
        return root;
    }

    /// <summary>Each storage has a tree of its own; an entry that is reached a second time would make a circle.</summary>
    private void Descend(CompoundNode root, uint first, List<uint> chain, int version)
    {
        var perSector = sectors.Size / EntrySize;
        var seen = new bool[chain.Count * perSector];
        var open = new Stack<(CompoundNode Storage, uint Entry)>([(root, first)]);
        var isOdd = false;
        while (open.TryPop(out var place))
        {
            if (place.Entry >= seen.Length || seen[place.Entry])
            {
                isOdd |= place.Entry != NoEntry;
                continue;
            }

            seen[place.Entry] = true;
            if (Entry(chain, place.Entry, version, out var links) is not { } node)
            {
                continue;
            }

            place.Storage.Children.TryAdd(node.Name, node);
            open.Push((place.Storage, links.Right));
            open.Push((place.Storage, links.Left));
            if (node.IsStorage)
            {
                open.Push((node, links.Child));
            }
        }

        if (isOdd)
        {
            issues.Add(new("directory", 0, "entries that lead out of the directory or round in a circle ([MS-CFB] §2.6.4)", "left those links out"));
        }
    }

    /// <summary>[MS-CFB] §2.6.1; null for an unallocated entry.</summary>
    private CompoundNode? Entry(List<uint> chain, uint number, int version, out (uint Left, uint Right, uint Child) links)
    {
        links = (NoEntry, NoEntry, NoEntry);
        var perSector = (uint)(sectors.Size / EntrySize);
        var sector = number / perSector < chain.Count ? sectors.Sector(chain[(int)(number / perSector)]) : [];
        var at = (int)(number % perSector) * EntrySize;
        if (at + EntrySize > sector.Length || sector[at + 66] is not (1 or 2 or 5) and var type)
        {
            return null;
        }

        var entry = sector.Slice(at, EntrySize);
        links = (BinaryPrimitives.ReadUInt32LittleEndian(entry[68..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[72..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[76..]));
        // The length counts the closing zero. In version 3 the upper half of the size may be anything.
        var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62) & ~1;
        var size = version == 3 ? BinaryPrimitives.ReadUInt32LittleEndian(entry[120..]) : BinaryPrimitives.ReadUInt64LittleEndian(entry[120..]);
        return new(Encoding.Unicode.GetString(entry[..length]), entry[66] != 2, BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]),
            (long)Math.Min(size, long.MaxValue), sectors.Offset(chain[(int)(number / perSector)]) + at);
    }
}
