namespace Recapito.CatalogueCompiler;

/// <summary>Places the states of a trie so that the child of a state for the class c lies at its base + c, and no two children collide.</summary>
internal sealed class DoubleArray
{
    private const int None = 0xFFFF;

    private readonly List<int> owner = [0];
    private readonly int[] cellOf;
    private readonly int[] baseOf;
    private readonly int[] parentOf;
    private int firstFree = 1;

    /// <param name="edges">Per state its children as classes, from 1, in order, with their states; state 0 is the root and stays in cell 0.</param>
    /// <param name="order">The states, parents before children.</param>
    public DoubleArray(List<(int Class, int Target)[]> edges, List<int> order)
    {
        (cellOf, baseOf, parentOf) = (new int[edges.Count], new int[edges.Count], new int[edges.Count]);
        parentOf[0] = -1;
        foreach (var state in order)
        {
            baseOf[state] = edges[state].Length == 0 ? 0 : Place(edges[state]);
            foreach (var (kind, target) in edges[state])
            {
                (cellOf[target], parentOf[target]) = (baseOf[state] + kind, state);
            }
        }
    }

    /// <summary>Four numbers per cell: base, parent's cell, cell to go on in, output; 65535 for none.</summary>
    public ushort[] Flatten(int[] fail, int[] output)
    {
        if (owner.Count >= None)
        {
            throw new InvalidOperationException($"The phrases need {owner.Count} cells; PhraseAutomaton.Cell holds {None}.");
        }

        var flat = new ushort[owner.Count * 4];
        for (var cell = 0; cell < owner.Count; cell++)
        {
            var state = owner[cell];
            var (start, parent, on, text) = state < 0 ? (0, None, 0, None)
                : (baseOf[state], parentOf[state] < 0 ? None : cellOf[parentOf[state]], cellOf[fail[state]], output[state] < 0 ? None : output[state]);
            (flat[cell * 4], flat[(cell * 4) + 1]) = ((ushort)start, (ushort)parent);
            (flat[(cell * 4) + 2], flat[(cell * 4) + 3]) = ((ushort)on, (ushort)text);
        }

        return flat;
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
