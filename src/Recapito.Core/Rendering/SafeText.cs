using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// The one way for text of others (host names, replies, subjects) onto a screen: whatever could steer a terminal, break a line, turn the
/// reading direction or hide is shown as a visible escape, "\x1b" or "\u202e".
/// </summary>
public static class SafeText
{
    /// <summary>The text with every unseen character as an escape; null is empty.</summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i++]:x4}");
                continue;
            }

            i += rune.Utf16SequenceLength;
            Append(safe, rune);
        }

        return safe.ToString();
    }

    /// <summary>
    /// True for what has no shape of its own: C0, DEL and C1 controls, format characters (the BiDi controls of UAX #9 among them), line
    /// and paragraph separators, private use, and code points without a character.
    /// </summary>
    internal static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;

    private static void Append(StringBuilder safe, Rune rune)
    {
        if (!IsUnseen(rune))
        {
            safe.Append(rune);
        }
        else if (rune.Value <= 0xFF)
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        }
        else if (rune.IsBmp)
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
        else
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }
    }
}
