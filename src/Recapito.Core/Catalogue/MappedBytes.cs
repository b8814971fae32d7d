using System.Buffers;

namespace Recapito.Core;

/// <summary>
/// An embedded resource where it lies in memory. Only the pages of it that are looked at are loaded: a copy would load and write all of
/// them at every start.
/// </summary>
/// <param name="resource">A resource of this assembly, which stays where it is while its code can run.</param>
internal sealed unsafe class MappedBytes(UnmanagedMemoryStream resource) : MemoryManager<byte>
{
    private readonly byte* start = resource.PositionPointer;

    private readonly int length = checked((int)(resource.Length - resource.Position));

    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
