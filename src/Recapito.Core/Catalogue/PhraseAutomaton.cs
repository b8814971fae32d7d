using System.Collections;

namespace Recapito.Core;

/// <summary>Finds all phrases of the catalogue in a text in one pass (Aho and Corasick, CACM 18:6, 1975). Built by the compiler.</summary>
internal sealed partial class PhraseAutomaton
{
    private readonly int[] firstEdge;
    private readonly int[] fail;
    private readonly int[] phraseAt;
    private readonly int[] shorter;
    private readonly char[] edgeCharacter;
    private readonly int[] edgeTarget;
    private readonly int phrases;

    private PhraseAutomaton(int states, int edges)
    {
        firstEdge = new int[states + 1];
        fail = new int[states];
        phraseAt = new int[states];
        shorter = new int[states];
        edgeCharacter = new char[edges];
        edgeTarget = new int[edges];
    }

    private PhraseAutomaton(BinaryReader reader)
        : this(reader.ReadInt32(), reader.ReadInt32())
    {
        for (var state = 0; state < fail.Length; state++)
        {
            firstEdge[state + 1] = firstEdge[state] + reader.ReadUInt16();
            fail[state] = reader.ReadInt32();
            phraseAt[state] = reader.ReadInt32();
            shorter[state] = reader.ReadInt32();
            phrases = Math.Max(phrases, phraseAt[state] + 1);
        }

        for (var edge = 0; edge < edgeCharacter.Length; edge++)
        {
            edgeCharacter[edge] = (char)reader.ReadUInt16();
            edgeTarget[edge] = reader.ReadInt32();
        }
    }

    internal static PhraseAutomaton Read(BinaryReader reader) => new(reader);

    /// <summary>One bit per phrase: does it occur? Without case, runs of white space counted as one blank; linear in the text.</summary>
    internal BitArray Find(ReadOnlySpan<char> text)
    {
        var found = new BitArray(phrases);
        var state = 0;
        var last = '\0';
        foreach (var character in text)
        {
            var next = CatalogueFormat.Fold(character);
            if (next == ' ' && last == ' ')
            {
                continue;
            }

            last = next;
            state = Step(state, next);
            for (var at = phraseAt[state] >= 0 ? state : shorter[state]; at != 0; at = shorter[at])
            {
                found[phraseAt[at]] = true;
            }
        }

        return found;
    }

    private int Step(int state, char character)
    {
        while (true)
        {
            var edge = Array.BinarySearch(edgeCharacter, firstEdge[state], firstEdge[state + 1] - firstEdge[state], character);
            if (edge >= 0)
            {
                return edgeTarget[edge];
            }

            if (state == 0)
            {
                return 0;
            }

            state = fail[state];
        }
    }
}
