using System.Text;
using MimeKit.Text;

namespace Recapito.Core;

/// <summary>The text that people see, as lines.</summary>
internal static class HumanText
{
    /// <summary>A report says what it says in its first pages.</summary>
    internal const int LongestText = 256 * 1024;

    internal static string[] Lines(string text) =>
        Array.ConvertAll(text.Split('\n'), line => line.TrimEnd());

    /// <summary>The text of an HTML part; cells and blocks become lines, so that a label and its value stay apart.</summary>
    internal static string OfHtml(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        var hidden = 0;
        var literal = 0;
        while (tokenizer.ReadNextToken(out var token) && text.Length < LongestText)
        {
            if (token is HtmlTagToken tag)
            {
                hidden += Depth(tag, tag.Id is HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title, hidden);
                literal += Depth(tag, tag.Id is HtmlTagId.Pre, literal);
                if (BreaksLine(tag))
                {
                    text.Append('\n');
                }
            }
            else if (token is HtmlDataToken data and not HtmlScriptDataToken && hidden == 0)
            {
                Append(text, data.Data, literal > 0);
            }
        }

        return text.ToString();
    }

    private static int Depth(HtmlTagToken tag, bool counts, int now) =>
        !counts || tag.IsEmptyElement ? 0 : tag.IsEndTag ? (now > 0 ? -1 : 0) : 1;

    private static bool BreaksLine(HtmlTagToken tag) => tag.Id
        is HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.TD or HtmlTagId.TH or HtmlTagId.Table or HtmlTagId.LI or HtmlTagId.UL
        or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.HR or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.DD or HtmlTagId.OL or HtmlTagId.Pre or HtmlTagId.BlockQuote;

    private static void Append(StringBuilder text, string data, bool literal)
    {
        foreach (var character in data)
        {
            // Outside of pre, a line end in the source is a blank on the page.
            if (literal || !char.IsWhiteSpace(character))
            {
                text.Append(character);
            }
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
            {
                text.Append(' ');
            }
        }
    }
}
