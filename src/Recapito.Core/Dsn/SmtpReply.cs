namespace Recapito.Core;

/// <summary>
/// A reply of an SMTP server (RFC 5321 §4.2): code, enhanced code (RFC 2034) and lines are kept apart, and
/// neither code is derived from the other, as real replies disagree with themselves ("554 4.3.2").
/// </summary>
/// <param name="Code">Three digits, 200 to 599; null where a text gives none.</param>
/// <param name="Status">The enhanced code that stands in the reply; null where it gives none.</param>
/// <param name="Lines">The text of each line without the codes; one line at least, perhaps empty.</param>
public sealed record SmtpReply(int? Code, EnhancedStatusCode? Status, IReadOnlyList<string> Lines)
{
    /// <summary>The lines as one text, joined by single blanks.</summary>
    public string Text => Lines is [var line] ? line : string.Join(' ', Lines);

    /// <summary>2xx.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>4xx: the same command may succeed later (RFC 5321 §4.2.1).</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>5xx.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>Codes and text on one line, as people quote a reply.</summary>
    public override string ToString() =>
        string.Join(' ', new[] { Code?.ToString(System.Globalization.CultureInfo.InvariantCulture), Status?.ToString(), Text }
            .Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>
    /// Reads one reply from text, on one or several lines: "550 5.4.1 text", "550-5.1.1 a\n550 5.1.1 b", "5.4.1 text", or bare text.
    /// Never fails: what has no code is text.
    /// </summary>
    public static SmtpReply Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    internal static SmtpReply Parse(ReadOnlySpan<char> text)
    {
        int? code = null;
        EnhancedStatusCode? status = null;
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var rest = text[line].Trim();
            if (rest.IsEmpty && lines.Count > 0)
            {
                continue;
            }

            rest = TakeCode(rest, ref code);
            rest = TakeStatus(rest, ref status);
            rest = TakeRepeated(rest, code, ref status);
            lines.Add(rest.ToString());
        }

        return new(code, status, lines);
    }

    private static ReadOnlySpan<char> TakeCode(ReadOnlySpan<char> text, scoped ref int? code)
    {
        if (text.Length < 3 || text[0] is < '2' or > '5' || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[2])
            || (text.Length > 3 && text[3] is not (' ' or '-' or ':' or ',' or ';')))
        {
            return text;
        }

        var value = ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + (text[2] - '0');
        if (code is not null && code != value)
        {
            return text;
        }

        code = value;
        return text.Length > 3 ? text[4..].TrimStart(" :',") : [];
    }

    /// <summary>"550 550 5.1.1 text", "550 5.1.10 550 5.1.10 text": a report put the codes before a reply that has them.</summary>
    private static ReadOnlySpan<char> TakeRepeated(ReadOnlySpan<char> text, int? code, scoped ref EnhancedStatusCode? status)
    {
        int? again = null;
        var inner = text.Length > 8 && code is not null && text[3] is ' ' or '-' ? TakeCode(text, ref again) : text;
        var found = status;
        var rest = again == code && inner.Length < text.Length ? TakeStatus(inner, ref found) : inner;
        if (rest.Length == inner.Length || again != code)
        {
            return text;
        }

        status = found;
        return rest;
    }

    private static ReadOnlySpan<char> TakeStatus(ReadOnlySpan<char> text, scoped ref EnhancedStatusCode? status)
    {
        var end = text.IndexOf(' ');
        var word = end < 0 ? text : text[..end];
        if (!EnhancedStatusCode.TryParse(word, out var value) || (status is not null && status != value))
        {
            return text;
        }

        status = value;
        return end < 0 ? [] : text[(end + 1)..].TrimStart();
    }
}
