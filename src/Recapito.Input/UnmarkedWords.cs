using System.Text.RegularExpressions;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>
/// Where somebody's own words go on behind a reply without a mark between them: "550 5.4.1 Access denied Che devo fare?". Only where own words are known to stand around the
/// reply, and never directly behind its code: there the host itself speaks that language.
/// </summary>
internal static partial class UnmarkedWords
{
    private const string Ends = "(?:[ \\t\\r\\n\\u00A0,.;:!?…)]|\\z)";

    /// <summary>Where the reply ends.</summary>
    /// <param name="reply">The reply, and perhaps more.</param>
    /// <param name="coded">Where its last line with a code begins: all before is the host's.</param>
    /// <param name="around">What stands around it.</param>
    public static int EndIn(string reply, int coded, string around)
    {
        var languages = LanguagesOf(around);
        foreach (Match gap in Gaps.Matches(reply))
        {
            var before = reply[..gap.Index];
            if (gap.Index > coded && IsTheirs(before, gap.Value, reply.AsSpan(gap.Index + gap.Length), languages) && ReplyText.WordsOf(before).Length > 0)
            {
                return Joined.Replace(before, "").TrimEnd(' ', '\t', '.', '!', '…', ',', ';', ':', '-', '–', '—').Length;
            }
        }

        return reply.Length;
    }

    /// <summary>True where the catalogue has a form of it: then what it tells is said.</summary>
    public static bool IsTold(string reply) => Catalogue.Default.FormOf(SmtpReply.Parse(reply))?.Meaning is { } meaning && meaning != "unknown";

    private static bool IsTheirs(string before, string gap, ReadOnlySpan<char> rest, List<Regex> languages) =>
        Anywhere.IsMatch(rest) || IsTelephone(rest) || (IsClause(before, gap) && Doubts.IsMatch(rest))
        || (OfLanguage(rest, languages) && (Refuses.IsMatch(before) || IsTold(before)));

    private static bool IsClause(string before, string gap) => gap.Contains('\n', StringComparison.Ordinal) || before[^1..] is "." or "," or ";" or ":" or "!" or "?" or "…" or ")" or "-" or "–" or "—";

    // Where nothing tells the language, the words of all are looked for.
    private static List<Regex> LanguagesOf(string around)
    {
        var told = Languages.Where(one => one.Marks.IsMatch(around)).ToList();
        return [.. (told.Count > 0 ? told : Languages).Select(one => one.Words).OfType<Regex>()];
    }

    private static bool OfLanguage(ReadOnlySpan<char> rest, List<Regex> languages)
    {
        foreach (var language in languages)
        {
            if (language.IsMatch(rest))
            {
                return true;
            }
        }

        return false;
    }

    // Seven digits at least, and no address of a host, no date, no code, no size: digits without any mark are a telephone's only behind a zero, a plus or its word.
    private static bool IsTelephone(ReadOnlySpan<char> rest)
    {
        if (Called.IsMatch(rest))
        {
            return true;
        }

        foreach (var found in Telephone.EnumerateMatches(rest))
        {
            var number = rest.Slice(found.Index, found.Length).TrimEnd(" \t\r\n\u00A0,.;!?)");
            return number.Length - CountMarks(number) is >= 7 and <= 15 && !NoTelephone.IsMatch(number)
                && (CountMarks(number) > 0 || number[0] is '0' || (number[0] is '3' && number.Length is 10));
        }

        return false;
    }

    private static int CountMarks(ReadOnlySpan<char> number)
    {
        var marks = 0;
        foreach (var one in number)
        {
            marks += char.IsAsciiDigit(one) ? 0 : 1;
        }

        return marks;
    }

    // What joins their words to the reply is theirs as well.
    private static Regex Joined { get; } = Speech.Pattern($"[ \\t\\r\\n\\u00A0,]+{Speech.Any(one => one.Conjunctions)}\\z", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"[ \t\r\n\u00A0]+\(?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Gaps { get; }

    [GeneratedRegex("\\A(?:tel|telefono|phone|mobile|cell|cellulare|handy|tél|móvil|teléfono|telefon|mobil)\\.?:?[ \\t\\u00A0]*\\+?\\d[\\d ./()-]{4,}\\d", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Called { get; }

    [GeneratedRegex($"\\A\\+?\\d[\\d ./-]{{5,20}}\\d{Ends}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Telephone { get; }

    [GeneratedRegex(@"\A(?:\d{1,3}(?:\.\d{1,3}){3}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[245]\d\d[ -]|\d\.\d{1,3}\.\d)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoTelephone { get; }

    [GeneratedRegex(@"\b(?:denied|rejected|refused|unknown|unavailable|not found|does(?: not|n['’]t) exist|blocked|failed|failure|exceeded|exceeds|full|disabled|error|not (?:accepted|allowed|permitted|delivered)|too (?:large|big|many)|timed out|no such)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Refuses { get; }

    private static Regex Anywhere { get; } = Speech.Pattern($"\\A{Speech.Any(one => one.NeverOfHosts)}{Ends}");

    private static Regex Doubts { get; } = Speech.Pattern($"\\A{Speech.Any(one => one.Doubts)}{Ends}", RegexOptions.IgnoreCase);

    private static IReadOnlyList<(Regex Marks, Regex? Words)> Languages { get; } =
        [.. Speech.All.Select(one => (Speech.Pattern(one.Marks), one.Words is { } words ? Speech.Pattern($"\\A(?:{words}){Ends}", RegexOptions.IgnoreCase) : null))];
}
