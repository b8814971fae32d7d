namespace Recapito.CatalogueCompiler;

/// <summary>Places the nodes of a trie so that the child of a node for the class c lies at its base + c, and no two children collide.</summary>
internal sealed class DoubleArray
{
    private const int None = 0xFFFF;

    private readonly List<int> owner = [0];
    private readonly int[] cellOf;
    private readonly int[] baseOf;
    private readonly int[] parentOf;
    private int firstFree = 1;

    /// <param name="edges">Per node its children as classes, from 1, in order, with their numbers; node 0 is the root and stays in cell 0.</param>
    public DoubleArray(List<(int Class, int Target)[]> edges)
    {
        (cellOf, baseOf, parentOf) = (new int[edges.Count], new int[edges.Count], new int[edges.Count]);
        parentOf[0] = -1;
        foreach (var node in InDepth(edges))
        {
            baseOf[node] = edges[node].Length == 0 ? 0 : Place(edges[node]);
            foreach (var (kind, target) in edges[node])
            {
                (cellOf[target], parentOf[target]) = (baseOf[node] + kind, node);
            }
        }
    }

    /// <summary>Per cell, from the lowest bits: 32 for the base, or the complement of the place of a tail; 16 for the parent's cell; 16 for the phrase.</summary>
    public ulong[] Flatten(Func<int, int> phraseAt, int[] tailAt)
    {
        if (owner.Count >= None)
        {
            throw new InvalidOperationException($"The phrases need {owner.Count} cells; PhraseTrie.Cell numbers {None}.");
        }

        return [.. owner.Select(node => node < 0 ? Packed(0, None, None)
            : Packed(tailAt[node] < 0 ? baseOf[node] : ~tailAt[node], node == 0 ? None : cellOf[parentOf[node]], phraseAt(node) is >= 0 and var phrase ? phrase : None))];
    }

    private static ulong Packed(int first, int parent, int phrase) => (uint)first | ((ulong)parent << 32) | ((ulong)phrase << 48);

    /// <summary>Each node with those below it, so that the cells of a phrase lie together: most of the time of a walk is waiting for memory.</summary>
    private static IEnumerable<int> InDepth(List<(int Class, int Target)[]> edges)
    {
        var open = new Stack<int>([0]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var (_, target) in edges[node].Reverse())
            {
                open.Push(target);
            }
        }
    }

    private int Place((int Class, int Target)[] children)
    {
        while (firstFree < owner.Count && owner[firstFree] >= 0)
        {
            firstFree++;
        }

        for (var first = Math.Max(firstFree, children[0].Class); ; first++)
        {
            var start = first - children[0].Class;
            if (Array.TrueForAll(children, child => IsFree(start + child.Class)))
            {
                Take(start, children);
                return start;
            }
        }
    }

    private bool IsFree(int cell) => cell >= owner.Count || owner[cell] < 0;

    private void Take(int start, (int Class, int Target)[] children)
    {
        while (owner.Count <= start + children[^1].Class)
        {
            owner.Add(-1);
        }

        foreach (var (kind, target) in children)
        {
            owner[start + kind] = target;
        }
    }
}
