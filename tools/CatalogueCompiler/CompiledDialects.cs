using Recapito.Core;

namespace Recapito.CatalogueCompiler;

/// <summary>Writes the dialects: their names, their automaton, and per phrase the roles that it plays and for whom.</summary>
internal static class CompiledDialects
{
    public static void Write(BinaryWriter writer, IReadOnlyList<DialectEntry> dialects)
    {
        var automaton = new PhraseAutomatonBuilder(CatalogueFormat.Fold, collapseBlanks: true);
        var cues = new List<List<(DialectRole Role, int Dialect)>>();
        writer.Write(dialects.Count);
        for (var i = 0; i < dialects.Count; i++)
        {
            writer.Write(dialects[i].Id);
            writer.Write(dialects[i].Language ?? "");
            writer.Write(dialects[i].Kind ?? "");
            foreach (var (role, phrase) in dialects[i].Cues)
            {
                var number = automaton.Add(phrase);
                if (number == cues.Count)
                {
                    cues.Add([]);
                }

                cues[number].Add((role, i));
            }
        }

        writer.Write(cues.Count);
        for (var i = 0; i < cues.Count; i++)
        {
            writer.Write((ushort)automaton.Phrases[i].Length);
            writer.Write((byte)cues[i].Count);
            foreach (var (role, dialect) in cues[i])
            {
                writer.Write((byte)role);
                writer.Write((ushort)dialect);
            }
        }

        WritePrefixes(writer, automaton.Phrases);
        automaton.Write(writer);
    }

    /// <summary>Phrases with a blank or a letter beyond ASCII among their first three are not asked of the filter.</summary>
    private static void WritePrefixes(BinaryWriter writer, IReadOnlyList<string> phrases)
    {
        var bits = new ulong[PhrasePrefix.Words];
        foreach (var phrase in phrases.Where(phrase => phrase.Length >= 3))
        {
            var (first, second, third) = (PhrasePrefix.Fold(phrase[0]), PhrasePrefix.Fold(phrase[1]), PhrasePrefix.Fold(phrase[2]));
            var bit = PhrasePrefix.BitOf(first, second, third);
            bits[bit >> 6] |= first * second * third == 0 ? 0 : 1UL << (bit & 63);
        }

        foreach (var word in bits)
        {
            writer.Write(word);
        }
    }
}
