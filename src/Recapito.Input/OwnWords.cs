using System.Text;
using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>
/// Where somebody's own words go on behind a reply that they copied: "552 5.2.2 mailbox full, it's about the contract. Can't you fix it?". What they say is no word of the
/// host: it is neither judged nor quoted. When in doubt the reply is shorter, as its first sentence says most.
/// </summary>
internal static partial class OwnWords
{
    private const int ShortestWrapped = 60;

    // Sendmail speaks of itself: "config error: mail loops back to me (MX problem?)".
    private const string OfSendmail = "config error: ";

    /// <summary>The reply without what is said behind it.</summary>
    /// <param name="reply">The reply, and perhaps more.</param>
    /// <param name="isAmongThem">True where it is known to stand among somebody's own words: then every sentence is theirs that has no mark of a host. Else only what no host writes is.</param>
    /// <param name="around">What stands around it: its language is that of more of theirs.</param>
    public static string Without(string reply, bool isAmongThem, string around = "")
    {
        // All lines with the code are the host's (RFC 5321 §4.2.1).
        var coded = CodedLines.Matches(reply).LastOrDefault()?.Index ?? 0;
        // A question at the end, without a mark before it, would take the host's last clause with it.
        var unmarked = isAmongThem ? reply[..UnmarkedWords.EndIn(reply, coded, around)] : reply;
        return unmarked[..MarkedEnd(unmarked, coded, isAmongThem)];
    }

    private static int MarkedEnd(string reply, int coded, bool isAmongThem)
    {
        foreach (Match gap in Gaps.Matches(reply))
        {
            if (gap.Index > coded && IsTheirs(reply, gap, isAmongThem))
            {
                return reply[..gap.Index].TrimEnd().Length;
            }
        }

        return reply.Length;
    }

    /// <summary>True where somebody speaks of themselves.</summary>
    public static bool AreIn(string text) => OfThemselves.IsMatch(text);

    /// <summary>A text that is no mail, without what is said behind the one reply in it; any other as it is.</summary>
    public static ReadOnlySpan<byte> WithoutRemarks(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ReadLimits.LongestReply)
        {
            return bytes;
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (ReplyText.HasHeaderField(text) || ReplyAmongWords.Starts(text) is not [var start])
        {
            return bytes;
        }

        var (end, whole) = ReplyAmongWords.Bounds(text, start, takesAll: false);
        whole = end == whole ? ReplyAmongWords.EndOfQuoted(text, start, whole) : whole;
        return end == whole ? bytes : Encoding.UTF8.GetBytes(text[..end] + text[whole..]);
    }

    private static bool IsTheirs(string reply, Match gap, bool isAmongThem)
    {
        var (rest, before) = (Conjunction.Replace(reply[(gap.Index + gap.Length)..], "", 1), reply[..gap.Index]);
        if (Code.IsMatch(rest))
        {
            return false;
        }

        var isColon = gap.Value.StartsWith(':');
        return OfOne.IsMatch(rest) || (!isColon && OfTalk.IsMatch(rest)) || (!isColon && !gap.Value.StartsWith('(') && IsAsked(rest))
            || (isAmongThem && ((!isColon && OfSeveral.IsMatch(rest)) || Contrary.IsMatch(reply[gap.Index..])))
            || ((IsEmptyLine(gap.Value) || EndsLine(before, gap.Value, rest, isAmongThem) || (isAmongThem && EndsSentence(before, gap.Value))) && !IsOfHost(rest));
    }

    // Below an empty line somebody signs, or begins anew.
    private static bool IsEmptyLine(string gap) => gap.Count(one => one is '\n') > 1;

    // A question is no reply; one in an address of a web page is none.
    private static bool IsAsked(string rest) => Sentence.Match(rest).Value is var sentence && sentence.TrimEnd().EndsWith('?') && !OfMachine.IsMatch(sentence);

    // Sendmail writes "<address>... " before its words.
    private static bool EndsSentence(string before, string gap) => gap[0] is '.' or '!' or '?' or '…' && !before.EndsWith('>');

    // A short line ends what it says; a long one may have been wrapped.
    private static bool EndsLine(string before, string gap, string rest, bool isAmongThem) =>
        gap.Contains('\n', StringComparison.Ordinal) && gap.Trim().Trim('.', '!', '…') is "" && before.Length - before.LastIndexOf('\n') < ShortestWrapped && rest is [var first, ..] && (char.IsUpper(first) || (isAmongThem && UnmarkedWords.IsTold(before)));

    // What stands before a host's sentence, and has no mark of anybody, is the host's as well.
    private static bool IsOfHost(string rest)
    {
        for (var (at, isFirst) = (0, true); at < rest.Length; isFirst = false)
        {
            var sentence = Sentence.Match(rest[at..]).Value;
            if (sentence.StartsWith(OfSendmail, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (OfThemselves.IsMatch(sentence) || (!isFirst && OfTalk.IsMatch(sentence)))
            {
                return false;
            }

            if (OfMachine.IsMatch(sentence))
            {
                return true;
            }

            if (Denies.IsMatch(sentence) || Opens.IsMatch(sentence))
            {
                return isFirst && !Denies.IsMatch(sentence);
            }

            at = rest.Length - rest[(at + Math.Max(sentence.Length, 1))..].TrimStart().Length;
        }

        return false;
    }

    private static Regex Gaps { get; } = Speech.Pattern(
        $"[.!?…]+[\"'”»)]*[ \\t\\r\\n\\u00A0]+|[,;:][ \\t\\r\\n\\u00A0]+|[ \\t\\u00A0]+[-–—]+[ \\t\\u00A0]+|[ \\t]*(?:\\r?\\n[ \\t]*)+|[ \\t]+\\(|[ \\t]+{Speech.Any(one => one.Conjunctions)}[ \\t]+|[ \\t]+(?:is|was|does) (?:it|that|this)[ \\t]+",
        RegexOptions.IgnoreCase);

    private static Regex Conjunction { get; } = Speech.Pattern($"\\A{Speech.Any(one => one.Conjunctions)}[ \\t,]+", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\n[ \t]*[45]\d\d[ -]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CodedLines { get; }

    [GeneratedRegex(@"\A[45](?:\d\d[ -]|\.\d{1,3}\.\d)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Code { get; }

    private static Regex OfOne { get; } = Speech.Pattern(
        $"\\A(?:{Speech.Any(one => one.OnePerson)}[ \\t\\r\\n\\u00A0]|(?:We|we) (?:aren|haven|didn|don|weren)['’]t\\b|(?:We|we) (?:are|have|were) not\\b)");

    private static Regex OfSeveral { get; } = Speech.Pattern($"\\A{Speech.Any(one => one.SeveralPeople)}[ \\t\\r\\n\\u00A0]", RegexOptions.IgnoreCase);

    private static Regex OfTalk { get; } = Speech.Pattern($"\\A{Speech.Any(one => one.Talk)}[ \\t\\r\\n\\u00A0?!.,]", RegexOptions.IgnoreCase);

    private static Regex OfThemselves { get; } = Speech.Pattern($"(?:^|[ \\t\\r\\n\\u00A0(]){Speech.Any(one => one.OnePerson)}[ \\t\\r\\n\\u00A0,.!?]");

    [GeneratedRegex(@"\A(?:[^.!?\r\n]|[.!?][^\s])*[.!?]?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sentence { get; }

    private static Regex Contrary { get; } = Speech.Pattern(
        $"\\A[ \\t,;.-]*{Speech.Any(one => one.Contrasts)}[ \\t]+[^.,;!?\\r\\n]{{0,80}}(?:n['’]t|\\b{Speech.Any(one => one.Negations)})\\b", RegexOptions.IgnoreCase);

    // What people seldom write: addresses of web pages and hosts, what stands in brackets, codes.
    [GeneratedRegex(@"https?://|\bwww\.|\[[^\]@]+\]|<[^>@]+>|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[45]\.\d{1,3}\.\d{1,3}\b|\b[A-Z]{2,5}#\d|\A[A-Z]{1,5}\(\w+\)|\A(?:[a-z0-9-]+\.){2,}[a-z]{2,}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OfMachine { get; }

    [GeneratedRegex(@"\A(?:please (?:see|visit|contact|check|try|refer|read|use|send|resend|retry|go|look|note|direct|verify|ask|review)|for (?:more|further|details|information|additional|assistance)|see|visit|refer to|to protect (?:our|your|its)|server(?: is)? busy|veuillez (?:essayer|réessayer|contacter|consulter|vérifier)|learn more|more information|contact (?:the|your|postmaster|support|abuse)|client|host|error|reason|your (?:message|mail|e-?mail|ip|host|server|domain|system|network)|(?:message|mail|e-?mail|access|recipient|sender|user|mailbox|relay|relaying|service|connection|domain)[^.]{0,40}\b(?:denied|rejected|refused|unknown|not found|blocked|full|unavailable|disabled|exceeded|exceeds|listed|contains|from)|if you (?:believe|think|feel|have|need|wish|want)|try again|weitere informationen|siehe|per (?:ulteriori|maggiori) informazioni|pour plus d|para (?:más|obtener))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Opens { get; }

    [GeneratedRegex(@"n['’]t\b|\b(?:is|are|was|were) not\b|[?]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Denies { get; }
}
