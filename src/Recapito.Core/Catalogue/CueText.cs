// Tests see both assemblies, so the two copies need different names.
#if CATALOGUE_COMPILER
namespace Recapito.CatalogueCompiler;
#else
namespace Recapito.Core;
#endif

/// <summary>
/// Text as the cues of reasons are compared: lower case without accents, runs of separators one blank, and names (addresses, hosts,
/// URLs) moved to characters of their own, so that "spam" is never found in a host name and "spamhaus.org" never missed in a URL.
/// This file is compiled into the compiler of the catalogue too: both sides must fold alike.
/// </summary>
internal static class CueText
{
    /// <summary>What is added to the characters of a name; the private use area of Unicode is in no reply (Unicode §23.5).</summary>
    internal const char NameShift = '\uE000';

    // U+00C0 to U+017F without their accents, as servers and dialects disagree on them ("não existe", "nao existe").
    private const string Plain =
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private static readonly char[] Folded = FoldedCharacters();

    /// <summary>Writes the folded text and returns its length, which is never more than that of the text. Linear.</summary>
    internal static int Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var table = Folded;
        var (to, token, tokenTo, isName) = (0, 0, 0, false);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            var plain = character < table.Length ? table[character] : FoldFar(character);
            if (plain is not (' ' or '.' or '@'))
            {
                folded[to++] = plain;
            }
            else if (plain != ' ' || IsScheme(text, token, at))
            {
                isName |= plain == ' ' || (at > token && at + 1 < text.Length && JoinsName(character, text[at - 1], text[at + 1]));
                folded[to++] = plain;
            }
            else if (character is '-' or '_')
            {
                to = Blank(folded, to);
            }
            else
            {
                to = Blank(folded, isName ? Name(text[token..at], folded, tokenTo) : to);
                (token, tokenTo, isName) = (at + 1, to, false);
            }
        }

        return isName ? Name(text[token..], folded, tokenTo) : to;
    }

    /// <summary>The folded text without blanks at its ends.</summary>
    internal static string Fold(string text)
    {
        var folded = new char[text.Length];
        return new string(folded, 0, Fold(text, folded)).Trim(' ');
    }

    /// <summary>Whether a word boundary is looked for beside the character: letters and digits of scripts that part words by blanks.</summary>
    internal static bool IsOfWord(char folded) => folded is (>= 'a' and <= 'z') or (>= '0' and <= '9') or (>= '\u0370' and <= '\u052F');

    private static int Name(ReadOnlySpan<char> token, Span<char> folded, int to)
    {
        foreach (var character in token)
        {
            var plain = character < 0x80 ? char.ToLowerInvariant(character) : character;
            folded[to++] = plain < 0x100 ? (char)(plain + NameShift) : plain;
        }

        return to;
    }

    private static int Blank(Span<char> folded, int to)
    {
        if (to == 0 || folded[to - 1] != ' ')
        {
            folded[to++] = ' ';
        }

        return to;
    }

    /// <summary>"://".</summary>
    private static bool IsScheme(ReadOnlySpan<char> text, int start, int at) =>
        text[at] == ':' && at > start && at + 2 < text.Length && text[at + 1] == '/' && text[at + 2] == '/';

    /// <summary>"full.Please" is two sentences, "contoso.example" a name.</summary>
    private static bool JoinsName(char joint, char before, char after) =>
        char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(after)
        && (joint == '@' || !(char.IsAsciiLetterLower(before) && char.IsAsciiLetterUpper(after)));

    private static char FoldFar(char character) =>
        character is '\u2018' or '\u2019' ? '\''
        : character is (>= '\u2010' and <= '\u2015') or '\u201C' or '\u201D' or '\u201E' || char.IsWhiteSpace(character) ? ' '
        : character is '\u0401' or '\u0451' ? '\u0435' // Russian writes ё as е as often as not.
        : char.ToLowerInvariant(character);

    private static char[] FoldedCharacters()
    {
        var table = new char[0x180];
        for (var i = 0; i < table.Length; i++)
        {
            var character = (char)i;
            table[i] = i >= 0xC0 ? Plain[i - 0xC0]
                : character is '!' or '?' ? '.'
                : character is '\u00B4' or '`' ? '\''
                : char.IsAsciiLetterOrDigit(character) || character is '.' or '/' or '@' or '\'' or '#' or '%' or '&' or '+' ? char.ToLowerInvariant(character)
                : i is > 0x20 and < 0x7F or <= 0x20 or (>= 0x7F and <= 0xA0) or 0xAB or 0xBB ? ' '
                : character;
        }

        return table;
    }
}
