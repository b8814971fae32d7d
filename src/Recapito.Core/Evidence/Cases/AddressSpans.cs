using System.Buffers;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// Finds mail addresses in any text, in one pass and without a backtracking expression, and changes their local parts (RFC 5321 §4.1.2). It rather takes
/// too much for a local part than too little: what it finds is to be hidden.
/// </summary>
internal static class AddressSpans
{
    // What is folded or torn behind the @ is so by a line end and an indent.
    private const int WidestBreak = 6;

    /// <summary>
    /// "@" as it stands in texts, URLs, JSON within texts, HTML, full width, quoted-printable (RFC 2045), xtext (RFC 3461 §4), and spelled out. Not " at ": it stands
    /// between two hosts as well ("mx.contoso.example at ns1.contoso.example").
    /// </summary>
    private static readonly string[] Signs = ["@", "%40", "\\u0040", "&#64;", "&#x40;", "\uff20", "=40", "+40", "(at)", "[at]"];

    private static readonly SearchValues<string> AnySign = SearchValues.Create(Signs, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> NotInLocalPart = SearchValues.Create("<>()[],;:\"\\@\uff20“”„‘«»");
    private static readonly SearchValues<char> BehindAlone = SearchValues.Create(">)]'\"’”»,;:.!?");
    private static readonly SearchValues<char> NotInEncoded = SearchValues.Create("=&?/%#");

    /// <summary>The text with other local parts.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="change">From a local part and a domain, as they stand there, to the new local part; null to leave it.</param>
    /// <param name="alone">The same of a local part before an @ that no domain follows ("no mailbox lee@ here"); null to leave them all.</param>
    public static string Map(string text, Func<string, string, string?> change, Func<string, string?>? alone = null)
    {
        StringBuilder? changed = null;
        var (done, search, floor) = (0, 0, 0);
        while (Next(text, search) is { } found)
        {
            var sign = WithDomain(text, found);
            var hasDomain = sign.End > sign.Domain;
            search = Math.Max(sign.End, found.Place + found.Length);
            if (!hasDomain && (alone is null || !IsAlone(text, found)))
            {
                continue;
            }

            // What was looked at for one address is not looked at for the next, or a row of signs would be read as often as it has signs.
            var start = LocalStart(text, sign.Place, floor, sign.IsEncoded);
            floor = search;
            var other = start == sign.Place ? null : hasDomain ? change(text[start..sign.Place], text[sign.Domain..sign.End]) : Named(text[start..sign.Place], alone!);
            if (other is not null)
            {
                (changed ??= new(text.Length)).Append(text, done, start - done).Append(other);
                done = sign.Place;
            }
        }

        return changed is null ? text : changed.Append(text, done, text.Length - done).ToString();
    }

    private static string? Named(string local, Func<string, string?> alone) => local.Any(Atoms.IsPart) ? alone(local) : null;

    private static (int Place, int Length)? Next(string text, int from)
    {
        var place = text.AsSpan(from).IndexOfAny(AnySign);
        return place < 0 ? null : (from + place, Signs.First(sign => text.AsSpan(from + place).StartsWith(sign, StringComparison.OrdinalIgnoreCase)).Length);
    }

    // Where the local part ends, the domain begins and ends; of "lee@smith@contoso.example" the last sign counts.
    private static (int Place, int Domain, int End, bool IsEncoded) WithDomain(string text, (int Place, int Length) found)
    {
        var (place, start, isEncoded) = (found.Place, found.Place + found.Length, found.Length > 1);
        var sign = text[place];
        var end = DomainEnd(text, start);
        if (sign is '=' or '+' && !IsHost(text.AsSpan(start, end - start)))
        {
            return (place, start, start, isEncoded);
        }

        if (sign is '(' or '[')
        {
            (place, start) = (place > 1 && text[place - 1] == ' ' ? place - 1 : place, start < text.Length && text[start] == ' ' ? start + 1 : start);
            (isEncoded, end) = (false, DomainEnd(text, start));
        }

        if (sign == '@' && end == start && AfterBreak(text, start) is var (next, last))
        {
            (start, end) = (next, last);
        }

        while (end > start && end < text.Length - 1 && text[end] == '@' && DomainEnd(text, end + 1) > end + 1)
        {
            (place, start, isEncoded) = (end, end + 1, false);
            end = DomainEnd(text, start);
        }

        return (place, start, end, isEncoded);
    }

    // "<lee@ contoso.example>": only where a host's name follows; "lee@ here" has none.
    private static (int Start, int End)? AfterBreak(string text, int at)
    {
        var start = at;
        while (start < text.Length && start - at < WidestBreak && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = start == at ? start : DomainEnd(text, start);
        return IsHost(text.AsSpan(start, end - start)) ? (start, end) : null;
    }

    private static bool IsHost(ReadOnlySpan<char> name) => name.LastIndexOf('.') is > 0 and var dot && Names.IsTopLevel(name[(dot + 1)..].ToString());

    // "@" at the end of a word. "@{…}", "@args" and "@/" are no addresses.
    private static bool IsAlone(string text, (int Place, int Length) sign) => text[sign.Place] is '@' or '\uff20'
        && (sign.Place + 1 == text.Length || char.IsWhiteSpace(text[sign.Place + 1]) || BehindAlone.Contains(text[sign.Place + 1]));

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
