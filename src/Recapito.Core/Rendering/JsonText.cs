using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>JSON whose strings show no character that would steer a terminal or hide text: those are written as \uXXXX (RFC 8259 §7).</summary>
internal static class JsonText
{
    /// <summary>Escapes control, format, separator and private characters beyond ASCII; in JSON such characters stand in strings only.</summary>
    public static string EscapeUnseen(string json)
    {
        if (json.EnumerateRunes().All(rune => rune.IsAscii || !SafeText.IsUnseen(rune)))
        {
            return json;
        }

        var text = new StringBuilder(json.Length + 32);
        Span<char> units = stackalloc char[2];
        foreach (var rune in json.EnumerateRunes())
        {
            var count = rune.EncodeToUtf16(units);
            if (rune.IsAscii || !SafeText.IsUnseen(rune))
            {
                text.Append(units[..count]);
                continue;
            }

            foreach (var unit in units[..count])
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
        }

        return text.ToString();
    }
}
