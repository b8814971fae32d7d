namespace Recapito.Core;

/// <summary>Reads bytes of one mail into a <see cref="DsnReport"/>; what is odd becomes a <see cref="ReadIssue"/>, never an exception.</summary>
public static partial class DsnReader
{
    /// <summary>Reads one mail. Bytes that are no bounce give <see cref="ReportKind.NotABounce"/>.</summary>
    public static DsnReport Read(ReadOnlyMemory<byte> mail) => new() { Kind = ReportKind.NotABounce };
}
