namespace Recapito.Core;

/// <summary>What a mistyped word was meant to be.</summary>
public static class Misspelling
{
    // In a short word every mistake makes another word of it.
    private const int ShortestForOne = 4;
    private const int ShortestForTwo = 7;

    /// <summary>How many mistakes lie between two words: letters left out, put in, exchanged for another, or for their neighbour (Damerau and Levenshtein).</summary>
    /// <param name="one">A word.</param>
    /// <param name="other">Another.</param>
    public static int Mistakes(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
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

    /// <summary>The one address of the same domain that a mistyped one is near to; null where none is, or several are as near.</summary>
    /// <param name="address">Canonical, and nobody's.</param>
    /// <param name="known">Canonical addresses that somebody has.</param>
    internal static string? OfAddress(string address, IEnumerable<string> known)
    {
        var local = address[..address.LastIndexOf('@')];
        var most = local.Length >= ShortestForTwo ? 2 : local.Length >= ShortestForOne ? 1 : 0;
        var near = known.Where(other => Names.DomainOf(other) == Names.DomainOf(address) && Math.Abs(other.Length - address.Length) <= most).Distinct(StringComparer.Ordinal)
            .Select(other => (Address: other, Mistakes: Mistakes(local, other[..other.LastIndexOf('@')])))
            .Where(other => other.Mistakes > 0 && other.Mistakes <= most).OrderBy(other => other.Mistakes).Take(2).ToList();
        return near is [_] || (near is [var first, var second] && first.Mistakes < second.Mistakes) ? near[0].Address : null;
    }
}
