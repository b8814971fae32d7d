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

    /// <summary>From here on, scripts put no blanks between words (CJK Radicals Supplement and what follows).</summary>
    private const char FirstIdeographic = '\u2E80';

    // The first three characters of all phrases, and of those that the automaton has.
    private readonly ulong[] opens;
    private readonly ulong[] opensBrief;
    private readonly LongPhrases longPhrases;
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

        (opens, opensBrief) = (ReadBits(bytes), ReadBits(bytes));
        longPhrases = new(bytes);
        automaton = new(bytes);
    }

    internal Dialect[] Dialects { get; }

    internal ReadOnlySpan<DialectCue> CuesOf(int phrase) => cues[phrase];

    /// <summary>Characters of the phrase as it is compared.</summary>
    internal int LengthOf(int phrase) => lengths[phrase];

    /// <summary>
    /// Adds the places where phrases stand, in the order of their starts; at most so many. A phrase begins where a word or a sign does,
    /// or, in scripts without blanks, anywhere.
    /// </summary>
    internal void Find(ReadOnlySpan<char> text, List<PhraseHit> hits, int most)
    {
        Span<int> places = stackalloc int[PhrasePrefix.Longest];
        var inWord = false;
        for (var at = 0; at + 1 < text.Length && hits.Count < most; at++)
        {
            var character = text[at];
            var isWord = character < 128 ? PhrasePrefix.IsWord(character) : character < FirstIdeographic && char.IsLetterOrDigit(character);
            var begins = !isWord || !inWord;
            inWord = isWord;
            if (begins && character > ' ')
            {
                AddFrom(text, at, places, hits);
            }
        }
    }

    private void AddFrom(ReadOnlySpan<char> text, int at, Span<int> places, List<PhraseHit> hits)
    {
        var third = at + 2 < text.Length ? PhrasePrefix.Fold(text[at + 2]) : 0;
        var (first, second) = (PhrasePrefix.Fold(text[at]), PhrasePrefix.Fold(text[at + 1]));
        var isPlain = first != 0 && second != 0 && third != 0;
        var bit = PhrasePrefix.BitOf(first, second, third);
        if (isPlain && !Has(opens, bit))
        {
            return;
        }

        longPhrases.AddFrom(text, at, places, hits);
        if (isPlain ? Has(opensBrief, bit) : !automaton.BeginsNothing(automaton.ClassOf(text[at])))
        {
            automaton.AddFrom(text, at, lengths, hits);
        }
    }

    private static bool Has(ulong[] bits, int bit) => (bits[bit >> 6] & (1UL << (bit & 63))) != 0;

    private static ulong[] ReadBits(CatalogueBytes bytes)
    {
        var bits = new ulong[PhrasePrefix.Words];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = bytes.ReadUInt64();
        }

        return bits;
    }

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
