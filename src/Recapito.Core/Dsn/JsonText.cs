using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Text of others in JSON: readable, and without a character that could steer a terminal or hide (<see cref="SafeText.IsUnseen"/>).</summary>
internal static class JsonText
{
    // The output is a file or a terminal, not a page: "<", "'" and letters of all scripts stay as they are.
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly SearchValues<char> Harmless = SearchValues.Create(string.Create(0x7F - 0x20, 0, static (all, _) =>
    {
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = (char)(0x20 + i);
        }
    }));

    /// <summary>Writes a member with a text, or null.</summary>
    internal static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else if (text.AsSpan().IndexOfAnyExcept(Harmless) < 0 || !HasUnseen(text))
        {
            json.WriteString(name, text);
        }
        else
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Escape(text), skipInputValidation: true);
        }
    }

    private static bool HasUnseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (SafeText.IsUnseen(rune))
            {
                return true;
            }
        }

        return false;
    }

    // A string literal in which each unseen character stands as \uXXXX (RFC 8259 §7).
    private static string Escape(string text)
    {
        var literal = new StringBuilder(text.Length + 32).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                literal.Append('\\').Append(rune);
            }
            else if (!SafeText.IsUnseen(rune))
            {
                literal.Append(rune);
            }
            else
            {
                AppendEscape(literal, rune);
            }
        }

        return literal.Append('"').ToString();
    }

    private static void AppendEscape(StringBuilder literal, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }
    }
}
