using System.Text;

namespace Recapito.Core;

/// <summary>Small readings of the text of reports.</summary>
internal static class WrittenText
{
    /// <summary>All white space but the blank (Unicode's White_Space property).</summary>
    private static readonly System.Buffers.SearchValues<char> Blanks = System.Buffers.SearchValues.Create(
        "\t\n\v\f\r\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000");

    private static readonly System.Buffers.SearchValues<char> CodeEnds = System.Buffers.SearchValues.Create(" -:;\n)],");

    /// <summary>Every run of white space as one blank.</summary>
    internal static string Collapse(string text)
    {
        if (IsCollapsed(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                result.Append(character);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }

    private static bool IsCollapsed(ReadOnlySpan<char> text) =>
        text.IsEmpty || (!text.ContainsAny(Blanks) && !text.Contains("  ", StringComparison.Ordinal) && text[0] != ' ' && text[^1] != ' ');

    /// <summary>Without Exchange's marks: "#550 5.4.1 text ##" and "#SMTP#".</summary>
    internal static ReadOnlySpan<char> WithoutMarks(ReadOnlySpan<char> text)
    {
        var rest = text.Trim().TrimStart("#'\"<[").TrimStart();
        rest = rest.EndsWith("#SMTP#", StringComparison.OrdinalIgnoreCase) ? rest[..^6] : rest;
        var bare = rest.TrimEnd("# '\"");

        // 'unknown user: "ana"': the sign that closes what the words themselves open is theirs.
        return bare.Length < rest.Length && rest[bare.Length] is '"' or '\'' && bare.Count(rest[bare.Length]) % 2 == 1 ? rest[..(bare.Length + 1)] : bare;
    }

    /// <summary>Where a reply code of a failure, or an enhanced one, stands in a text; -1 where none does. Parts of numbers, addresses and versions are none.</summary>
    internal static int IndexOfReply(ReadOnlySpan<char> text)
    {
        for (var at = 0; at + 3 <= text.Length; at++)
        {
            if (text[at] is '4' or '5' && (at == 0 || IsBeforeReply(text[at - 1])) && (at < 2 || text[at - 1] != ' ' || !char.IsLetterOrDigit(text[at - 2]) || IsWholeReply(text[at..]) || IsBehindVerb(text[..(at - 1)])) && IsReply(text[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where a reply of both codes stands behind a colon ("5.1.1 - Bad address 'reject from mx.contoso.example: 550 5.1.1 unknown'"); -1 where none does.</summary>
    internal static int IndexOfWholeReply(ReadOnlySpan<char> text)
    {
        for (var at = 2; at + 9 <= text.Length; at++)
        {
            if (text[at] is '4' or '5' && text[at + 1] != '.' && text[at - 1] == ' ' && text[at - 2] == ':' && StartsWithCode(text[at..]) && IsWholeReply(text[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsBeforeReply(char character) => character is ' ' or '(' or '[' or '#' or ':' or '：' or '"' or '\'' or '<' or '>' or '=' or ';' or '\n' or '\t';

    /// <summary>"The server said 554 …".</summary>
    private static bool IsBehindVerb(ReadOnlySpan<char> before)
    {
        foreach (var verb in (ReadOnlySpan<string>)["said", "returned", "replied", "answered", "responded", "with", "error", "code"])
        {
            if (before.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A code that exists, and words behind it: "after 450 seconds" and "port 587" are none.</summary>
    private static bool IsReply(ReadOnlySpan<char> text) =>
        StartsWithCode(text) && (text[1] == '.' || (text[1] is '0' or '1' or '2' or '3' or '5' or '7' && !IsCounted(text[3..])));

    private static bool IsCounted(ReadOnlySpan<char> rest)
    {
        var words = rest.TrimStart();
        foreach (var unit in (ReadOnlySpan<string>)["second", "minute", "hour", "day", "byte", "kb", "mb", "ms", "%", "messages", "recipients", "times", "sec"])
        {
            if (words.StartsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Both codes stand here, as behind words only a whole reply is taken for one.</summary>
    internal static bool IsWholeReply(ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && text[1] == '.')
        {
            return true;
        }

        if (text.Length < 9 || text[3] is not (' ' or '-'))
        {
            return false;
        }

        var rest = text[4..].TrimStart(" #(");
        return rest.Length > 4 && rest[0] is '4' or '5' && rest[1] == '.' && char.IsAsciiDigit(rest[2]);
    }

    /// <summary>"550", "550 5.1.1" or "5.1.1" stands here.</summary>
    internal static bool StartsWithCode(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" #'\"<");
        text = text[..Math.Min(text.Length, 12)];
        var end = text.IndexOfAny(CodeEnds);
        var word = end < 0 ? text : text[..end];
        return EnhancedStatusCode.TryParse(word, out _)
            || (word.Length == 3 && word[0] is '4' or '5' && char.IsAsciiDigit(word[1]) && char.IsAsciiDigit(word[2]));
    }

    /// <summary>
    /// A reply of several lines whose line ends were lost in folding ("550-5.1.1 a 550 5.1.1 b") with its line ends again (RFC 5321 §4.2.1).
    /// </summary>
    internal static ReadOnlySpan<char> SplitLines(ReadOnlySpan<char> text)
    {
        if (text.Length < 4 || text[3] != '-' || !StartsWithCode(text))
        {
            return text;
        }

        var code = text[..3];
        return text.ToString().Replace($" {code}-", $"\n{code}-", StringComparison.Ordinal).Replace($" {code} ", $"\n{code} ", StringComparison.Ordinal).Replace($"Response:\n{code} ", $"Response: {code} ", StringComparison.Ordinal);
    }

    /// <summary>An enhanced code inside a text ("(#5.7.1)", "[host]: 5.4.1 …") whose class fits the reply code; addresses and versions are none.</summary>
    internal static EnhancedStatusCode? StatusIn(ReadOnlySpan<char> text, int? code)
    {
        for (var i = 0; i + 5 <= text.Length; i++)
        {
            if (text[i] is not ('4' or '5') || text[i + 1] != '.' || IsOfCallout(text[..i]) || (i > 0 && text[i - 1] is not (' ' or '#' or '(' or '[' or ':' or ';' or '=' or '<')))
            {
                continue;
            }

            var end = i;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            {
                end++;
            }

            var word = text[i..end].TrimEnd('.');
            var isWhole = end == text.Length || !(char.IsAsciiLetter(text[end]) || text[end] is '-' or '_');
            if (isWhole && EnhancedStatusCode.TryParse(word, out var status) && (code is null || status.Class == code / 100))
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>
    /// "Response: 550 5.1.1 …" within a reply: what a host answered to the one who asked it for the sender's address (Exim, sender verification by callout). It is
    /// about that address.
    /// </summary>
    internal static bool IsOfCallout(ReadOnlySpan<char> before) =>
        (before.Length > 4 && char.IsAsciiDigit(before[^2]) && before[^1] == ' ' ? before[..^4] : before).TrimEnd().EndsWith("Response:", StringComparison.Ordinal);

    /// <summary>The words between two others, or null.</summary>
    internal static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : text.IndexOf(after, start + before.Length, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : text[(start + before.Length)..end].Trim();
    }
}
