using System.Globalization;
using System.Net;

namespace Recapito.Core;

/// <summary>Reads SPF records by the grammar of RFC 7208 §12. A fault does not end the reading: people want to see all of them, and the rest of the tree.</summary>
internal static class SpfParser
{
    private const string Version = "v=spf1";
    private const string Mechanisms = "all, include, a, mx, ptr, ip4, ip6, exists, redirect=, exp=";
    private const int MostTerms = 500;

    /// <summary>True for a text that is an SPF record: "v=spf1" in any case, then a blank or the end (§4.5).</summary>
    public static bool IsRecord(string text) =>
        text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] is ' ');

    /// <summary>True for a text that was meant to be an SPF record, and that receivers do not take for one: "v=spf1;", " v=spf1", "v=spf11".</summary>
    public static bool IsLookalike(string text) =>
        !IsRecord(text) && text.AsSpan().TrimStart(" \t\"'").StartsWith("v=spf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a text for which <see cref="IsRecord"/> is true.</summary>
    public static SpfRecord Parse(string text)
    {
        var terms = new List<SpfTerm>();
        var faults = new List<SpfFault>();
        var at = Version.Length;
        while (at < text.Length && terms.Count + faults.Count < MostTerms)
        {
            if (text[at] is ' ')
            {
                at++;
                continue;
            }

            var end = text.IndexOf(' ', at) is >= 0 and var blank ? blank : text.Length;
            Term(text[at..end], at + 1, terms, faults);
            at = end;
        }

        return new(text, terms, faults);
    }

    private static void Term(string text, int position, List<SpfTerm> terms, List<SpfFault> faults)
    {
        var term = text.AsSpan().IndexOfAny('=', ':', '/') is >= 0 and var sign && text[sign] is '='
            ? Modifier(text, position, sign, out var fault)
            : Mechanism(text, position, out fault);
        if (term is { Kind: SpfKind.Redirect or SpfKind.Exp } && terms.Any(other => other.Kind == term.Kind))
        {
            fault = new(text, position, term.Kind is SpfKind.Redirect ? "redirect= (1)" : "exp= (1)");
        }

        if (fault is not null)
        {
            faults.Add(fault);
        }
        else if (term is not null)
        {
            terms.Add(term);
        }
    }

    // §6: a name, "=", and a macro string, which for redirect and exp is a domain.
    private static SpfTerm? Modifier(string text, int position, int sign, out SpfFault? fault)
    {
        var name = text[..sign];
        fault = null;
        if (!char.IsAsciiLetter(name.FirstOrDefault()) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            fault = new(text, position, Mechanisms);
            return null;
        }

        var kind = name.ToLowerInvariant() switch
        {
            "redirect" => SpfKind.Redirect,
            "exp" => SpfKind.Exp,
            _ => SpfKind.UnknownModifier,
        };
        if (kind is SpfKind.UnknownModifier)
        {
            _ = SpfMacroString.Parse(text[(sign + 1)..], allowBlanks: false, out var wrong);
            fault = wrong < 0 ? null : new(text, position + sign + 1 + wrong, "%{d}, %%, %_, %-");
            return new(kind, text, position);
        }

        var domain = Domain(text, position, sign + 1, text.Length, $"{name.ToLowerInvariant()}=DOMAIN", out fault);
        return new(kind, text, position) { Domain = domain };
    }

    private static SpfTerm? Mechanism(string text, int position, out SpfFault? fault)
    {
        var start = text[0] is '+' or '-' or '~' or '?' ? 1 : 0;
        var nameEnd = start;
        while (nameEnd < text.Length && text[nameEnd] is not (':' or '/'))
        {
            nameEnd++;
        }

        var term = new SpfTerm(SpfKind.All, text, position) { Qualifier = start == 1 ? text[0] : '+' };
        fault = null;
        switch (text[start..nameEnd].ToLowerInvariant())
        {
            case "all":
                fault = nameEnd < text.Length ? new(text, position + nameEnd, "all") : null;
                return term;
            case "ip4":
                return Address(term with { Kind = SpfKind.Ip4 }, nameEnd, out fault);
            case "ip6":
                return Address(term with { Kind = SpfKind.Ip6 }, nameEnd, out fault);
            case "include":
                return WithDomain(term with { Kind = SpfKind.Include }, nameEnd, required: true, "include:DOMAIN", out fault);
            case "exists":
                return WithDomain(term with { Kind = SpfKind.Exists }, nameEnd, required: true, "exists:DOMAIN", out fault);
            case "ptr":
                return WithDomain(term with { Kind = SpfKind.Ptr }, nameEnd, required: false, "ptr[:DOMAIN]", out fault);
            case "a":
                return WithPrefixes(term with { Kind = SpfKind.A }, nameEnd, "a[:DOMAIN][/0-32][//0-128]", out fault);
            case "mx":
                return WithPrefixes(term with { Kind = SpfKind.Mx }, nameEnd, "mx[:DOMAIN][/0-32][//0-128]", out fault);
            default:
                fault = new(text, position + start, Mechanisms);
                return null;
        }
    }

    private static SpfTerm? WithDomain(SpfTerm term, int nameEnd, bool required, string expected, out SpfFault? fault)
    {
        fault = null;
        if (nameEnd == term.Text.Length)
        {
            fault = required ? new(term.Text, term.Position + nameEnd, expected) : null;
            return term;
        }

        if (term.Text[nameEnd] is not ':')
        {
            fault = new(term.Text, term.Position + nameEnd, expected);
            return null;
        }

        return term with { Domain = Domain(term.Text, term.Position, nameEnd + 1, term.Text.Length, expected, out fault) };
    }

    private static SpfTerm? WithPrefixes(SpfTerm term, int nameEnd, string expected, out SpfFault? fault)
    {
        var text = term.Text;
        var slash = PrefixesAt(text, nameEnd);
        if (!Prefixes(text[slash..], out var prefix4, out var prefix6))
        {
            fault = new(text, term.Position + slash, expected);
            return null;
        }

        term = term with { Prefix4 = prefix4, Prefix6 = prefix6 };
        if (slash == nameEnd)
        {
            fault = null;
            return term;
        }

        return term with { Domain = Domain(text, term.Position, nameEnd + 1, slash, expected, out fault) };
    }

    /// <summary>Where the prefix lengths begin: at the slashes and digits at the end, as a slash may also stand in a macro or a name.</summary>
    private static int PrefixesAt(string text, int from)
    {
        var at = text.Length;
        while (at > from && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] is '/'))
        {
            at--;
        }

        while (at < text.Length && text[at] is not '/')
        {
            at++;
        }

        return at;
    }

    // dual-cidr-length = [ "/" 0-32 ] [ "//" 0-128 ]
    private static bool Prefixes(string text, out int prefix4, out int prefix6)
    {
        (prefix4, prefix6) = (32, 128);
        var two = text.IndexOf("//", StringComparison.Ordinal);
        var first = two < 0 ? text : text[..two];
        return (first.Length == 0 || Prefix(first[1..], 32, out prefix4)) && (two < 0 || Prefix(text[(two + 2)..], 128, out prefix6));
    }

    private static bool Prefix(string digits, int most, out int prefix)
    {
        prefix = 0;
        return digits.Length is > 0 and <= 3 && (digits.Length == 1 || digits[0] is not '0')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= most;
    }

    private static SpfTerm? Address(SpfTerm term, int nameEnd, out SpfFault? fault)
    {
        var four = term.Kind is SpfKind.Ip4;
        var rest = nameEnd < term.Text.Length && term.Text[nameEnd] is ':' ? term.Text[(nameEnd + 1)..] : "";
        var slash = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var found ? found : rest.Length;
        var prefix = four ? 32 : 128;
        fault = null;
        if (!IsAddress(rest[..slash], four) || !IPAddress.TryParse(rest[..slash], out var address)
            || address.GetAddressBytes().Length != (four ? 4 : 16))
        {
            fault = new(term.Text, term.Position + Math.Min(nameEnd + 1, term.Text.Length), four ? "ip4:192.0.2.0[/0-32]" : "ip6:2001:db8::[/0-128]");
            return null;
        }

        if (slash < rest.Length && !Prefix(rest[(slash + 1)..], prefix, out prefix))
        {
            fault = new(term.Text, term.Position + nameEnd + 1 + slash, four ? "/0-32" : "/0-128");
            return null;
        }

        return four ? term with { Address = address, Prefix4 = prefix } : term with { Address = address, Prefix6 = prefix };
    }

    // The platform's reader takes "1", "0x7f.1" and zone indices; the grammar does not.
    private static bool IsAddress(string text, bool four) => four
        ? text.Split('.') is { Length: 4 } octets && octets.All(octet => Prefix(octet, 255, out _))
        : text.Contains(':', StringComparison.Ordinal) && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');

    private static SpfMacroString? Domain(string text, int position, int from, int to, string expected, out SpfFault? fault)
    {
        var domain = SpfMacroString.Parse(text[from..to], allowBlanks: false, out var wrong);
        fault = domain is null ? new(text, position + from + wrong, expected)
            : to > from && (domain.EndsWithMacro || EndsInTopLabel(text[from..to])) ? null
            : new(text, position + from, expected);
        return domain;
    }

    // domain-end = "." toplabel [ "." ]; a toplabel has a letter, or a hyphen inside.
    private static bool EndsInTopLabel(string domain)
    {
        var name = domain.EndsWith('.') ? domain[..^1] : domain;
        var dot = name.LastIndexOf('.');
        var label = name[(dot + 1)..];
        return dot >= 0 && label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') && label[0] is not '-' && label[^1] is not '-'
            && label.Any(c => char.IsAsciiLetter(c) || c is '-');
    }
}
