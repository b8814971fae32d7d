using System.Buffers;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// Names of people beside an address whose local part is hidden: in brackets behind it, or before its own angle brackets (RFC 5322 §3.4). A name is two to four
/// words, each of which begins with a capital letter: what programs write in brackets there does not look so.
/// </summary>
internal static class PersonNames
{
    private const int FewestWords = 2;
    private const int MostWords = 4;

    // No name is longer, nor a domain (RFC 1035 §2.3.4): a row of brackets is not read to its end for each of them.
    private const int LongestName = 128;
    private const int LongestDomain = 256;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n<>()");

    /// <summary>The text with such names hidden too.</summary>
    /// <param name="text">A text in which local parts are hidden.</param>
    /// <param name="hidden">The character that stands for what is hidden.</param>
    public static string Hide(string text, char hidden)
    {
        List<(int Start, int End)> names = [];
        for (var at = text.IndexOf(hidden, StringComparison.Ordinal); at >= 0; at = text.IndexOf(hidden, at + 1))
        {
            names.AddRange(new[] { Before(text, at), Behind(text, at) }.Where(name => name.End > name.Start));
        }

        names.Sort();
        return names.Count == 0 ? text : Without(text, names, hidden);
    }

    private static string Without(string text, List<(int Start, int End)> names, char hidden)
    {
        var changed = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, end) in names)
        {
            // Two names that overlap are one.
            if (start >= done)
            {
                changed.Append(text, done, start - done).Append(hidden);
            }

            done = Math.Max(done, end);
        }

        return changed.Append(text, done, text.Length - done).ToString();
    }

    private static (int Start, int End) Behind(string text, int at)
    {
        var place = at + 1;
        if (place < text.Length && text[place] == '@')
        {
            var domain = text.AsSpan(place, Math.Min(text.Length - place, LongestDomain));
            var length = domain.IndexOfAny(Ends);
            place += length < 0 ? domain.Length : length;
        }

        place = Skip(text, Skip(text, place, '>'), ' ');
        var close = place < text.Length && text[place] == '(' ? text.IndexOf(')', place, Math.Min(text.Length - place, LongestName)) : -1;
        return close > 0 && WordsBefore(text, close, text[at]) is var start && start == place + 1 ? (start, close) : default;
    }

    private static (int Start, int End) Before(string text, int at)
    {
        if (at == 0 || text[at - 1] != '<')
        {
            return default;
        }

        var end = at - 1;
        end = end > 0 && text[end - 1] == ' ' ? end - 1 : end;
        end = end > 0 && text[end - 1] is '"' or '\'' or ')' ? end - 1 : end;
        return (WordsBefore(text, end, text[at]), end);
    }

    private static int Skip(string text, int at, char sign) => at < text.Length && text[at] == sign ? at + 1 : at;

    /// <summary>Where the words of a name that ends here begin, some of which may be hidden; its end where none does.</summary>
    private static int WordsBefore(string text, int end, char hidden)
    {
        var (start, words) = (end, 0);
        for (var place = end; words < MostWords; place = start - 1)
        {
            var first = place;
            while (first > 0 && end - first < LongestName && (char.IsLetter(text[first - 1]) || text[first - 1] == hidden || text[first - 1] is '\'' or '’' or '.' or '-'))
            {
                first--;
            }

            if (first == place || !(char.IsUpper(text[first]) || text[first] == hidden))
            {
                break;
            }

            (start, words) = (first, words + 1);
            if (start == 0 || text[start - 1] != ' ')
            {
                break;
            }
        }

        return words >= FewestWords ? start : end;
    }
}
