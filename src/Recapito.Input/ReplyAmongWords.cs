using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>
/// A reply among words of somebody's own, with the one address that they name: "I wrote to lee@contoso.example, and it came back: 550 5.4.1 Access denied". A mail with header
/// fields is none of it, and of two addresses nobody is taken for the recipient.
/// </summary>
internal static partial class ReplyAmongWords
{
    private const string Opening = "\"'“‘«„";
    private const string Closing = "\"'”’»“";

    /// <summary>The reply, and whom it is about; null where the text has not just one reply and one address beside it.</summary>
    public static PastedReply? Of(string text)
    {
        if (text.Length > ReadLimits.LongestReply || ReplyText.HasHeaderField(text) || Starts(text) is not [var start])
        {
            return null;
        }

        var end = Bounds(text, start, takesAll: true).End;
        var (reply, beside) = (text[start..end].Trim(), text[..start] + " " + text[end..]);
        var (own, named) = (RepliedRecipient.Of(reply), RepliedRecipient.Among(beside));
        return (own ?? RepliedRecipient.WrittenTo(beside)) is { } about ? new(reply, about)
            // A reply with both codes is one, also where its address stands behind it in the same sentence: whoever handed it in says which.
            : named.Count == 0 ? (Codes.IsMatch(reply) ? new(reply, null) : null)
            : new(reply, named is [var only] && !RepliedRecipient.MayBeSender(beside, reply) ? only : null);
    }

    /// <summary>
    /// Where the replies in a text begin. Where none has both codes, a number counts that begins a line or is told as something said, before words with which hosts refuse: "it says 550
    /// access denied", but neither "room 550" nor "she says 550 people came".
    /// </summary>
    public static IReadOnlyList<int> Starts(string text)
    {
        var codes = Codes.Matches(text);
        return codes.Count > 0 ? [.. codes.Where((found, i) => i == 0 || found.Value[..3] != codes[i - 1].Value[..3] || found.Value[4..] != codes[i - 1].Value[4..] || !BeginsLine(text, found.Index)).Select(found => found.Index)]
            : WithoutContinued(text, [.. Told.Matches(text).Select(found => found.Groups["code"])]);
    }

    /// <summary>The reply that begins somewhere.</summary>
    public static string At(string text, int start) => text[start..Bounds(text, start, takesAll: true).End].Trim();

    /// <summary>Where the reply that begins somewhere ends, and where what stands with it does: within quotation marks both are where they close.</summary>
    /// <param name="text">What somebody gave.</param>
    /// <param name="start">Where the reply begins.</param>
    /// <param name="takesAll">True where all around it is known to be somebody's own words; else they are where they speak of themselves.</param>
    public static (int End, int Whole) Bounds(string text, int start, bool takesAll)
    {
        var (whole, isQuoted) = End(text, start);
        var around = text[..start] + " " + text[whole..];
        return isQuoted ? (whole, whole) : (start + OwnWords.Without(text[start..whole], takesAll || OwnWords.AreIn(around), around).Length, whole);
    }

    /// <summary>Where the line of a reply within quotation marks ends: what stands behind them is no reply, unless it says whom it is about.</summary>
    public static int EndOfQuoted(string text, int start, int whole)
    {
        if (!End(text, start).IsQuoted)
        {
            return whole;
        }

        var line = text.IndexOfAny(['\r', '\n'], whole) is >= 0 and var found ? found : text.Length;
        return text.AsSpan(whole, line - whole).Contains('@') ? whole : line;
    }

    // The lines of one reply have the same code.
    private static List<int> WithoutContinued(string text, List<Group> told) =>
        [.. told.Where((found, i) => i == 0 || found.Value != told[i - 1].Value || !BeginsLine(text, found.Index)).Select(found => found.Index)];

    private static bool BeginsLine(string text, int at) => text[..at].TrimEnd(' ', '\t').EndsWith('\n');

    // Within quotation marks up to the one that closes them, else up to an empty line.
    private static (int At, bool IsQuoted) End(string text, int start)
    {
        var mark = start > 0 ? Opening.IndexOf(text[start - 1], StringComparison.Ordinal) : -1;
        return mark >= 0 && Closed(text, start, Closing[mark]) is >= 0 and var closed ? (closed, true)
            : mark < 0 && EmptyLine.Match(text, start) is { Success: true } empty ? (empty.Index, false) : (text.Length, false);
    }

    // An apostrophe before a letter belongs to a word.
    private static int Closed(string text, int start, char mark)
    {
        var at = text.IndexOf(mark, start);
        while (at >= 0 && (mark is '\'' or '’') && at + 1 < text.Length && char.IsLetter(text[at + 1]))
        {
            at = text.IndexOf(mark, at + 1);
        }

        return at;
    }

    [GeneratedRegex(@"\r?\n[ \t]*\r?\n", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmptyLine { get; }

    /// <summary>A code and its enhanced code, which together are surely those of a reply.</summary>
    [GeneratedRegex(@"\b[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    public static partial Regex Codes { get; }

    private static Regex Told { get; } = Speech.Pattern(
        $"(?:^|[\"'“‘«„:]|\\b{Speech.Any(one => one.Says)}\\b)[ \\t\\u00A0]*[:=]?[ \\t\\u00A0\\r\\n]*[\"'“‘«„]?(?<code>[45][0-5]\\d)[ \\t:-]+[^\\r\\n]{{0,80}}?\\b{Speech.Any(one => one.Refuses)}\\b",
        RegexOptions.IgnoreCase | RegexOptions.Multiline);
}
