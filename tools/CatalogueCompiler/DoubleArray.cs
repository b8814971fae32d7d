using Recapito.Core;

namespace Recapito.CatalogueCompiler;

/// <summary>Places the states of a trie so that the child of a state for the class c lies at its base + c, and no two children collide.</summary>
internal sealed class DoubleArray
{
    /// <summary>No parent; more than a cell can name.</summary>
    private const int None = (1 << CatalogueFormat.CellBits) - 1;

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

    /// <summary>
    /// Two numbers per cell, the halves of one of 64 bits: base, parent's cell, cell to go on in, and whether phrases end there; and per cell
    /// its output, or -1.
    /// </summary>
    public (int[] Cells, int[] Outputs) Flatten(int[] fail, int[] output)
    {
        if (owner.Count >= None)
        {
            throw new InvalidOperationException($"The phrases need {owner.Count} cells; PhraseAutomaton.Cell holds {None}.");
        }

        var (flat, outputs) = (new int[owner.Count * 2], new int[owner.Count]);
        for (var cell = 0; cell < owner.Count; cell++)
        {
            var state = owner[cell];
            var parent = state < 0 || parentOf[state] < 0 ? None : cellOf[parentOf[state]];
            var bits = state < 0 ? Packed(0, parent, 0) : Packed(baseOf[state], parent, cellOf[fail[state]]);
            outputs[cell] = state < 0 ? -1 : output[state];
            bits |= outputs[cell] < 0 ? 0 : 1UL << 63;
            (flat[cell * 2], flat[(cell * 2) + 1]) = ((int)(uint)bits, (int)(uint)(bits >> 32));
        }

        return (flat, outputs);
    }

    private static ulong Packed(int start, int parent, int on) =>
        (uint)start | ((ulong)(uint)parent << CatalogueFormat.CellBits) | ((ulong)(uint)on << (2 * CatalogueFormat.CellBits));

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
