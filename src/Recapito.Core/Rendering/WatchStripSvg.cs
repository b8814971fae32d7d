using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>The heat strip as a drawing: servers and resolvers in rows, time in columns; shapes beside colours, title and description for screen readers.</summary>
public static class WatchStripSvg
{
    private const int Names = 190;
    private const int Cell = 11;
    private const int Row = 22;
    private const int Head = 26;
    private const int Height = 15;
    private const int Letters = 24;
    private const int TimeWidth = 66;

    /// <summary>The rules of the drawing, each bound to its own class.</summary>
    public static string Style =>
        """
        .recapito-strip text { font: 13px system-ui, sans-serif; fill: currentColor }
        .recapito-strip .new { fill: #2e8540 }
        .recapito-strip .old { fill: #d9a441 }
        .recapito-strip .hatch { stroke: #6b4a00; stroke-width: 1.3 }
        .recapito-strip .gap { fill: none; stroke: currentColor; stroke-dasharray: 2 2; opacity: .8 }
        .recapito-strip .other { fill: #c4314b }
        .recapito-strip .mark { fill: none; stroke: #fff; stroke-width: 1.5 }
        """;

    /// <summary>A drawing to stand within a page; its rules are <see cref="Style"/>.</summary>
    /// <param name="sheet">The watch.</param>
    /// <param name="language">BCP 47 tag of the words.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string Write(WatchSheet sheet, string language, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var words = new Wording(catalogue, language);
        var width = Names + Math.Max(Cell * (sheet.Columns.Count - 1), 2 * TimeWidth) + 4;
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {Head + (Row * sheet.Strips.Count)}" width="{width}" height="{Head + (Row * sheet.Strips.Count)}" class="recapito-strip" role="img" aria-labelledby="recapito-strip-title recapito-strip-desc" xml:lang="{words.Language}">
            <title id="recapito-strip-title">{Xml(words.Say("watch.strip.title", ("title", sheet.Title)))}</title>
            <desc id="recapito-strip-desc">{Xml(string.Join("; ", sheet.Strips.Select(strip => $"{strip.Name}: {strip.Says}")))}</desc>

            """);
        Times(svg, sheet, width);
        foreach (var (i, strip) in sheet.Strips.Index())
        {
            Draw(svg, strip, Head + (Row * i));
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>One cell by itself, for a legend.</summary>
    /// <param name="shows">What it shows.</param>
    public static string Sample(Shows shows)
    {
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Cell} {Height + 2}" width="{Cell}" height="{Height + 2}" class="recapito-strip" aria-hidden="true">""");
        Draw(svg, shows, 0, 1);
        return svg.Append("</svg>").ToString();
    }

    private static void Times(StringBuilder svg, WatchSheet sheet, int width)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Names}" y="14">{Clock(sheet.Columns[0])}</text>""");
        if (Cell * (sheet.Columns.Count - 1) >= 2 * TimeWidth)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{width - 4}" y="14" text-anchor="end">{Clock(sheet.At)}</text>""");
        }

        svg.Append('\n');
    }

    private static void Draw(StringBuilder svg, SheetStrip strip, int y)
    {
        var name = strip.Name.Length <= Letters ? strip.Name : strip.Name[..(Letters - 1)] + "…";
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="0" y="{y + 12}">{Xml(name)}</text>""");
        foreach (var (i, cell) in strip.Cells.Index())
        {
            Draw(svg, cell, Names + (Cell * i), y);
        }

        svg.Append('\n');
    }

    // Old is hatched, new is full, a gap is hollow, and what nobody gave is crossed out.
    private static void Draw(StringBuilder svg, Shows shows, int x, int y)
    {
        if (shows is Shows.Nothing)
        {
            return;
        }

        var (left, right, bottom) = (x + 1, x + Cell - 1, y + Height - 1);
        svg.Append(CultureInfo.InvariantCulture, $"""<rect class="{Kebab.Of(shows)}" x="{left - 0.5}" y="{y + 0.5}" width="{Cell - 1}" height="{Height - 1}"/>""");
        if (shows is Shows.Old)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="hatch" d="M{left} {y + 7}L{right} {y + 1}M{left} {bottom}L{right} {y + 7}"/>""");
        }
        else if (shows is Shows.Other)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="mark" d="M{left + 1} {y + 3}L{right - 1} {bottom - 2}M{right - 1} {y + 3}L{left + 1} {bottom - 2}"/>""");
        }
    }

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Xml(string text) => System.Net.WebUtility.HtmlEncode(text);
}
