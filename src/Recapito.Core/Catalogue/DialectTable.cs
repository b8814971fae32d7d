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
internal readonly record struct DialectCue(DialectRole Role, int Dialect);

/// <summary>A phrase in a text.</summary>
/// <param name="Phrase">Its number.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct PhraseHit(int Phrase, int Start, int End);

/// <summary>All dialects with the automaton over their phrases.</summary>
internal sealed class DialectTable
{
    private readonly DialectCue[][] cues;
    private readonly int[] lengths;

    private readonly PhraseAutomaton automaton;

    internal DialectTable(CatalogueBytes bytes)
    {
        Dialects = bytes.ReadAll(entry => new Dialect(entry.ReadString(), entry.ReadOptional(), KindOf(entry.ReadString())));
        cues = new DialectCue[bytes.ReadInt32()][];
        lengths = new int[cues.Length];
        for (var i = 0; i < cues.Length; i++)
        {
            lengths[i] = bytes.ReadUInt16();
            cues[i] = new DialectCue[bytes.ReadByte()];
            for (var k = 0; k < cues[i].Length; k++)
            {
                cues[i][k] = new((DialectRole)bytes.ReadByte(), bytes.ReadUInt16());
            }
        }

        automaton = new(bytes);
    }

    internal Dialect[] Dialects { get; }

    internal ReadOnlySpan<DialectCue> CuesOf(int phrase) => cues[phrase];

    /// <summary>Characters of the phrase as it is compared.</summary>
    internal int LengthOf(int phrase) => lengths[phrase];

    /// <summary>Adds every place where a phrase stands, in the order of their ends; at most so many.</summary>
    internal void Find(ReadOnlySpan<char> text, List<PhraseHit> hits, int most)
    {
        foreach (var match in automaton.In(text))
        {
            if (hits.Count == most)
            {
                return;
            }

            hits.Add(new(match.Phrase, StartOf(text, match.End - 1, lengths[match.Phrase]), match.End));
        }
    }

    /// <summary>So many characters back, a run of white space counted as one.</summary>
    private static int StartOf(ReadOnlySpan<char> text, int end, int length)
    {
        var at = end;
        for (var left = length - 1; left > 0 && at > 0; left--)
        {
            var wasBlank = char.IsWhiteSpace(text[at]);
            at--;
            while (wasBlank && at > 0 && char.IsWhiteSpace(text[at]))
            {
                at--;
            }
        }

        return at;
    }

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
