namespace Recapito.Core;

/// <summary>
/// Finds all phrases of a set in a text in one pass (Aho and Corasick, CACM 18:6, 1975), the trie packed into a double array
/// (Aoe, IEEE TSE 15:9, 1989). Built by <c>tools/CatalogueCompiler</c>; folding is part of its table of characters.
/// </summary>
internal sealed class PhraseAutomaton
{
    /// <summary>
    /// A state, 8 bytes, as all that a step needs shall lie in one place: three numbers of 21 bits, and whether phrases end here. Its child for
    /// the class c is the cell at <see cref="Base"/> + c, if that has it as <see cref="Parent"/>.
    /// </summary>
    private readonly record struct Cell(ulong Bits)
    {
        private const ulong Number = (1UL << CatalogueFormat.CellBits) - 1;

        internal int Base => (int)(Bits & Number);

        internal int Parent => (int)((Bits >> CatalogueFormat.CellBits) & Number);

        internal int Fail => (int)((Bits >> (2 * CatalogueFormat.CellBits)) & Number);

        internal bool EndsPhrase => (long)Bits < 0;
    }

    private readonly Cell[] cells;

    /// <summary>Per cell the first of the phrases that end there, in <see cref="phraseOf"/>; or -1.</summary>
    private readonly int[] outputs;
    private readonly ushort[] pages;
    private readonly ushort[] classes;
    private readonly int[] phraseOf;
    private readonly int[] shorter;

    /// <summary>Reads what <c>PhraseAutomatonBuilder</c> wrote.</summary>
    internal PhraseAutomaton(CatalogueBytes bytes)
    {
        Phrases = bytes.ReadInt32();
        BlankClass = bytes.ReadInt32();
        cells = ReadCells(bytes.ReadInts());
        outputs = bytes.ReadInts();
        pages = bytes.ReadShorts();
        classes = bytes.ReadShorts();
        phraseOf = bytes.ReadInts();
        shorter = bytes.ReadInts();
    }

    /// <summary>Two numbers per cell, the lower half first.</summary>
    private static Cell[] ReadCells(int[] halves)
    {
        var cells = new Cell[halves.Length / 2];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = new((uint)halves[2 * cell] | ((ulong)(uint)halves[(2 * cell) + 1] << 32));
        }

        return cells;
    }

    /// <summary>How many phrases there are; they are numbered from 0.</summary>
    internal int Phrases { get; }

    /// <summary>The class of blanks where runs of them count as one, else 0.</summary>
    private int BlankClass { get; }

    /// <summary>How many words of 64 bits a set of all phrases needs.</summary>
    internal int Words => (Phrases + 63) / 64;

    /// <summary>Sets one bit per phrase that occurs; <paramref name="found"/> has <see cref="Words"/> words, cleared. Linear in the text.</summary>
    internal void Find(ReadOnlySpan<char> text, Span<ulong> found)
    {
        foreach (var match in In(text))
        {
            found[match.Phrase >> 6] |= 1UL << (match.Phrase & 63);
        }
    }

    /// <summary>Every occurrence, in the order of its end; of those with one end, the longest first.</summary>
    internal Scan In(ReadOnlySpan<char> text) => new(this, text);

    /// <summary>The class of a character; 0 for those in no phrase.</summary>
    internal int ClassOf(char character) => classes[(pages[character >> 8] << 8) | (character & 0xFF)];

    /// <summary>True where no phrase begins with a character of this class.</summary>
    internal bool BeginsNothing(int kind)
    {
        var child = cells[0].Base + kind;
        return kind == 0 || (uint)child >= (uint)cells.Length || cells[child].Parent != 0;
    }

    /// <summary>
    /// Adds the phrases that begin at a place, the shortest first: the walk from the root alone, for texts in which phrases begin where
    /// words do. Far fewer steps than <see cref="In"/> takes.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="lengths">Characters of each phrase, which tell the whole walk from its tail.</param>
    /// <param name="hits">Takes them.</param>
    internal void AddFrom(ReadOnlySpan<char> text, int start, int[] lengths, List<PhraseHit> hits)
    {
        var (cells, pages, classes, blank) = (this.cells, this.pages, this.classes, BlankClass);
        var (state, steps, wasBlank) = (0, 0, false);
        for (var at = start; at < text.Length; at++)
        {
            int kind = classes[(pages[text[at] >> 8] << 8) | (text[at] & 0xFF)];
            var isBlank = blank != 0 && kind == blank;
            if (isBlank && wasBlank)
            {
                continue;
            }

            wasBlank = isBlank;
            var child = cells[state].Base + kind;
            if (kind == 0 || (uint)child >= (uint)cells.Length || cells[child].Parent != state)
            {
                return;
            }

            (state, steps) = (child, steps + 1);
            if (cells[state].EndsPhrase && phraseOf[outputs[state]] is var phrase && lengths[phrase] == steps)
            {
                hits.Add(new(phrase, start, at + 1));
            }
        }
    }

    /// <summary>An occurrence of a phrase; <paramref name="End"/> is the place after its last character.</summary>
    internal readonly record struct Match(int Phrase, int End);

    /// <summary>Walks over the occurrences in a text, without allocating.</summary>
    internal ref struct Scan(PhraseAutomaton automaton, ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> text = text;
        private readonly PhraseAutomaton automaton = automaton;
        private int at;
        private int state;
        private int output = -1;
        private bool afterBlank;

        public readonly Match Current => new(automaton.phraseOf[output], at);

        public readonly Scan GetEnumerator() => this;

        public bool MoveNext()
        {
            output = output >= 0 ? automaton.shorter[output] : -1;
            return output >= 0 || Advance();
        }

        // The fields are kept in locals while characters pass: this loop is what reading a reply costs.
        private bool Advance()
        {
            var (cells, pages, classes, blank) = (automaton.cells, automaton.pages, automaton.classes, automaton.BlankClass);
            var (state, place, wasBlank) = (this.state, at, afterBlank);
            var rest = text;
            while ((uint)place < (uint)rest.Length)
            {
                var character = rest[place++];
                int kind = classes[(pages[character >> 8] << 8) | (character & 0xFF)];
                if (blank != 0)
                {
                    if (kind == blank && wasBlank)
                    {
                        continue;
                    }

                    wasBlank = kind == blank;
                }

                state = Next(cells, state, kind);
                if (cells[state].EndsPhrase)
                {
                    (this.state, at, afterBlank, output) = (state, place, wasBlank, automaton.outputs[state]);
                    return true;
                }
            }

            (this.state, at) = (state, place);
            return false;
        }

        /// <summary>Class 0 is that of all characters in no phrase; no cell is its child.</summary>
        private static int Next(Cell[] cells, int state, int kind)
        {
            if (kind == 0)
            {
                return 0;
            }

            while (true)
            {
                var child = cells[state].Base + kind;
                if ((uint)child < (uint)cells.Length && cells[child].Parent == state)
                {
                    return child;
                }

                if (state == 0)
                {
                    return 0;
                }

                state = cells[state].Fail;
            }
        }
    }
}
