using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>Columns that text takes on a screen, and how it is broken into lines.</summary>
internal static class TextWidth
{
    // Blocks whose characters are Wide or Fullwidth in Unicode's EastAsianWidth.txt (UAX #11), coarsely.
    private static readonly (int First, int Last)[] Wide =
        [(0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
         (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD)];

    /// <summary>Stands for a blank at which no line may end, while a text is broken into lines; of Unicode's private use, so that no text has it.</summary>
    public const char Unbroken = '\uE0A0';

    /// <summary>Stands before and behind a command within a text.</summary>
    public const char CommandMark = '\uE0A1';

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>Breaks at blanks; a word that is longer than a line is broken after a dot, hyphen or at sign, else anywhere.</summary>
    public static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var candidate = line.Length == 0 ? word : $"{line} {word}";
                if (Of(candidate) <= width)
                {
                    line = candidate;
                    continue;
                }

                if (line.Length > 0)
                {
                    lines.Add(line);
                }

                var pieces = Break(word, width);
                lines.AddRange(pieces[..^1]);
                line = pieces[^1];
            }

            lines.Add(line);
        }

        return lines.ConvertAll(line => line.Replace(Unbroken, ' '));
    }

    private static List<string> Break(string word, int width)
    {
        var pieces = new List<string>();
        while (Of(word) > width)
        {
            var cut = Cut(word, width);
            pieces.Add(word[..cut]);
            word = word[cut..];
        }

        pieces.Add(word);
        return pieces;
    }

    private static int Cut(string word, int width)
    {
        var (columns, fits, nice) = (0, 0, 0);
        foreach (var rune in word.EnumerateRunes())
        {
            columns += Of(rune);
            if (columns > width)
            {
                break;
            }

            fits += rune.Utf16SequenceLength;
            if (rune.Value is '.' or '-' or '@' or '/')
            {
                nice = fits;
            }
        }

        return nice > fits / 3 ? nice : Math.Max(fits, 1);
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return 0;
        }

        return Wide.Any(block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1;
    }
}
