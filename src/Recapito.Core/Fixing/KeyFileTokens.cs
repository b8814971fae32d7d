namespace Recapito.Core;

/// <summary>The words of a configuration file of BIND: quoted or not, braces, without semicolons and comments (named.conf(5)).</summary>
internal static class KeyFileTokens
{
    public static List<(string Text, int Line)> Of(string text)
    {
        var tokens = new List<(string, int)>();
        var line = 1;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (c is '#' || (c, next) is ('/', '/'))
            {
                i = End(text, "\n", i);
            }
            else if ((c, next) is ('/', '*'))
            {
                var end = Math.Min(text.Length, End(text, "*/", i + 2) + 2);
                line += text.AsSpan(i, end - i).Count('\n');
                i = end;
            }
            else if (c is '"')
            {
                var end = End(text, "\"", i + 1);
                tokens.Add((text[(i + 1)..end], line));
                line += text.AsSpan(i, end - i).Count('\n');
                i = end + 1;
            }
            else if (c is '{' or '}')
            {
                tokens.Add((c.ToString(), line));
                i++;
            }
            else if (char.IsWhiteSpace(c) || c is ';')
            {
                line += c is '\n' ? 1 : 0;
                i++;
            }
            else
            {
                var end = i;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (';' or '{' or '}' or '"'))
                {
                    end++;
                }

                tokens.Add((text[i..end], line));
                i = end;
            }
        }

        return tokens;
    }

    private static int End(string text, string mark, int from) => text.IndexOf(mark, from, StringComparison.Ordinal) is var at && at < 0 ? text.Length : at;
}
