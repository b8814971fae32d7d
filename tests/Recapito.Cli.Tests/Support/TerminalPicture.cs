using System.Globalization;
using System.Net;
using System.Text;

namespace Recapito.Cli.Tests;

/// <summary>What a terminal shows, as an SVG picture: colours of <c>TextStyle</c>, one text element a line, so that it can be searched and read aloud.</summary>
internal static class TerminalPicture
{
    private const double CharWidth = 7.83;
    private const int LineHeight = 18;
    private const int Margin = 14;

    // The few SGR sequences (ECMA-48 §8.3.117) that the product writes, on a dark ground.
    private static readonly Dictionary<string, string> Looks = new()
    {
        ["1"] = "font-weight=\"bold\"", ["2"] = "fill=\"#9aa0a6\"", ["32"] = "fill=\"#8fd694\"", ["1;31"] = "fill=\"#ff8a80\" font-weight=\"bold\"", ["33"] = "fill=\"#ffd54f\"",
    };

    public static string Draw(string command, string screen, int columns)
    {
        var lines = screen.TrimEnd('\n').Split('\n');
        var (width, height) = ((columns * CharWidth) + (2 * Margin), ((lines.Length + 2) * LineHeight) + (2 * Margin));
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0}\" height=\"{height}\" viewBox=\"0 0 {width:0} {height}\" role=\"img\">\n"));
        svg.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(command)}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1f2328\"/>\n");
        svg.Append("<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#e6edf3\">\n");
        svg.Append(Row(0, "\u001b[2m$\u001b[0m " + command));
        for (var i = 0; i < lines.Length; i++)
        {
            svg.Append(Row(i + 2, lines[i]));
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static string Row(int row, string line)
    {
        var pieces = line.Split('\u001b');
        var text = new StringBuilder(WebUtility.HtmlEncode(pieces[0]));
        foreach (var piece in pieces.Skip(1))
        {
            var end = piece.IndexOf('m', StringComparison.Ordinal);
            var (look, shown) = (Looks.GetValueOrDefault(piece[1..end], ""), WebUtility.HtmlEncode(piece[(end + 1)..]));
            text.Append(shown.Length == 0 ? "" : look.Length > 0 ? $"<tspan {look}>{shown}</tspan>" : shown);
        }

        // Blanks in a row would be one: viewers do not agree on how to keep them (SVG 2 §11.7).
        text.Replace(' ', '\u00a0').Replace("<tspan\u00a0", "<tspan ").Replace("\"\u00a0font-weight", "\" font-weight");
        return text.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{Margin + 13 + (row * LineHeight)}\">{text}</text>\n");
    }
}
