using System.Buffers.Binary;

namespace Recapito.Core;

/// <summary>
/// The sectors of a compound file and the chains that its allocation table links them to ([MS-CFB] §2.2 to §2.5). A chain never yields
/// more sectors than the file has, so a circle ends.
/// </summary>
internal sealed class CompoundSectors
{
    /// <summary>Greater numbers are marks: end of chain, free, sectors of the tables themselves ([MS-CFB] §2.1).</summary>
    private const uint LastSector = 0xFFFF_FFFA;

    private const uint EndOfChain = 0xFFFF_FFFE;
    private const int DifatInHeader = 76;
    private const int DifatEntriesInHeader = 109;

    private readonly byte[] bytes;
    private readonly uint[] next;

    internal CompoundSectors(byte[] bytes, IssueList issues)
    {
        this.bytes = bytes;
        Size = 1 << BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(30));
        Count = Math.Max(0, (bytes.Length - 1) / Size);
        next = new uint[Count];
        Array.Fill(next, EndOfChain);
        ReadTable(issues);
    }

    /// <summary>Bytes in a sector: 512 (version 3) or 4096 (version 4).</summary>
    internal int Size { get; }

    /// <summary>Sectors that the file has, the last one perhaps cut off.</summary>
    internal int Count { get; }

    /// <summary>Byte offset of a sector; the header takes the place of the first one ([MS-CFB] §2.2).</summary>
    internal long Offset(uint sector) => ((long)sector + 1) * Size;

    /// <summary>The sectors from a first one on; where the chain leaves the file or goes round, it ends with an issue.</summary>
    internal List<uint> Chain(uint first, string what, IssueList issues, int most = int.MaxValue)
    {
        var chain = new List<uint>();
        most = Math.Min(most, Count);
        for (var sector = first; sector <= LastSector; sector = next[sector])
        {
            if (sector >= Count || chain.Count == most)
            {
                if (sector >= Count || most == Count)
                {
                    issues.Add(new(what, 0, $"its sector chain {(sector >= Count ? "leaves the file" : "goes in a circle")} ([MS-CFB] §2.3)", "read what comes before"));
                }

                break;
            }

            chain.Add(sector);
        }

        return chain;
    }

    /// <summary>The bytes of a chain, at most so many.</summary>
    internal byte[] Read(uint first, int length, string what, IssueList issues)
    {
        var chain = Chain(first, what, issues, (int)Math.Min(int.MaxValue, ((long)length + Size - 1) / Size));
        var content = new byte[Math.Min(length, (long)chain.Count * Size)];
        var filled = 0;
        foreach (var sector in chain)
        {
            var source = Sector(sector);
            var take = Math.Min(source.Length, content.Length - filled);
            source[..take].CopyTo(content.AsSpan(filled));
            filled += take;
        }

        return filled == content.Length ? content : content[..filled];
    }

    /// <summary>The bytes of one sector; fewer where the file is cut off.</summary>
    internal ReadOnlySpan<byte> Sector(uint sector)
    {
        var offset = Offset(sector);
        return offset >= bytes.Length ? [] : bytes.AsSpan((int)offset, (int)Math.Min(Size, bytes.Length - offset));
    }

    /// <summary>The header names the first 109 sectors of the table, a chain of its own (DIFAT) the others ([MS-CFB] §2.5).</summary>
    private void ReadTable(IssueList issues)
    {
        var filled = 0;
        for (var i = 0; i < DifatEntriesInHeader && filled < Count; i++)
        {
            filled = AddTableSector(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(DifatInHeader + (4 * i))), filled, issues);
        }

        var difat = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(68));
        for (var read = 0; difat < Count && filled < Count; read++)
        {
            if (read == Count)
            {
                issues.Add(new("compound file", 68, "the chain of DIFAT sectors goes in a circle ([MS-CFB] §2.5)", "read each sector once"));
                break;
            }

            var sector = Sector(difat);
            for (var at = 0; at + 8 <= sector.Length && filled < Count; at += 4)
            {
                filled = AddTableSector(BinaryPrimitives.ReadUInt32LittleEndian(sector[at..]), filled, issues);
            }

            difat = sector.Length < Size ? EndOfChain : BinaryPrimitives.ReadUInt32LittleEndian(sector[^4..]);
        }

        if (filled < Count)
        {
            issues.Add(new("compound file", DifatInHeader, $"the FAT covers {filled} of {Count} sectors ([MS-CFB] §2.3)", "took each of the others for a chain of its own"));
        }
    }

    private int AddTableSector(uint sector, int filled, IssueList issues)
    {
        if (sector > LastSector)
        {
            return filled;
        }

        if (sector >= Count)
        {
            issues.Add(new("compound file", DifatInHeader, $"a sector of the FAT lies behind the end of the file, at sector {sector} of {Count} ([MS-CFB] §2.3)", "took what it lists for chains of one sector"));
        }

        var table = sector < Count ? Sector(sector) : [];
        for (var at = 0; at + 4 <= table.Length && filled + (at / 4) < Count; at += 4)
        {
            next[filled + (at / 4)] = BinaryPrimitives.ReadUInt32LittleEndian(table[at..]);
        }

        return (int)Math.Min(Count, (long)filled + (Size / 4));
    }
}
