namespace Recapito.Core;

/// <summary>A phrase in a text.</summary>
/// <param name="Phrase">Its number.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct PhraseHit(int Phrase, int Start, int End);

internal sealed partial class PhraseAutomaton
{
    /// <summary>Adds every place where a phrase stands, in the order of their ends; at most so many.</summary>
    internal void FindAll(ReadOnlySpan<char> text, List<PhraseHit> hits, Func<int, int> lengthOf, int most)
    {
        var state = 0;
        var last = '\0';
        for (var i = 0; i < text.Length && hits.Count < most; i++)
        {
            var next = CatalogueFormat.Fold(text[i]);
            if (next == ' ' && last == ' ')
            {
                continue;
            }

            last = next;
            state = Step(state, next);
            for (var at = phraseAt[state] >= 0 ? state : shorter[state]; at != 0; at = shorter[at])
            {
                hits.Add(new(phraseAt[at], StartOf(text, i, lengthOf(phraseAt[at])), i + 1));
            }
        }
    }

    /// <summary>So many characters back, a run of white space counted as one.</summary>
    private static int StartOf(ReadOnlySpan<char> text, int end, int length)
    {
        var at = end;
        for (var left = length - 1; left > 0 && at > 0; left--)
        {
            var wasBlank = char.IsWhiteSpace(text[at]);
            at--;
            while (wasBlank && at > 0 && char.IsWhiteSpace(text[at]))
            {
                at--;
            }
        }

        return at;
    }
}
