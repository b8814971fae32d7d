namespace Recapito.CatalogueCompiler;

/// <summary>
/// Builds the trie of all phrases, packed into a double array with tails (Aoe, IEEE TSE 15:9, 1989), in arrays that are read back as they are.
/// Phrases are given folded.
/// </summary>
/// <param name="fold">Each character of a text as it stands in phrases; null where the text is handed in folded.</param>
/// <param name="collapseBlanks">Whether a run of blanks counts as one.</param>
internal sealed class PhraseTrieBuilder(Func<char, char>? fold = null, bool collapseBlanks = false)
{
    private readonly List<SortedDictionary<char, int>> edges = [[]];
    private readonly List<int> phraseAt = [-1];

    public List<string> Phrases { get; } = [];

    /// <summary>The number of the phrase, new or known.</summary>
    public int Add(string phrase)
    {
        var node = 0;
        foreach (var character in phrase)
        {
            if (!edges[node].TryGetValue(character, out var next))
            {
                next = edges.Count;
                edges[node].Add(character, next);
                edges.Add([]);
                phraseAt.Add(-1);
            }

            node = next;
        }

        if (phraseAt[node] < 0)
        {
            phraseAt[node] = Phrases.Count;
            Phrases.Add(phrase);
        }

        return phraseAt[node];
    }

    public void Write(BinaryWriter writer)
    {
        var classes = ClassesOfCharacters();
        var tails = new List<ushort>();
        var tailAt = AddTails(classes, tails);
        var cells = new DoubleArray([.. edges.Select((children, node) => tailAt[node] >= 0 ? [] : children.Select(edge => (Class: (int)classes[edge.Key], edge.Value)).Order().ToArray())]);
        writer.Write(collapseBlanks ? classes.GetValueOrDefault(' ') : 0);
        writer.WriteLongs(cells.Flatten(node => tailAt[node] < 0 ? phraseAt[node] : phraseAt[EndOf(node)], tailAt));
        writer.WriteShorts(tails);
        WriteTable(writer, classes);
    }

    /// <summary>Per node the place of its tail, or -1; those below one that has a tail are not asked for.</summary>
    private int[] AddTails(Dictionary<char, ushort> classes, List<ushort> tails)
    {
        var tailAt = new int[edges.Count];
        var open = new Stack<int>([0]);
        while (open.TryPop(out var node))
        {
            tailAt[node] = AddTail(node, classes, tails);
            foreach (var child in tailAt[node] < 0 ? edges[node].Values.Reverse() : [])
            {
                open.Push(child);
            }
        }

        return tailAt;
    }

    /// <summary>The place of the classes that follow a node where one phrase alone goes on; -1 where several do, or one ends.</summary>
    private int AddTail(int node, Dictionary<char, ushort> classes, List<ushort> tails)
    {
        if (node == 0 || phraseAt[node] >= 0 || EndOf(node) < 0)
        {
            return -1;
        }

        var start = tails.Count;
        for (var at = node; edges[at].Count > 0; at = edges[at].Values.First())
        {
            tails.Add(classes[edges[at].Keys.First()]);
        }

        tails.Add(0);
        return start;
    }

    /// <summary>The leaf below a node where no phrase ends and none branches off before it, else -1.</summary>
    private int EndOf(int node)
    {
        while (edges[node].Count == 1)
        {
            node = edges[node].Values.First();
            if (phraseAt[node] >= 0 && edges[node].Count > 0)
            {
                return -1;
            }
        }

        return edges[node].Count == 0 ? node : -1;
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

        writer.WriteShorts(pageOf);
        writer.WriteShorts([.. pages.SelectMany(page => page)]);
    }
}
