using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>One piece of a macro string: text, or a macro (RFC 7208 §7.1).</summary>
/// <param name="Literal">The text; null for a macro.</param>
/// <param name="Letter">The macro's letter as written: a capital one means that the value is escaped for a URL.</param>
/// <param name="Parts">How many parts from the right are taken; 0 for all.</param>
/// <param name="Reverse">The parts in reverse order.</param>
/// <param name="Delimiters">What divides the value into parts.</param>
internal sealed record SpfMacro(string? Literal, char Letter, int Parts, bool Reverse, string Delimiters);

/// <summary>A domain or a text with macros in it (RFC 7208 §7), and what they stand for.</summary>
internal sealed class SpfMacroString
{
    private const string Letters = "slodiphcrtv";
    private const string DelimiterSet = ".-+,/_=";
    private const int LongestName = 253;
    private const int LongestText = 8192;

    private readonly IReadOnlyList<SpfMacro> pieces;

    private SpfMacroString(string text, IReadOnlyList<SpfMacro> pieces)
    {
        (Text, this.pieces) = (text, pieces);
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The letters of the macros in it, lower case.</summary>
    public IEnumerable<char> Macros => pieces.Where(piece => piece.Literal is null).Select(piece => char.ToLowerInvariant(piece.Letter));

    /// <summary>The last piece is a macro, which may stand for a whole domain.</summary>
    public bool EndsWithMacro => pieces is [.., { Literal: null }];

    /// <summary>Reads a macro string; where it is none, <paramref name="wrong"/> is the place of the first wrong character, from 0.</summary>
    public static SpfMacroString? Parse(string text, bool allowBlanks, out int wrong)
    {
        var pieces = new List<SpfMacro>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            wrong = at;
            if (text[at] is not '%')
            {
                if (text[at] is < '!' or > '~' && !(allowBlanks && text[at] is ' '))
                {
                    return null;
                }

                literal.Append(text[at++]);
                continue;
            }

            if (at + 1 < text.Length && Escaped(text[at + 1]) is { } escaped)
            {
                literal.Append(escaped);
                at += 2;
                continue;
            }

            if (Macro(text, ref at) is not { } macro)
            {
                return null;
            }

            Flush(pieces, literal);
            pieces.Add(macro);
        }

        Flush(pieces, literal);
        wrong = -1;
        return new(text, pieces);
    }

    /// <summary>The text with its macros replaced; null where the value of one is not known yet.</summary>
    /// <param name="value">The value of a letter, lower case; null where it is not known.</param>
    public string? Expand(Func<char, string?> value)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Literal is { } literal)
            {
                text.Append(literal);
            }
            else if (value(char.ToLowerInvariant(piece.Letter)) is { } known)
            {
                var taken = Taken(piece, known);
                text.Append(char.IsAsciiLetterUpper(piece.Letter) ? Uri.EscapeDataString(taken) : taken);
            }
            else
            {
                return null;
            }

            // Of what is longer than any name, the right end is what counts (§7.3).
            if (text.Length > LongestText)
            {
                text.Remove(0, text.Length - LongestName - 1);
            }
        }

        return text.ToString();
    }

    /// <summary>A name that is too long loses labels on its left (§7.3).</summary>
    public static string Shortened(string name)
    {
        if (name.Length <= LongestName)
        {
            return name;
        }

        var dot = name.IndexOf('.', name.Length - LongestName - 1);
        return dot < 0 ? name : name[(dot + 1)..];
    }

    private static void Flush(List<SpfMacro> pieces, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            pieces.Add(new(literal.ToString(), '\0', 0, false, ""));
            literal.Clear();
        }
    }

    private static string? Escaped(char c) => c switch
    {
        '%' => "%",
        '_' => " ",
        '-' => "%20",
        _ => null,
    };

    // "%{" letter, digits, "r", delimiters "}" (§7.1).
    private static SpfMacro? Macro(string text, ref int at)
    {
        var end = text.IndexOf('}', at);
        if (end < 0 || at + 2 >= end || text[at + 1] is not '{' || !Letters.Contains(char.ToLowerInvariant(text[at + 2]), StringComparison.Ordinal))
        {
            return null;
        }

        var letter = text[at + 2];
        var digits = at + 3;
        var rest = digits;
        while (rest < end && char.IsAsciiDigit(text[rest]))
        {
            rest++;
        }

        var parts = 0;
        if (rest > digits && (!int.TryParse(text.AsSpan(digits, rest - digits), NumberStyles.None, CultureInfo.InvariantCulture, out parts) || parts == 0))
        {
            return null;
        }

        var reverse = text[rest] is 'r' or 'R';
        var delimiters = text[(rest + (reverse ? 1 : 0))..end];
        at = end + 1;
        return delimiters.All(c => DelimiterSet.Contains(c, StringComparison.Ordinal)) ? new(null, letter, parts, reverse, delimiters.Length == 0 ? "." : delimiters) : null;
    }

    private static string Taken(SpfMacro piece, string value)
    {
        if (piece is { Parts: 0, Reverse: false, Delimiters: "." })
        {
            return value;
        }

        var parts = value.Split(piece.Delimiters.ToCharArray());
        if (piece.Reverse)
        {
            Array.Reverse(parts);
        }

        return string.Join('.', piece.Parts > 0 ? parts.TakeLast(piece.Parts) : parts);
    }
}
