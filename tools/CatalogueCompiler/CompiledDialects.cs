using System.Text;
using Recapito.Core;

namespace Recapito.CatalogueCompiler;

/// <summary>Writes the dialects: their names, their automaton, and per phrase the roles that it plays and for whom.</summary>
internal static class CompiledDialects
{
    public static void Write(BinaryWriter writer, IReadOnlyList<DialectEntry> dialects)
    {
        writer.Write(dialects.Count);
        foreach (var dialect in dialects)
        {
            writer.Write(dialect.Id);
            writer.Write(dialect.Language ?? "");
            writer.Write(dialect.Kind ?? "");
        }

        // Those that the automaton has come first: it numbers its phrases itself.
        var phrases = dialects.SelectMany(dialect => dialect.Cues).Select(cue => cue.Phrase).Distinct().OrderBy(IsLong).ToList();
        WriteCues(writer, dialects, phrases);
        WritePrefixes(writer, phrases);
        WriteLong(writer, phrases);
        var automaton = new PhraseAutomatonBuilder(CatalogueFormat.Fold, collapseBlanks: true);
        foreach (var phrase in phrases.Where(phrase => !IsLong(phrase)))
        {
            automaton.Add(phrase);
        }

        automaton.Write(writer);
    }

    private static bool IsLong(string phrase) => phrase.Length >= PhrasePrefix.Long && Ascii.IsValid(phrase);

    private static void WriteCues(BinaryWriter writer, IReadOnlyList<DialectEntry> dialects, List<string> phrases)
    {
        var cues = dialects.SelectMany((dialect, number) => dialect.Cues.Select(cue => (cue.Phrase, cue.Role, Dialect: number))).ToLookup(cue => cue.Phrase);
        writer.Write(phrases.Count);
        foreach (var phrase in phrases)
        {
            writer.Write((ushort)phrase.Length);
            writer.Write((byte)cues[phrase].Count());
            foreach (var cue in cues[phrase])
            {
                writer.Write((byte)cue.Role);
                writer.Write((ushort)cue.Dialect);
            }
        }
    }

    /// <summary>
    /// The first three characters of the phrases that the automaton has. One with a blank or a letter beyond ASCII among them is not in
    /// the table: it is not asked about such places.
    /// </summary>
    private static void WritePrefixes(BinaryWriter writer, List<string> phrases)
    {
        var bits = new ulong[PhrasePrefix.Words];
        foreach (var phrase in phrases.Where(phrase => !IsLong(phrase) && phrase.Length >= PhrasePrefix.Short && phrase.Take(PhrasePrefix.Short).All(character => character is > ' ' and < (char)0x7F)))
        {
            var bit = PhrasePrefix.BitOf(Octets(phrase));
            bits[bit >> 6] |= 1UL << (bit & 63);
        }

        Array.ForEach(bits, writer.Write);
    }

    /// <summary>Per bucket where its phrases begin; their numbers; how much each shares with the one before it in its bucket; where its text begins; all texts.</summary>
    private static void WriteLong(BinaryWriter writer, List<string> phrases)
    {
        var sorted = phrases.Where(IsLong).OrderBy(BucketOf).ThenBy(phrase => phrase, StringComparer.Ordinal).ToList();
        var buckets = new int[PhrasePrefix.Buckets + 1];
        var texts = new int[sorted.Count + 1];
        for (var i = 0; i < sorted.Count; i++)
        {
            buckets[BucketOf(sorted[i]) + 1]++;
            texts[i + 1] = texts[i] + sorted[i].Length;
        }

        for (var i = 1; i < buckets.Length; i++)
        {
            buckets[i] += buckets[i - 1];
        }

        WriteShorts(writer, buckets);
        WriteShorts(writer, sorted.ConvertAll(phrase => phrases.IndexOf(phrase)));
        WriteShorts(writer, [.. sorted.Select((phrase, i) => i == 0 || BucketOf(sorted[i - 1]) != BucketOf(phrase) ? 0 : phrase.AsSpan().CommonPrefixLength(sorted[i - 1]))]);
        writer.Write(texts.Length);
        Array.ForEach(texts, writer.Write);
        writer.Write(texts[^1]);
        sorted.ForEach(phrase => writer.Write(Encoding.ASCII.GetBytes(phrase)));
    }

    private static int BucketOf(string phrase) => PhrasePrefix.BucketOf(Octets(phrase));

    /// <summary>With room behind them for what looks at the first eight.</summary>
    private static byte[] Octets(string phrase) => Encoding.Latin1.GetBytes(phrase.PadRight(8, '\0'));

    private static void WriteShorts(BinaryWriter writer, IReadOnlyCollection<int> items)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            writer.Write(checked((ushort)item));
        }
    }
}
