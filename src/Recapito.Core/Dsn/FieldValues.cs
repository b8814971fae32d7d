using System.Buffers;
using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>Reads the values of RFC 3464's typed fields leniently.</summary>
internal static class FieldValues
{
    /// <summary>"\x{10FFFF}" (RFC 6533 §3).</summary>
    private const int LongestEscape = 10;

    private static readonly SearchValues<char> OfType = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./");
    private static readonly SearchValues<char> OfLowerDomain = SearchValues.Create("@abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> NotInDomain = SearchValues.Create(" \t<>()[],;:\"'");
    private static readonly SearchValues<char> HostEnds = SearchValues.Create(" \t\r\n,;()[]<>\"'");
    private static readonly SearchValues<char> NotInLocalPart = SearchValues.Create(" \t<>()[],;:\"");

    /// <summary>Splits "rfc822; lee@contoso.example" at its type; a value without type has an empty one.</summary>
    internal static (string Type, string Value) Typed(string value)
    {
        var text = WithoutType(value, out var type);
        return (type, text.Length == value.Length ? value : text.ToString());
    }

    private static ReadOnlySpan<char> WithoutType(ReadOnlySpan<char> value, out string type)
    {
        var semicolon = value.IndexOf(';');
        var name = semicolon < 0 ? default : value[..semicolon].Trim();
        type = name.IsEmpty || name.ContainsAnyExcept(OfType) ? "" : TypeOf(name);
        return type.Length == 0 ? value.Trim() : value[(semicolon + 1)..].Trim();
    }

    /// <summary>The type in lower case; those that nearly all reports write are no new strings.</summary>
    private static string TypeOf(ReadOnlySpan<char> type)
    {
        foreach (var known in (ReadOnlySpan<string>)["rfc822", "dns", "smtp"])
        {
            if (type.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return type.ToString().ToLowerInvariant();
    }

    /// <summary>The name of an MTA without type, comment, brackets and final dot; null for an empty one.</summary>
    internal static string? Mta(string value)
    {
        var name = Typed(value).Value;
        var end = name.AsSpan().IndexOfAny(' ', '\t', '(');
        name = (end > 0 ? name[..end] : name).Trim().TrimEnd('.');
        return Host(name);
    }

    /// <summary>The name that stands at the start of a text, quotes and brackets before it not counted; null for none.</summary>
    internal static string? HostAt(ReadOnlySpan<char> text)
    {
        var rest = text[..Math.Min(text.Length, 400)].TrimStart(" \t:\"'<([");
        var end = rest.IndexOfAny(HostEnds);
        return Host((end < 0 ? rest : rest[..end]).TrimEnd(".:!").ToString());
    }

    /// <summary>A host as Postfix writes it, "host[192.0.2.1]:25", without address and port; an address alone is kept.</summary>
    internal static string? Host(string? text)
    {
        var name = text?.Trim().Trim('\'', '"', ',') ?? "";
        if (name is ['[', ..])
        {
            var close = name.IndexOf(']', StringComparison.Ordinal);
            name = close < 0 ? name[1..] : name[1..close];
        }

        var bracket = name.AsSpan().IndexOfAny('[', '(');
        name = (bracket > 0 ? name[..bracket] : name).TrimEnd('.', ':', ';');
        return name.Length == 0 ? null : name;
    }

    /// <summary>An address without type, angle brackets and comment, its domain in lower case; "" where there is none.</summary>
    internal static string Address(string value)
    {
        var text = WithoutType(value, out var type);
        text = type is "utf-8" ? Unescape(text.ToString()) : text;
        var open = text.IndexOf('<');
        var close = text.LastIndexOf('>');
        if (open >= 0 && close > open)
        {
            text = text[(open + 1)..close];
        }

        text = text.Trim().Trim("<>,;");
        var comment = text.IndexOf(" (");
        text = comment > 0 ? text[..comment].TrimEnd() : text;
        text = text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;

        // A source route (RFC 5321 appendix C): "@relay.example:lee@contoso.example".
        text = text is ['@', ..] && text.IndexOf(':') is > 0 and var route ? text[(route + 1)..] : text;
        var at = text.LastIndexOf('@');
        return at >= 0 && text[at..].ContainsAnyExcept(OfLowerDomain) ? string.Concat(text[..at], text[at..].ToString().ToLowerInvariant())
            : text.Length == value.Length ? value : text.ToString();
    }

    /// <summary>One address and nothing else.</summary>
    internal static bool IsAddress(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && text.Length <= 320 && !text[(at + 1)..].ContainsAny(NotInDomain)
            && (text[0] == '"' || !text[..at].ContainsAny(NotInLocalPart));
    }

    /// <summary>The code at the start of a Status field, whatever follows it ("5.1.1 (bad address)"), or behind a reply code ("552 5.2.2").</summary>
    internal static EnhancedStatusCode? Status(string value)
    {
        var text = value.AsSpan().Trim().TrimStart('#');
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        return EnhancedStatusCode.TryParse(text[..end].TrimEnd('.'), out var code) ? code : WrittenText.StatusIn(value, null);
    }

    /// <summary>The words in brackets behind the code of a Status field (RFC 3464 §2.3.4), or none: "4.0.0 (mx.contoso.example: host name lookup failure)".</summary>
    internal static string Comment(string value)
    {
        var open = value.IndexOf('(', StringComparison.Ordinal);
        var close = value.LastIndexOf(')');
        return open >= 0 && close > open ? value[(open + 1)..close].Trim() : "";
    }

    /// <summary>RFC 6533 §3: \x{2603} is a character that the channel could not carry.</summary>
    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var close = text.AsSpan(i).StartsWith("\\x{") ? text.IndexOf('}', i, Math.Min(LongestEscape, text.Length - i)) : -1;
            if (close > 0 && int.TryParse(text.AsSpan(i + 3, close - i - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && Rune.IsValid(code))
            {
                result.Append(new Rune(code).ToString());
                i = close;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
