namespace Recapito.Core;

/// <summary>A kind of report, as <c>catalogue/dialects/*.yaml</c> describes it.</summary>
/// <param name="Id">Who writes it; "any" for what many systems write.</param>
/// <param name="Language">BCP 47 tag, or null for several.</param>
/// <param name="Kind">What such a report is where it is no bounce, or null.</param>
internal sealed record Dialect(string Id, string? Language, ReportKind? Kind)
{
    internal bool IsGeneral { get; } = Id == "any";
}

/// <summary>A role that a phrase plays, and in which dialect.</summary>
/// <param name="Role">The role.</param>
/// <param name="Dialect">The number of the dialect.</param>
internal readonly record struct Cue(DialectRole Role, int Dialect);

/// <summary>All dialects with the automaton over their phrases.</summary>
internal sealed class DialectTable
{
    private readonly Cue[][] cues;
    private readonly int[] lengths;

    private DialectTable(BinaryReader reader)
    {
        Dialects = new Dialect[reader.ReadInt32()];
        for (var i = 0; i < Dialects.Length; i++)
        {
            var (id, language, kind) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
            Dialects[i] = new(id, language.Length > 0 ? language : null, KindOf(kind));
        }

        cues = new Cue[reader.ReadInt32()][];
        lengths = new int[cues.Length];
        for (var i = 0; i < cues.Length; i++)
        {
            lengths[i] = reader.ReadUInt16();
            cues[i] = new Cue[reader.ReadByte()];
            for (var k = 0; k < cues[i].Length; k++)
            {
                cues[i][k] = new((DialectRole)reader.ReadByte(), reader.ReadUInt16());
            }
        }

        Automaton = PhraseAutomaton.Read(reader);
    }

    internal Dialect[] Dialects { get; }

    internal PhraseAutomaton Automaton { get; }

    internal static DialectTable Read(BinaryReader reader) => new(reader);

    internal ReadOnlySpan<Cue> CuesOf(int phrase) => cues[phrase];

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
        _ => throw new InvalidDataException($"The compiled catalogue names an unknown kind of report, '{name}'."),
    };
}
