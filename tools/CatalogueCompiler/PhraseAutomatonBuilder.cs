namespace Recapito.CatalogueCompiler;

/// <summary>
/// Builds the automaton of Aho and Corasick over all phrases (CACM 18:6, 1975), packed into a double array (Aoe, IEEE TSE 15:9, 1989),
/// in arrays that are read back as they are. Phrases are given folded; <paramref name="fold"/> says what the text is folded by.
/// </summary>
/// <param name="fold">Each character of a text as it stands in phrases; null where the text is handed in folded.</param>
/// <param name="collapseBlanks">Whether a run of blanks counts as one.</param>
internal sealed class PhraseAutomatonBuilder(Func<char, char>? fold = null, bool collapseBlanks = false)
{
    private readonly List<SortedDictionary<char, int>> edges = [[]];
    private readonly List<int> phraseAt = [-1];

    public List<string> Phrases { get; } = [];

    /// <summary>The number of the phrase, new or known.</summary>
    public int Add(string phrase)
    {
        var state = 0;
        foreach (var character in phrase)
        {
            if (!edges[state].TryGetValue(character, out var next))
            {
                next = edges.Count;
                edges[state].Add(character, next);
                edges.Add([]);
                phraseAt.Add(-1);
            }

            state = next;
        }

        if (phraseAt[state] < 0)
        {
            phraseAt[state] = Phrases.Count;
            Phrases.Add(phrase);
        }

        return phraseAt[state];
    }

    public void Write(BinaryWriter writer)
    {
        var classes = ClassesOfCharacters();
        var (order, fail) = Links();
        var (output, phraseOf, shorter) = Outputs(order, fail);
        var cells = new DoubleArray(edges.ConvertAll(state => state.Select(edge => (Class: (int)classes[edge.Key], edge.Value)).Order().ToArray()), order);
        writer.Write(Phrases.Count);
        writer.Write(collapseBlanks ? classes.GetValueOrDefault(' ') : 0);
        var (flat, outputs) = cells.Flatten(fail, output);
        WriteInts(writer, flat);
        WriteInts(writer, outputs);
        WriteTable(writer, classes);
        WriteInts(writer, phraseOf);
        WriteInts(writer, shorter);
    }

    private Dictionary<char, ushort> ClassesOfCharacters()
    {
        var classes = new Dictionary<char, ushort>();
        foreach (var character in Phrases.SelectMany(phrase => phrase).Distinct().Order())
        {
            classes.Add(character, (ushort)(classes.Count + 1));
        }

        return classes;
    }

    /// <summary>The states in order of depth, and where each goes when no edge fits.</summary>
    private (List<int> Order, int[] Fail) Links()
    {
        var fail = new int[edges.Count];
        var order = new List<int> { 0 };
        for (var at = 0; at < order.Count; at++)
        {
            var state = order[at];
            foreach (var (character, target) in edges[state])
            {
                order.Add(target);
                var from = fail[state];
                while (from != 0 && !edges[from].ContainsKey(character))
                {
                    from = fail[from];
                }

                fail[target] = state == 0 ? 0 : edges[from].GetValueOrDefault(character);
            }
        }

        return (order, fail);
    }

    /// <summary>Per state the chain of phrases that end there, longest first: an index into phrases and links to the next, or -1.</summary>
    private (int[] Output, int[] PhraseOf, int[] Shorter) Outputs(List<int> order, int[] fail)
    {
        var output = new int[edges.Count];
        var phraseOf = new List<int>();
        var shorter = new List<int>();
        output[0] = -1;
        foreach (var state in order.Skip(1))
        {
            output[state] = output[fail[state]];
            if (phraseAt[state] >= 0)
            {
                phraseOf.Add(phraseAt[state]);
                shorter.Add(output[state]);
                output[state] = phraseOf.Count - 1;
            }
        }

        return (output, [.. phraseOf], [.. shorter]);
    }

    /// <summary>Two levels, as most of the 65,536 characters are in no phrase: a page per high byte, equal pages once.</summary>
    private void WriteTable(BinaryWriter writer, Dictionary<char, ushort> classes)
    {
        var pages = new List<ushort[]>();
        var pageOf = new ushort[256];
        for (var high = 0; high < 256; high++)
        {
            var page = Enumerable.Range(high << 8, 256).Select(code => classes.GetValueOrDefault(fold?.Invoke((char)code) ?? (char)code)).ToArray();
            var known = pages.FindIndex(page.SequenceEqual);
            pageOf[high] = (ushort)(known < 0 ? pages.Count : known);
            if (known < 0)
            {
                pages.Add(page);
            }
        }

        WriteShorts(writer, pageOf);
        WriteShorts(writer, [.. pages.SelectMany(page => page)]);
    }

    public static void WriteInts(BinaryWriter writer, IReadOnlyCollection<int> items)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            writer.Write(item);
        }
    }

    public static void WriteShorts(BinaryWriter writer, IReadOnlyCollection<ushort> items)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            writer.Write(item);
        }
    }
}
