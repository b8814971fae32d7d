using System.Buffers;

namespace Recapito.Core;

/// <summary>
/// Names of people beside an address whose local part is hidden: in brackets behind it, or before its own angle brackets (RFC 5322 §3.4). A name is two to four
/// words, each of which begins with a capital letter: what programs write in brackets there does not look so.
/// </summary>
internal static class PersonNames
{
    private const int FewestWords = 2;
    private const int MostWords = 4;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n<>()");

    /// <summary>The text with such names hidden too.</summary>
    /// <param name="text">A text in which local parts are hidden.</param>
    /// <param name="hidden">The character that stands for what is hidden.</param>
    public static string Hide(string text, char hidden)
    {
        for (var at = text.LastIndexOf(hidden); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(hidden, at - 1))
        {
            text = Cut(text, Behind(text, at), hidden);
            text = Cut(text, Before(text, at), hidden);
            at = Math.Min(at, text.Length - 1);
        }

        return text;
    }

    private static string Cut(string text, (int Start, int End) name, char hidden) => name.End > name.Start ? $"{text[..name.Start]}{hidden}{text[name.End..]}" : text;

    private static (int Start, int End) Behind(string text, int at)
    {
        var place = at + 1;
        if (place < text.Length && text[place] == '@')
        {
            var length = text.AsSpan(place).IndexOfAny(Ends);
            place = length < 0 ? text.Length : place + length;
        }

        place = Skip(text, Skip(text, place, '>'), ' ');
        var close = place < text.Length && text[place] == '(' ? text.IndexOf(')', place) : -1;
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
            while (first > 0 && (char.IsLetter(text[first - 1]) || text[first - 1] == hidden || text[first - 1] is '\'' or '’' or '.' or '-'))
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
