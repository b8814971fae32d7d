namespace Recapito.CatalogueCompiler;

/// <summary>Writes the dialects: their names, per phrase its length and the roles that it plays and for whom, and the index of all phrases.</summary>
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

        var cues = dialects.SelectMany((dialect, number) => dialect.Cues.Select(cue => (cue.Phrase, cue.Role, Dialect: number))).ToLookup(cue => cue.Phrase);
        var index = new PhraseIndexBuilder(cues.Select(phrase => phrase.Key));
        var inOrder = index.Phrases.SelectMany(phrase => cues[phrase]).ToArray();
        writer.WriteShorts([.. index.Phrases.Select(phrase => checked((ushort)phrase.Length))]);
        writer.WriteInts([0, .. Sums(index.Phrases.Select(phrase => cues[phrase].Count()))]);
        writer.WriteShorts([.. inOrder.SelectMany(cue => new[] { (ushort)cue.Role, checked((ushort)cue.Dialect) })]);
        index.Write(writer);
    }

    private static IEnumerable<int> Sums(IEnumerable<int> counts)
    {
        var sum = 0;
        return counts.Select(count => sum += count);
    }
}
