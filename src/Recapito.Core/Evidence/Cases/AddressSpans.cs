using System.Buffers;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// Finds mail addresses in any text, in one pass and without a backtracking expression, and changes their local parts (RFC 5321 §4.1.2). It rather takes
/// too much for a local part than too little: what it finds is to be hidden.
/// </summary>
internal static class AddressSpans
{
    /// <summary>"@" as it stands in texts, URLs, JSON within texts, HTML, and full width.</summary>
    private static readonly string[] Signs = ["@", "%40", "\\u0040", "&#64;", "&#x40;", "\uff20"];

    private static readonly SearchValues<string> AnySign = SearchValues.Create(Signs, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> NotInLocalPart = SearchValues.Create("<>()[],;:\"\\@\uff20“”„‘«»");
    private static readonly SearchValues<char> NotInEncoded = SearchValues.Create("=&?/%#");

    /// <summary>The text with other local parts.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="change">From a local part and a domain, as they stand there, to the new local part; null to leave it.</param>
    public static string Map(string text, Func<string, string, string?> change)
    {
        StringBuilder? changed = null;
        var done = 0;
        var search = 0;
        while (Next(text, search) is { } sign)
        {
            var end = DomainEnd(text, sign.Place + sign.Length);
            while (end > sign.Place + sign.Length && end < text.Length - 1 && text[end] == '@' && DomainEnd(text, end + 1) > end + 1)
            {
                sign = (end, 1);
                end = DomainEnd(text, end + 1);
            }

            var start = LocalStart(text, sign.Place, search, isEncoded: sign.Length > 1);
            search = Math.Max(end, sign.Place + sign.Length);
            if (start < sign.Place && end > sign.Place + sign.Length && change(text[start..sign.Place], text[(sign.Place + sign.Length)..end]) is { } local)
            {
                (changed ??= new(text.Length)).Append(text, done, start - done).Append(local);
                done = sign.Place;
            }
        }

        return changed is null ? text : changed.Append(text, done, text.Length - done).ToString();
    }

    private static (int Place, int Length)? Next(string text, int from)
    {
        var place = text.AsSpan(from).IndexOfAny(AnySign);
        return place < 0 ? null : (from + place, Signs.First(sign => text.AsSpan(from + place).StartsWith(sign, StringComparison.OrdinalIgnoreCase)).Length);
    }

    private static int DomainEnd(string text, int start)
    {
        var end = start;
        if (end < text.Length && text[end] == '[')
        {
            var close = text.AsSpan(end, Math.Min(text.Length - end, 64)).IndexOf(']');
            return close < 0 ? start : end + close + 1;
        }

        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
        {
            end++;
        }

        while (end > start && text[end - 1] is '.' or '-')
        {
            end--;
        }

        return end;
    }

    private static int LocalStart(string text, int at, int floor, bool isEncoded)
    {
        if (at > floor && text[at - 1] == '"')
        {
            return QuoteStart(text, at - 1, floor) is >= 0 and var quote ? quote : at;
        }

        var start = at;
        while (start > floor && IsLocal(text[start - 1], isEncoded))
        {
            start--;
        }

        // "to='lee@contoso.example'", "'lee@contoso.example'", "{lee@contoso.example}": only the inside is the address.
        var quoted = text.AsSpan(start, at - start).LastIndexOf("='");
        start += quoted < 0 ? 0 : quoted + 2;
        while (start < at && text[start] is '\'' or '`' or '{' or '=' or '|')
        {
            start++;
        }

        return start;
    }

    /// <summary>Where a quoted string begins; a quote behind a backslash only where there is no other.</summary>
    private static int QuoteStart(string text, int close, int floor)
    {
        var escaped = -1;
        for (var place = close - 1; place >= floor; place--)
        {
            if (text[place] != '"')
            {
                continue;
            }

            if (place == floor || text[place - 1] != '\\')
            {
                return place;
            }

            escaped = escaped < 0 ? place : escaped;
        }

        return escaped;
    }

    private static bool IsLocal(char c, bool isEncoded) =>
        !char.IsWhiteSpace(c) && !char.IsControl(c) && !NotInLocalPart.Contains(c) && !(isEncoded && NotInEncoded.Contains(c));
}
