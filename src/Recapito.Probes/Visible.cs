using System.Globalization;
using System.Text;

namespace Recapito.Probes;

/// <summary>Remote bytes as text that does nothing to a terminal or a log.</summary>
internal static class Visible
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 where the bytes are UTF-8, else each octet above 0x7E as \xNN; control characters as \xNN in either case.</summary>
    public static string Octets(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Text(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            var text = new StringBuilder(bytes.Length);
            foreach (var octet in bytes)
            {
                _ = octet is >= 0x20 and < 0x7f ? text.Append((char)octet) : text.Append(CultureInfo.InvariantCulture, $"\\x{octet:X2}");
            }

            return text.ToString();
        }
    }

    /// <summary>Control and format characters (bidirectional overrides among them) escaped; all else unchanged.</summary>
    public static string Text(string text)
    {
        if (!text.Any(Hidden))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = !Hidden(c) ? clean.Append(c)
                : c < 0x100 ? clean.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}")
                : clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return clean.ToString();
    }

    private static bool Hidden(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
