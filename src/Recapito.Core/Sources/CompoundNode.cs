namespace Recapito.Core;

/// <summary>A storage or a stream of a compound file ([MS-CFB] §2.6.1).</summary>
/// <param name="Name">As the directory has it, without its closing zero.</param>
/// <param name="IsStorage">True for a storage and for the root.</param>
/// <param name="Start">First sector, or first mini sector for a stream below 4096 bytes.</param>
/// <param name="Size">Length of the stream in bytes as the directory says.</param>
/// <param name="Offset">Byte offset of the directory entry in the file.</param>
internal sealed record CompoundNode(string Name, bool IsStorage, uint Start, long Size, long Offset)
{
    /// <summary>What stands in a storage, by name; [MS-CFB] §2.6.4 compares names without regard to case.</summary>
    internal Dictionary<string, CompoundNode> Children { get; } = new(StringComparer.OrdinalIgnoreCase);
}
