using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>
/// A reply among words of somebody's own, with the one address that they name: "I wrote to lee@contoso.example, and it came back: 550 5.4.1 Access denied". A mail with header
/// fields is none of it, and of two addresses nobody is taken for the recipient.
/// </summary>
internal static partial class ReplyAmongWords
{
    private const string Opening = "\"'“‘«";
    private const string Closing = "\"'”’»";

    /// <summary>The reply, and whom it is about; null where the text has not just one reply and one address beside it.</summary>
    public static PastedReply? Of(string text)
    {
        if (text.Length > ReadLimits.LongestReply || ReplyText.HasHeaderField(text) || Codes.Matches(text) is not [var found])
        {
            return null;
        }

        var end = End(text, found.Index);
        var (reply, beside) = (text[found.Index..end].Trim(), text[..found.Index] + " " + text[end..]);
        var (own, named) = (RepliedRecipient.Of(reply), RepliedRecipient.Among(beside));
        return own is not null ? new(reply, own)
            : named.Count == 0 ? null
            : new(reply, named is [var only] && !RepliedRecipient.MayBeSender(beside, reply) ? only : null);
    }

    /// <summary>How many replies there are in a text.</summary>
    public static int Replies(string text) => Codes.Count(text);

    // Within quotation marks up to the one that closes them, else up to an empty line.
    private static int End(string text, int start)
    {
        var mark = start > 0 ? Opening.IndexOf(text[start - 1], StringComparison.Ordinal) : -1;
        return mark >= 0 ? text.IndexOf(Closing[mark], start) is >= 0 and var closed ? closed : text.Length
            : EmptyLine.Match(text, start) is { Success: true } empty ? empty.Index : text.Length;
    }

    [GeneratedRegex(@"\r?\n[ \t]*\r?\n", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmptyLine { get; }

    [GeneratedRegex(@"\b[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Codes { get; }
}
