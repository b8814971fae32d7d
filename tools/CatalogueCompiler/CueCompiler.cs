namespace Recapito.CatalogueCompiler;

/// <summary>
/// Turns the patterns of all cues into one trie of their texts and another over texts and terms: a node stands for the first items
/// of a pattern, and patterns that begin alike share nodes.
/// </summary>
internal sealed class CueCompiler
{
    private sealed class Node
    {
        public List<(int Cue, int Score)> Ends { get; } = [];
        public bool HasChildren { get; set; }
    }

    /// <summary>A text or a term in a distance from what stands before it; with the nodes that it leads to, by the node before (-1: it is the first).</summary>
    private sealed record Item(int Gap)
    {
        public SortedDictionary<int, int> NodeAfter { get; } = [];
    }

    private readonly CatalogueSource source;
    private readonly PhraseTrieBuilder texts = new();
    private readonly List<Node> nodes = [];
    private readonly List<Item> items = [];
    private readonly Dictionary<string, int> itemOf = [];
    private readonly List<List<(int Item, int Boundaries)>> itemsOfPhrase = [];

    public CueCompiler(CatalogueSource source)
    {
        this.source = source;
        for (var cue = 0; cue < source.Cues.Count; cue++)
        {
            foreach (var pattern in source.Cues[cue].Patterns)
            {
                Add(cue, CuePattern.Parse(pattern));
            }
        }
    }

    public void Write(BinaryWriter writer, Action<BinaryWriter, Cue> writeCue)
    {
        var number = Numbers(out var inner);
        var byNumber = Enumerable.Range(0, nodes.Count).OrderBy(node => number[node]).Select(node => nodes[node]).ToArray();
        texts.Write(writer);
        writer.Write(Insiders());
        writer.WriteLists(itemsOfPhrase.ConvertAll(list => list.Select(use => (use.Item << 2) | use.Boundaries).ToArray()));
        writer.Write(inner);
        writer.WriteInts(items.ConvertAll(item => item.NodeAfter.TryGetValue(-1, out var node) ? number[node] : -1));
        writer.WriteShorts(items.ConvertAll(item => (ushort)item.Gap));
        writer.WriteLists(items.ConvertAll(item => item.NodeAfter.Where(pair => pair.Key >= 0)
            .Select(pair => (Before: number[pair.Key], Node: number[pair.Value])).OrderBy(pair => pair.Before)
            .SelectMany(pair => new[] { pair.Before, pair.Node }).ToArray()));
        writer.WriteLists([.. byNumber.Select(node => node.Ends.SelectMany(end => new[] { end.Cue, end.Score }).ToArray())]);
        writer.Write(source.Cues.Count);
        source.Cues.ForEach(cue => writeCue(writer, cue));
    }

    /// <summary>Nodes that others follow come first: only their places need to be remembered while a text is read.</summary>
    private int[] Numbers(out int inner)
    {
        var order = Enumerable.Range(0, nodes.Count).OrderBy(node => nodes[node].HasChildren ? 0 : 1).ToArray();
        inner = nodes.Count(node => node.HasChildren);
        var number = new int[nodes.Count];
        for (var at = 0; at < order.Length; at++)
        {
            number[order[at]] = at;
        }

        return number;
    }

    private void Add(int cue, List<CueItem> pattern)
    {
        var (node, length) = (-1, 0);
        foreach (var part in pattern)
        {
            var alternatives = Alternatives(part);
            length += alternatives.Min(alternative => alternative.Text.Length);
            node = NodeAfter(node, ItemOf(part, alternatives));
        }

        if (node >= 0)
        {
            nodes[node].Ends.Add((cue, (source.Cues[cue].Weight << 8) | Math.Min(length, 255)));
        }
    }

    private List<CueItem> Alternatives(CueItem item) => item.Term is null
        ? [item]
        : source.Terms.Find(term => term.Id == item.Term)!.Words.ConvertAll(word => CuePattern.Folded(new(null, word, false, false, item.Gap)));

    private int ItemOf(CueItem part, List<CueItem> alternatives)
    {
        var key = $"{part.Gap} {(part.Term is null ? $"{part.OpenStart}{part.OpenEnd}{part.Text}" : $"{{{part.Term}}}")}";
        if (!itemOf.TryGetValue(key, out var item))
        {
            itemOf[key] = item = items.Count;
            items.Add(new(part.Gap));
            foreach (var alternative in alternatives.DistinctBy(alternative => alternative.Text))
            {
                itemsOfPhrase[PhraseOf(alternative)].Add((item, Boundaries(alternative)));
            }
        }

        return item;
    }

    private int NodeAfter(int before, int item)
    {
        if (!items[item].NodeAfter.TryGetValue(before, out var node))
        {
            items[item].NodeAfter[before] = node = nodes.Count;
            nodes.Add(new());
            if (before >= 0)
            {
                nodes[before].HasChildren = true;
            }
        }

        return node;
    }

    /// <summary>1 where the text must start as a word does, 2 where it must end as one.</summary>
    private static int Boundaries(CueItem item) =>
        (!item.OpenStart && CueText.IsOfWord(item.Text[0]) ? 1 : 0) | (!item.OpenEnd && CueText.IsOfWord(item.Text[^1]) ? 2 : 0);

    /// <summary>The letters and digits that texts begin with which may stand inside a word.</summary>
    private string Insiders() =>
        new([.. texts.Phrases.Where((text, phrase) => CueText.IsOfWord(text[0]) && itemsOfPhrase[phrase].Exists(use => (use.Boundaries & 1) == 0)).Select(text => text[0]).Distinct().Order()]);

    private int PhraseOf(CueItem item)
    {
        var phrase = texts.Add(item.Text);
        if (phrase == itemsOfPhrase.Count)
        {
            itemsOfPhrase.Add([]);
        }

        return phrase;
    }
}
