using Recapito.Core;

namespace Recapito.CatalogueCompiler;

/// <summary>
/// Turns the patterns of all cues into one automaton over their texts and a trie over texts and terms: a node stands for the first items
/// of a pattern, and patterns that begin alike share nodes.
/// </summary>
internal sealed class CueCompiler
{
    private sealed record Node(int Parent, int Gap)
    {
        public List<(int Cue, int Score)> Ends { get; } = [];
        public bool HasChildren { get; set; }
    }

    private readonly CatalogueSource source;
    private readonly PhraseAutomatonBuilder automaton = new();
    private readonly List<Node> nodes = [];
    private readonly Dictionary<(int Parent, int Gap, string Item), int> nodeOf = [];
    private readonly List<List<(int Node, int Boundaries)>> nodesOfPhrase = [];

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
        automaton.Write(writer);
        PhraseAutomatonBuilder.WriteShorts(writer, [.. automaton.Phrases.Select(PhraseShape)]);
        WriteLists(writer, nodesOfPhrase.ConvertAll(list => list.Select(use => (number[use.Node] << 2) | use.Boundaries).ToArray()));
        writer.Write(inner);
        PhraseAutomatonBuilder.WriteInts(writer, [.. byNumber.Select(node => node.Parent < 0 ? -1 : number[node.Parent])]);
        PhraseAutomatonBuilder.WriteShorts(writer, [.. byNumber.Select(node => (ushort)node.Gap)]);
        WriteLists(writer, [.. byNumber.Select(node => node.Ends.SelectMany(end => new[] { end.Cue, end.Score }).ToArray())]);
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

    private void Add(int cue, List<CueItem> items)
    {
        var (node, length) = (-1, 0);
        foreach (var item in items)
        {
            var alternatives = Alternatives(item);
            length += alternatives.Min(alternative => alternative.Text.Length);
            node = NodeOf(node, item, alternatives);
        }

        if (node >= 0)
        {
            nodes[node].Ends.Add((cue, (source.Cues[cue].Weight << 8) | Math.Min(length, 255)));
        }
    }

    private List<CueItem> Alternatives(CueItem item) => item.Term is null
        ? [item]
        : source.Terms.Find(term => term.Id == item.Term)!.Words.ConvertAll(word => CuePattern.Folded(new(null, word, false, false, item.Gap)));

    private int NodeOf(int parent, CueItem item, List<CueItem> alternatives)
    {
        var key = (parent, item.Gap, item.Term is null ? $"{item.OpenStart}{item.OpenEnd}{item.Text}" : $"{{{item.Term}}}");
        if (nodeOf.TryGetValue(key, out var known))
        {
            return known;
        }

        nodes.Add(new(parent, item.Gap));
        nodeOf[key] = nodes.Count - 1;
        if (parent >= 0)
        {
            nodes[parent].HasChildren = true;
        }

        foreach (var alternative in alternatives)
        {
            nodesOfPhrase[PhraseOf(alternative)].Add((nodes.Count - 1, Boundaries(alternative)));
        }

        return nodes.Count - 1;
    }

    /// <summary>1 where the text must start as a word does, 2 where it must end as one.</summary>
    private static int Boundaries(CueItem item) =>
        (!item.OpenStart && CueText.IsOfWord(item.Text[0]) ? 1 : 0) | (!item.OpenEnd && CueText.IsOfWord(item.Text[^1]) ? 2 : 0);

    private int PhraseOf(CueItem item)
    {
        var phrase = automaton.Add(item.Text);
        if (phrase == nodesOfPhrase.Count)
        {
            nodesOfPhrase.Add([]);
        }

        return phrase;
    }

    /// <summary>Characters of the phrase in the lowest 10 bits, then its words.</summary>
    private static ushort PhraseShape(string phrase) =>
        (ushort)(Math.Min(phrase.Length, 1023) | (Math.Min(phrase.Count(character => character == ' ') + 1, 63) << 10));

    private static void WriteLists(BinaryWriter writer, List<int[]> lists)
    {
        var starts = new List<int> { 0 };
        lists.ForEach(list => starts.Add(starts[^1] + list.Length));
        PhraseAutomatonBuilder.WriteInts(writer, starts);
        PhraseAutomatonBuilder.WriteInts(writer, [.. lists.SelectMany(list => list)]);
    }
}
