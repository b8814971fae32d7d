using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>Texts and names of CliXML: what XML cannot hold, or would not keep, stands there as _xHHHH_ (Microsoft: MS-PSRP 2.2.5.3.2).</summary>
internal static class ClixmlText
{
    private const int EscapeLength = 7;

    /// <summary>The text with its escapes resolved; what only resembles one stays.</summary>
    public static string Unescape(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        for (; at >= 0; at = text.IndexOf("_x", at, StringComparison.Ordinal))
        {
            if (CodeAt(text, at) is { } code)
            {
                result.Append(text, done, at - done).Append(code);
                done = at += EscapeLength;
            }
            else
            {
                at += 2;
            }
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private static char? CodeAt(string text, int at) =>
        at + EscapeLength <= text.Length && text[at + EscapeLength - 1] == '_'
        && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
