namespace Recapito.Probes;

/// <summary>A DNS message that cannot be read, or holds more than we take; the one failure of <see cref="MessageReader"/>, whatever the bytes.</summary>
/// <param name="message">What is wrong with it, in words for the diagnosis.</param>
internal sealed class UnreadableMessageException(string message) : IOException(message)
{
    /// <summary>True where it is in order but has more records than anybody needs.</summary>
    public bool IsTooLarge { get; init; }
}
