using System.Runtime.InteropServices;

namespace Recapito.Core;

/// <summary>A kind of report, as <c>catalogue/dialects/*.yaml</c> describes it.</summary>
/// <param name="Id">Who writes it; or the id of what many systems write.</param>
/// <param name="Language">BCP 47 tag, or null for several.</param>
/// <param name="Kind">What such a report is where it is no bounce, or null.</param>
internal sealed record Dialect(string Id, string? Language, ReportKind? Kind)
{
    internal bool IsGeneral { get; } = CatalogueFormat.IsGeneral(Id);
}

/// <summary>A role that a phrase plays, and in which dialect, as the compiler wrote them side by side.</summary>
/// <param name="RoleNumber">The role as a number.</param>
/// <param name="Dialect">The number of the dialect.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DialectCue(ushort RoleNumber, ushort Dialect)
{
    internal DialectRole Role => (DialectRole)RoleNumber;
}

/// <summary>All dialects with the index of their phrases.</summary>
internal sealed class DialectTable
{
    private readonly ushort[] lengths;
    private readonly int[] cuesAt;
    private readonly ushort[] cues;

    internal DialectTable(CatalogueBytes bytes)
    {
        Dialects = bytes.ReadAll(entry => new Dialect(entry.ReadString(), entry.ReadOptional(), KindOf(entry.ReadString())));
        lengths = bytes.ReadShorts();
        (cuesAt, cues) = (bytes.ReadInts(), bytes.ReadShorts());
        Index = new(bytes);
    }

    internal Dialect[] Dialects { get; }

    /// <summary>Finds the phrases in a text.</summary>
    internal PhraseIndex Index { get; }

    internal ReadOnlySpan<DialectCue> CuesOf(int phrase) => MemoryMarshal.Cast<ushort, DialectCue>(cues)[cuesAt[phrase]..cuesAt[phrase + 1]];

    /// <summary>Characters of the phrase as it is compared.</summary>
    internal int LengthOf(int phrase) => lengths[phrase];

    private static ReportKind? KindOf(string name) => name switch
    {
        "" => null,
        "bounce" => ReportKind.Bounce,
        "delay" => ReportKind.Delay,
        "complaint" => ReportKind.Complaint,
        "auto-reply" => ReportKind.AutoReply,
        "challenge" => ReportKind.Challenge,
        "not-a-bounce" => ReportKind.NotABounce,
        _ => throw new InvalidDataException($"The compiled catalogue names an unknown kind of report, '{name}'."),
    };
}
