using System.Globalization;
using System.Text;

namespace Recapito.Lab;

/// <summary>A word of a zone text.</summary>
/// <param name="Text">The word; escapes are kept outside quotes and resolved inside them.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Quoted">True for a string in quotes.</param>
internal readonly record struct ZoneToken(string Text, int Line, int Column, bool Quoted);

/// <summary>One entry of a zone text: a line, or several held together by parentheses.</summary>
/// <param name="Tokens">Its words; never empty.</param>
/// <param name="BlankOwner">True where the line begins with a blank, so that the last owner name stands.</param>
internal sealed record ZoneEntry(IReadOnlyList<ZoneToken> Tokens, bool BlankOwner);

/// <summary>Cuts a zone text into entries (RFC 1035 §5.1): comments, quotes, escapes, parentheses.</summary>
internal sealed class ZoneTokens(string text)
{
    private readonly List<ZoneEntry> entries = [];
    private List<ZoneToken> tokens = [];
    private int at;
    private int line = 1;
    private int lineStart;
    private bool blankOwner;
    private (int Line, int Column)? open;

    private int Column => at - lineStart + 1;

    /// <summary>Every entry in order.</summary>
    /// <exception cref="ZoneFileException">A quote or parenthesis is not closed, or one is closed that was not open.</exception>
    public static IReadOnlyList<ZoneEntry> Cut(string text) => new ZoneTokens(text).Run();

    /// <summary>A word outside quotes with its escapes resolved: "\\." and "\\046" both become a dot.</summary>
    public static string Unescaped(string word)
    {
        var cut = new ZoneTokens(word);
        var value = new StringBuilder();
        for (; cut.at < word.Length; cut.at++)
        {
            value.Append(word[cut.at] is '\\' ? cut.Escaped() : word[cut.at]);
        }

        return value.ToString();
    }

    private List<ZoneEntry> Run()
    {
        blankOwner = StartsBlank();
        while (at < text.Length)
        {
            Step(text[at]);
        }

        if (open is { } place)
        {
            throw new ZoneFileException(place.Line, place.Column, "this parenthesis is not closed; add a \")\" at the end of the record");
        }

        EndEntry();
        return entries;
    }

    private void Step(char c)
    {
        switch (c)
        {
            case '\n':
                at++;
                NextLine();
                break;
            case ' ' or '\t' or '\r':
                at++;
                break;
            case ';':
                while (at < text.Length && text[at] is not '\n')
                {
                    at++;
                }

                break;
            case '(' when open is null:
                open = (line, Column);
                at++;
                break;
            case ')' when open is not null:
                open = null;
                at++;
                break;
            case '(' or ')':
                throw new ZoneFileException(line, Column, c is ')' ? "this parenthesis was never opened; remove it" : "parentheses do not nest (RFC 1035 §5.1); remove this one");
            case '"':
                Quoted();
                break;
            default:
                Word();
                break;
        }
    }

    private void NextLine()
    {
        line++;
        lineStart = at;
        if (open is null)
        {
            EndEntry();
            blankOwner = StartsBlank();
        }
    }

    private void EndEntry()
    {
        if (tokens.Count > 0)
        {
            entries.Add(new(tokens, blankOwner));
            tokens = [];
        }
    }

    private bool StartsBlank() => at < text.Length && text[at] is ' ' or '\t';

    private void Word()
    {
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or '\r' or '\n' or ';' or '(' or ')' or '"'))
        {
            at += text[at] is '\\' && at + 1 < text.Length && text[at + 1] is not '\n' ? 2 : 1;
        }

        tokens.Add(new(text[start..at], line, start - lineStart + 1, false));
    }

    private void Quoted()
    {
        var (startLine, startColumn) = (line, Column);
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] is not ('"' or '\n'); at++)
        {
            value.Append(text[at] is '\\' ? Escaped() : text[at]);
        }

        if (at >= text.Length || text[at] is '\n')
        {
            throw new ZoneFileException(startLine, startColumn, "this quoted string is not closed; add a '\"' at its end");
        }

        at++;
        tokens.Add(new(value.ToString(), startLine, startColumn, true));
    }

    private char Escaped()
    {
        if (at + 3 < text.Length && byte.TryParse(text.AsSpan(at + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
        {
            at += 3;
            return (char)octet;
        }

        return at + 1 < text.Length ? text[++at] : '\\';
    }
}
