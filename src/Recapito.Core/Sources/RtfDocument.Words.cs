using System.Text;

namespace Recapito.Core;

internal sealed partial class RtfDocument
{
    private void Apply(ReadOnlySpan<byte> word, int? number)
    {
        var wasStarred = isStarred;
        isStarred = false;
        var name = Encoding.ASCII.GetString(word);
        if (ApplyDestination(name, wasStarred) || ApplyFont(name, number) || ApplyText(name, number))
        {
            return;
        }

        switch (name)
        {
            case "fromhtml":
                output.IsHtml = number is null or > 0;
                break;
            case "htmlrtf":
                output.Flush();
                state.IsRtfOnly = number != 0;
                break;
            case "uc":
                state.UnicodeLength = Math.Clamp(number ?? 1, 0, 16);
                break;
            case "bin":
                at = (int)Math.Min(rtf.Length, at + (long)Math.Max(0, number ?? 0));
                break;
            default:
                // A starred destination that nobody knows is not shown (RTF 1.9.1, Destination Control Word).
                state.IsSkipped |= wasStarred;
                break;
        }
    }

    private bool ApplyDestination(string name, bool wasStarred)
    {
        switch (name)
        {
            case "fonttbl":
                state.IsFontTable = true;
                return true;
            case "htmltag":
                state.IsTag = output.IsHtml;
                state.IsSkipped |= !output.IsHtml;
                return true;
            case "mhtmltag" or "colortbl" or "stylesheet" or "info" or "pict" or "objdata" or "header" or "headerl" or "headerr" or "headerf"
                or "footer" or "footerl" or "footerr" or "footerf" or "fldinst" or "listtable" or "listoverridetable" or "themedata" or "nonshppict":
                state.IsSkipped = true;
                return true;
            case "shppict":
                return wasStarred;
            default:
                return false;
        }
    }

    private bool ApplyFont(string name, int? number)
    {
        switch (name)
        {
            case "ansicpg":
                defaultCodePage = number ?? 0;
                return true;
            case "f" when state.IsFontTable:
                font = number ?? 0;
                return true;
            case "f":
                output.Flush();
                state.CodePage = fonts.GetValueOrDefault(number ?? 0);
                return true;
            case "plain":
                output.Flush();
                state.CodePage = 0;
                return true;
            case "fcharset" when state.IsFontTable:
                // What the document says of itself is better than the western set that writers give every font.
                fonts[font] = number is null or 0 ? 0 : CodePages.OfFontCharset(number.Value);
                return true;
            case "cpg" when state.IsFontTable:
                fonts[font] = number ?? 0;
                return true;
            default:
                return false;
        }
    }

    private bool ApplyText(string name, int? number)
    {
        switch (name)
        {
            case "u":
                Put((char)(ushort)(number ?? '?'));
                toSkip = state.UnicodeLength;
                return true;
            case "line":
                Put(output.IsHtml && !state.IsTag ? "<br>\r\n" : "\r\n");
                return true;
            case "par" or "row" or "sect" or "page":
                Put("\r\n");
                return true;
            case "tab" or "cell":
                Put('\t');
                return true;
            default:
                return Character(name) is { } character && Shown(character);
        }
    }

    private bool Shown(char character)
    {
        Put(character);
        return true;
    }

    private static char? Character(string name) => name switch
    {
        "emdash" => '\u2014',
        "endash" => '\u2013',
        "bullet" => '\u2022',
        "lquote" => '\u2018',
        "rquote" => '\u2019',
        "ldblquote" => '\u201C',
        "rdblquote" => '\u201D',
        "emspace" => '\u2003',
        "enspace" => '\u2002',
        _ => null,
    };
}
