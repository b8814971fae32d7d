namespace Recapito.Core;

/// <summary>A kind of report, as <c>catalogue/dialects/*.yaml</c> describes it.</summary>
/// <param name="Id">Who writes it; or the id of what many systems write.</param>
/// <param name="Language">BCP 47 tag, or null for several.</param>
/// <param name="Kind">What such a report is where it is no bounce, or null.</param>
internal sealed record Dialect(string Id, string? Language, ReportKind? Kind)
{
    internal bool IsGeneral { get; } = CatalogueFormat.IsGeneral(Id);
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

    // The first three characters of the phrases that the automaton has.
    private readonly ulong[] opens;
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

        opens = ReadBits(bytes);
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
        var folded = new FoldedText(text);
        var octets = folded.Octets;
        var gap = 0;
        foreach (var start in folded.Starts)
        {
            if (hits.Count >= most)
            {
                break;
            }

            var rest = octets[start..];
            if (longPhrases.MayOpen(rest, out var bucket))
            {
                folded.InText(start, ref gap);
                longPhrases.AddFrom(bucket, folded, start, gap, hits);
            }

            if (MayOpen(rest, folded, start, ref gap, out var place))
            {
                automaton.AddFrom(text, place, lengths, hits);
            }
        }

        folded.Dispose();
    }

    /// <summary>A phrase of the automaton may begin here: one that is short, or not ASCII.</summary>
    private bool MayOpen(ReadOnlySpan<byte> rest, in FoldedText text, int start, ref int gap, out int place)
    {
        place = 0;
        var isVisible = IsVisible(rest[0]) && IsVisible(rest[1]) && IsVisible(rest[2]);
        if (isVisible && !Has(opens, PhrasePrefix.BitOf(rest)))
        {
            return false;
        }

        place = text.InText(start, ref gap);
        return isVisible || !automaton.BeginsNothing(automaton.ClassOf(text.Text[place]));
    }

    private static bool IsVisible(byte octet) => octet is > (byte)' ' and < 0x7F;

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
