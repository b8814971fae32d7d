namespace Recapito.Core;

/// <summary>How a line goes on behind the address that opens it.</summary>
internal enum AddressLineForm
{
    /// <summary>No address opens the line.</summary>
    None,

    /// <summary>Nothing follows but signs.</summary>
    Alone,

    /// <summary>A colon follows, and perhaps what went wrong.</summary>
    Colon,

    /// <summary>Brackets follow: another address that it came from, or what went wrong.</summary>
    Bracket,

    /// <summary>Words follow.</summary>
    Words,
}

/// <summary>Reads a line that an address opens, bullets and quotes before it not counted.</summary>
/// <param name="Form">How it goes on.</param>
/// <param name="Start">Where the address begins in the line.</param>
/// <param name="Length">Its length.</param>
/// <param name="Rest">Where the words behind it begin.</param>
internal readonly record struct AddressLine(AddressLineForm Form, int Start, int Length, int Rest)
{
    private const string Openers = "*-•·・●○■◆▪‣–—※►+o<>\"'“‘«(|[= \t";

    internal static AddressLine Read(ReadOnlySpan<char> line)
    {
        var start = SkipBullet(line);
        var isBracketed = start > 0 && line[start - 1] is '<' or '"' or '\'' or '(';
        var length = AddressText.LengthAt(line[start..], needsDot: !isBracketed);
        if (length == 0 && start > 0 && line[start - 1] == '"')
        {
            length = AddressText.LengthAt(line[--start..], needsDot: true);
        }

        if (length == 0)
        {
            return default;
        }

        var rest = SkipClosers(line, start + length);
        if (line[rest..].TrimStart().StartsWith("<") && line[rest..].IndexOf('<') is var open && AddressText.LengthAt(line[(rest + open + 1)..], needsDot: false) is > 0 and var real)
        {
            // "lee@contoso.example <lee@contoso.example>": what stands before the brackets is a name (RFC 5322 §3.4).
            (start, length) = (rest + open + 1, real);
            rest = SkipClosers(line, start + length);
        }

        return new(FormOf(line[rest..]), start, length, rest);
    }

    /// <summary>Behind a comma or "and" that joins addresses; empty where nothing does.</summary>
    internal static ReadOnlySpan<char> BehindJoint(ReadOnlySpan<char> rest)
    {
        var hasSign = !rest.IsEmpty && rest[0] is ',' or ';' or '，' or '；' or '、';
        rest = hasSign ? rest[1..].TrimStart() : rest;
        foreach (var word in (ReadOnlySpan<string>)["and ", "und ", "et ", "y ", "e ", "en ", "och ", "og ", "ja ", "i ", "a ", "és ", "și ", "ve ", "και ", "и ", "та "])
        {
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return rest[word.Length..].TrimStart();
            }
        }

        return hasSign ? rest : default;
    }

    private static int SkipBullet(ReadOnlySpan<char> line)
    {
        var at = 0;
        while (at < line.Length && at < 4 && char.IsAsciiDigit(line[at]))
        {
            at++;
        }

        // "550: <a@b>: …" is a reply.
        var isReply = at == 3 && line[0] is '4' or '5' && line.Length > 3 && line[3] == ':';
        at = at > 0 && !isReply && at < line.Length && line[at] is '.' or ')' or ':' && at + 1 < line.Length && line[at + 1] == ' ' ? at + 2 : 0;
        while (at < line.Length && Openers.Contains(line[at]) && (line[at] is not 'o' || (at + 1 < line.Length && line[at + 1] == ' ')))
        {
            at++;
        }

        return line[at..].StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? at + 7
            : line[at..].StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) || line[at..].StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? at + 5
            : line[at..].StartsWith("rfc822;", StringComparison.OrdinalIgnoreCase) ? at + 7 + (line[(at + 7)..].Length - line[(at + 7)..].TrimStart().Length)
            : at;
    }

    /// <summary>Behind quotes, brackets, and the link that mail programs add: "a@b&lt;mailto:a@b&gt;".</summary>
    private static int SkipClosers(ReadOnlySpan<char> line, int at)
    {
        while (at < line.Length)
        {
            if (line[at] is '>' or '"' or '\'' or '”' or '’' or '»' or ')' or '|')
            {
                at++;
            }
            else if (line[at..].TrimStart().StartsWith("<mailto:", StringComparison.OrdinalIgnoreCase) && line[at..].IndexOf('>') is > 0 and var close)
            {
                at += close + 1;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static AddressLineForm FormOf(ReadOnlySpan<char> rest)
    {
        var text = rest.TrimStart();
        if (text.IsEmpty || (text.Length < 4 && TextLine.IsSigns(text)) || TextLine.IsRuler(text))
        {
            return AddressLineForm.Alone;
        }

        return text[0] switch
        {
            ':' or '：' => AddressLineForm.Colon,
            '(' or '[' => AddressLineForm.Bracket,
            _ => AddressLineForm.Words,
        };
    }
}
