using System.Globalization;
using System.Text;

namespace Recapito.Lab;

/// <summary>Builds a mail line by line with CRLF, and encodes text as mail systems do.</summary>
internal sealed class MailText
{
    /// <summary>Longest line of quoted-printable text (RFC 2045 §6.7).</summary>
    private const int QuotedWidth = 76;

    private readonly StringBuilder text = new();

    /// <summary>Adds one line.</summary>
    public MailText Line(string line = "")
    {
        text.Append(line).Append("\r\n");
        return this;
    }

    /// <summary>Adds lines.</summary>
    public MailText Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }

        return this;
    }

    /// <summary>The whole mail.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(text.ToString());

    /// <summary>The least charset that holds the text, as Exchange chooses it: us-ascii, iso-8859-1, utf-8.</summary>
    public static string CharsetFor(string body) =>
        Ascii.IsValid(body) ? "us-ascii" : body.All(c => c < 256) ? "iso-8859-1" : "utf-8";

    /// <summary>An unstructured header's text: as it is, or as encoded words (RFC 2047 §4.2).</summary>
    public static string Encoded(string value)
    {
        if (Ascii.IsValid(value))
        {
            return value;
        }

        var charset = CharsetFor(value);
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            var piece = EncodedRune(rune, charset);
            if (word.Length + piece.Length > 55)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            word.Append(piece);
        }

        words.Add(word.ToString());
        return string.Join("\r\n ", words.Select(w => $"=?{charset}?Q?{w}?="));
    }

    /// <summary>Lines in quoted-printable (RFC 2045 §6.7), none longer than 76 octets.</summary>
    public static IEnumerable<string> QuotedPrintable(IEnumerable<string> lines, string charset) => lines.SelectMany(line => Quoted(line, charset));

    /// <summary>Breaks a text at blanks, lines of at most <paramref name="width"/> characters, later ones with an indent: Postfix's line_wrap.</summary>
    public static IEnumerable<string> Wrap(string line, int width = 79, int indent = 4)
    {
        var current = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (current.Length > 0 && current.Length + 1 + word.Length > width)
            {
                yield return current.ToString();
                current.Clear().Append(' ', indent).Append(word);
            }
            else
            {
                current.Append(current.Length == 0 ? "" : " ").Append(word);
            }
        }

        yield return current.ToString();
    }

    private static IEnumerable<string> Quoted(string line, string charset)
    {
        var current = new StringBuilder();
        var index = 0;
        var runes = line.EnumerateRunes().ToArray();
        foreach (var rune in runes)
        {
            index++;
            var atEnd = index == runes.Length;
            var plain = rune.Value is >= 32 and < 127 and not '=' && !(atEnd && rune.Value is ' ');
            var piece = plain ? rune.ToString() : Hex(rune, charset, "=");
            if (current.Length + piece.Length > QuotedWidth - (atEnd ? 0 : 1))
            {
                yield return current.Append('=').ToString();
                current.Clear();
            }

            current.Append(piece);
        }

        yield return current.ToString();
    }

    private static string EncodedRune(Rune rune, string charset) => rune.Value switch
    {
        ' ' => "_",
        < 128 when char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '-' or ':' or '!' or '/' or '+' => rune.ToString(),
        _ => Hex(rune, charset, "="),
    };

    private static string Hex(Rune rune, string charset, string mark)
    {
        var encoding = charset is "iso-8859-1" ? Encoding.Latin1 : Encoding.UTF8;
        return string.Concat(encoding.GetBytes(rune.ToString()).Select(octet => mark + octet.ToString("X2", CultureInfo.InvariantCulture)));
    }
}
