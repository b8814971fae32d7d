using Recapito.Core;

namespace Recapito.Cli;

/// <summary>What a mistyped word was meant to be.</summary>
internal static class Nearest
{
    private const int MostMistakes = 2;

    // "-q" and its like begin too much.
    private const int Shortest = 5;

    /// <summary>The word that is at most two mistakes away, the nearest first; else the one that was written out ("--language" for "--lang"); null where none is.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">What there is.</param>
    public static string? To(string typed, IEnumerable<string> known)
    {
        List<string> words = [.. known];
        return words.Select(word => (Word: word, Mistakes: Misspelling.Mistakes(typed, word)))
            .Where(one => one.Mistakes <= MostMistakes && one.Mistakes < one.Word.Length / 2).OrderBy(one => one.Mistakes).Select(one => one.Word).FirstOrDefault()
            ?? words.Where(word => word.Length >= Shortest && typed.StartsWith(word, StringComparison.Ordinal)).MaxBy(word => word.Length);
    }
}
