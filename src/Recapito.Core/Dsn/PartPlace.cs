namespace Recapito.Core;

/// <summary>Where a part stands, for messages to people.</summary>
/// <param name="Name">"part 2 (message/delivery-status)".</param>
/// <param name="Offset">Byte offset of the part's first header line.</param>
/// <param name="ContentOffset">Byte offset of the content; -1 where the content is encoded, as places inside it are lost then.</param>
internal readonly record struct PartPlace(string Name, long Offset, long ContentOffset)
{
    /// <summary>The same part, its content taken from a place on.</summary>
    internal PartPlace From(int start) => this with { ContentOffset = ContentOffset < 0 ? -1 : ContentOffset + start };

    internal long Place(long offsetInContent) => ContentOffset < 0 ? Offset : ContentOffset + offsetInContent;
}
