namespace Recapito.CatalogueCompiler;

/// <summary>Builds the automaton of Aho and Corasick over all phrases (CACM 18:6, 1975), in arrays that are read back as they are.</summary>
internal sealed class PhraseAutomatonBuilder
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

    /// <summary>Per state: its edges in order of characters, where to go when none fits, its phrase or -1, and the next shorter state with a phrase or 0.</summary>
    public void Write(BinaryWriter writer)
    {
        var (fail, shorter) = Links();
        writer.Write(edges.Count);
        writer.Write(edges.Sum(state => state.Count));
        for (var state = 0; state < edges.Count; state++)
        {
            writer.Write((ushort)edges[state].Count);
            writer.Write(fail[state]);
            writer.Write(phraseAt[state]);
            writer.Write(shorter[state]);
        }

        foreach (var (character, target) in edges.SelectMany(state => state))
        {
            writer.Write((ushort)character);
            writer.Write(target);
        }
    }

    private (int[] Fail, int[] Shorter) Links()
    {
        var fail = new int[edges.Count];
        var shorter = new int[edges.Count];
        var queue = new Queue<int>(edges[0].Values);
        while (queue.TryDequeue(out var state))
        {
            shorter[state] = phraseAt[fail[state]] >= 0 ? fail[state] : shorter[fail[state]];
            foreach (var (character, target) in edges[state])
            {
                var from = fail[state];
                while (from != 0 && !edges[from].ContainsKey(character))
                {
                    from = fail[from];
                }

                fail[target] = edges[from].GetValueOrDefault(character);
                queue.Enqueue(target);
            }
        }

        return (fail, shorter);
    }
}
