namespace Recapito.Core;

/// <summary>How whoever has an address is written where its domain does not stand beside it.</summary>
internal static class NameSpellings
{
    private const int ShortestOfBoth = 2;

    // Blanks, as in "Lee Smith"; a comma, as in "Smith, Lee"; what mail systems write between the two.
    private static readonly string[] Between = [" ", ", ", ",", ".", "_", "-"];

    /// <summary>The local part, that without its detail (RFC 5233), and, where it is two words, first and last name in both orders; in lower case.</summary>
    public static IEnumerable<string> Of(string local)
    {
        var name = local.ToLowerInvariant();
        var plus = name.IndexOf('+', StringComparison.Ordinal);
        var plain = plus > 0 ? name[..plus] : name;
        return new[] { name, plain }.Concat(Pair(plain) is var (first, last)
            ? Between.SelectMany(sign => new[] { $"{first}{sign}{last}", $"{last}{sign}{first}" })
            : []).Distinct();
    }

    /// <summary>First and last name each, which stand alone behind "s=" and "g=" (ITU-T X.400, F.401); none where the local part is not two words.</summary>
    public static IEnumerable<string> Parts(string local)
    {
        var name = local.ToLowerInvariant();
        return Pair(name.Split('+')[0]) is var (first, last) ? [first, last] : [];
    }

    // "lee.smith2" is Lee Smith, too. Two words that stand beside each other in sentences of ours, or that name no person, are none.
    private static (string First, string Last)? Pair(string local)
    {
        var words = local.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).Trim('"').Split('.', '_', '-', ' ');
        return words is [var first, var last] && IsName(first) && IsName(last) && first.Length + last.Length > 2 * ShortestOfBoth
            && !(SpokenWords.NamesNobody(first) && SpokenWords.NamesNobody(last)) && !SpokenWords.AreNeighbours(first, last) && !SpokenWords.AreNeighbours(last, first)
            ? (first, last) : null;
    }

    private static bool IsName(string word) => word.Length >= ShortestOfBoth && word.All(char.IsLetter);
}
