using System.Runtime.InteropServices;

namespace Recapito.Core;

/// <summary>
/// A set of phrases as a trie that is packed into a double array with tails (Aoe, IEEE TSE 15:9, 1989). Built by
/// <c>tools/CatalogueCompiler</c>; folding is part of its table of characters. Phrases begin where words do, so a text is walked from
/// such places alone: far fewer steps than an automaton takes that follows every character.
/// </summary>
internal sealed class PhraseTrie
{
    /// <summary>No phrase.</summary>
    private const int None = 0xFFFF;

    /// <summary>A node in eight octets, as a walk waits for memory more than for anything else.</summary>
    private readonly record struct Cell(ulong Packed)
    {
        /// <summary>Its child for the class c is the cell at this + c. Below zero: the phrase goes on at the complement in the tails.</summary>
        internal int Base => (int)Packed;

        /// <summary>The cell that it is a child of.</summary>
        internal int Parent => (ushort)(Packed >> 32);

        /// <summary>The number of the phrase that ends here, or at the end of the tail.</summary>
        internal int Phrase => (int)(Packed >> 48);
    }

    private readonly ulong[] cells;

    // Classes of characters where only one phrase is left; each tail ends with a 0.
    private readonly ushort[] tails;
    private readonly ushort[] pages;
    private readonly ushort[] classes;

    // The class of blanks where runs of them count as one, else 0.
    private readonly int blankClass;

    /// <summary>Reads what <c>PhraseTrieBuilder</c> wrote.</summary>
    internal PhraseTrie(CatalogueBytes bytes)
    {
        blankClass = bytes.ReadInt32();
        cells = bytes.ReadLongs();
        tails = bytes.ReadShorts();
        pages = bytes.ReadShorts();
        classes = bytes.ReadShorts();
    }

    /// <summary>The phrases that begin at a place of a text, the shortest first. Steps: at most the length of the longest phrase.</summary>
    internal Walk From(ReadOnlySpan<char> text, int start) => new(this, text, start);

    /// <summary>Goes from the root along a text, without allocating.</summary>
    internal ref struct Walk(PhraseTrie trie, ReadOnlySpan<char> text, int start)
    {
        private readonly ReadOnlySpan<char> text = text;
        private readonly PhraseTrie trie = trie;
        private int at = start;
        private int node;
        private bool afterBlank;

        /// <summary>The number of the phrase.</summary>
        public readonly int Current => new Cell(trie.cells[node]).Phrase;

        /// <summary>Where it ends, exclusive.</summary>
        internal readonly int End => at;

        public bool MoveNext()
        {
            var cells = MemoryMarshal.Cast<ulong, Cell>(trie.cells);
            var (place, parent, wasBlank) = (at, node, afterBlank);
            if (cells[parent].Base < 0)
            {
                return false;
            }

            while ((uint)place < (uint)text.Length)
            {
                var kind = trie.ClassOf(text[place++], ref wasBlank);
                if (kind < 0)
                {
                    continue;
                }

                // Class 0 is that of all characters in no phrase.
                var child = cells[parent].Base + kind;
                if (kind == 0 || (uint)child >= (uint)cells.Length || cells[child].Parent != parent)
                {
                    return false;
                }

                parent = child;
                if (cells[child].Base < 0 ? HasTail(~cells[child].Base, ref place, wasBlank) : cells[child].Phrase != None)
                {
                    (at, node, afterBlank) = (place, child, wasBlank);
                    return true;
                }

                if (cells[child].Base < 0)
                {
                    return false;
                }
            }

            return false;
        }

        private readonly bool HasTail(int tail, ref int place, bool wasBlank)
        {
            var rest = trie.tails.AsSpan(tail);
            for (var length = 0; rest[length] != 0;)
            {
                if ((uint)place >= (uint)text.Length)
                {
                    return false;
                }

                var kind = trie.ClassOf(text[place++], ref wasBlank);
                if (kind >= 0 && rest[length++] != kind)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The class of a character, or -1 for a blank that is one with the blank before it.</summary>
    private int ClassOf(char character, ref bool afterBlank)
    {
        int kind = classes[(pages[character >> 8] << 8) | (character & 0xFF)];
        if (blankClass == 0)
        {
            return kind;
        }

        var isRepeated = kind == blankClass && afterBlank;
        afterBlank = kind == blankClass;
        return isRepeated ? -1 : kind;
    }
}
