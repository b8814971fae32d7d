using YamlDotNet.Core;

namespace Recapito.Lab;

/// <summary>Finds words and a place for what YamlDotNet could not read.</summary>
internal static class YamlMistake
{
    // YamlDotNet's own words speak of its scanner; the commonest mistakes get words of their own.
    public static WorldFileException Explain(string file, string text, YamlException e)
    {
        var (line, column) = (Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column));
        var lines = text.Split('\n');
        foreach (var number in new[] { line, line + 1 })
        {
            var indentation = number <= lines.Length ? lines[number - 1].TakeWhile(c => c is ' ' or '\t').ToList() : [];
            if (indentation.Contains('\t'))
            {
                return new(file, number, indentation.IndexOf('\t') + 1, "a tab is used for indentation, which YAML does not allow; use blanks", e);
            }
        }

        return Unclosed(lines) is { } bracket
            ? new(file, bracket.Line, bracket.Column, $"this \"{bracket.Open}\" is not closed; add a \"{(bracket.Open is '[' ? ']' : '}')}\" (YAML: {Lower(e)})", e)
            : new(file, line, column, $"this is no YAML: {Lower(e)}; check indentation, colons, quotes and brackets near here", e);
    }

    private static string Lower(YamlException e) => e.Message is { Length: > 0 } words ? char.ToLowerInvariant(words[0]) + words[1..].TrimEnd('.') : "unknown error";

    // Where a bracket is still open when the parser gives up. Quotes and comments are skipped line by line, which is enough to point at the place.
    private static (int Line, int Column, char Open)? Unclosed(string[] lines)
    {
        var open = new Stack<(int Line, int Column, char Open)>();
        var block = -1;
        for (var n = 0; n < lines.Length; n++)
        {
            var line = lines[n].TrimEnd();
            var indent = line.Length - line.TrimStart().Length;
            if (line.Length == 0 || (block >= 0 && indent > block))
            {
                continue;
            }

            block = open.Count == 0 && line.TrimEnd('+', '-').EndsWith('|') ? indent : -1;
            if (open.Count > 0 && indent == 0 && line[0] is not (']' or '}'))
            {
                break;
            }

            if (!Brackets(line, n + 1, open))
            {
                break;
            }
        }

        return open.Count > 0 ? open.Peek() : null;
    }

    // False where a bracket of the other kind closes the one that is open.
    private static bool Brackets(string line, int number, Stack<(int Line, int Column, char Open)> open)
    {
        char? quote = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote is not null)
            {
                quote = c == quote ? null : quote;
            }
            else if (c is '"' or '\'' && (i == 0 || line[i - 1] is ' ' or '[' or '{' or ','))
            {
                quote = c;
            }
            else if (c is '#' && (i == 0 || line[i - 1] is ' '))
            {
                return true;
            }
            else if (c is '[' or '{')
            {
                open.Push((number, i + 1, c));
            }
            else if (c is ']' or '}' && open.Count > 0)
            {
                if (open.Peek().Open is '[' != c is ']')
                {
                    return false;
                }

                open.Pop();
            }
        }

        return true;
    }
}
