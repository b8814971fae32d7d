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
        return words.Select(word => (Word: word, Mistakes: Between(typed, word)))
            .Where(one => one.Mistakes <= MostMistakes && one.Mistakes < one.Word.Length / 2).OrderBy(one => one.Mistakes).Select(one => one.Word).FirstOrDefault()
            ?? words.Where(word => word.Length >= Shortest && typed.StartsWith(word, StringComparison.Ordinal)).MaxBy(word => word.Length);
    }

    // Letters left out, put in, exchanged for another, or for their neighbour.
    private static int Between(string one, string other)
    {
        var mistakes = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                mistakes[i, j] = i is 0 || j is 0 ? i + j : Math.Min(
                    Math.Min(mistakes[i - 1, j], mistakes[i, j - 1]) + 1,
                    mistakes[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    mistakes[i, j] = Math.Min(mistakes[i, j], mistakes[i - 2, j - 2] + 1);
                }
            }
        }

        return mistakes[one.Length, other.Length];
    }
}
