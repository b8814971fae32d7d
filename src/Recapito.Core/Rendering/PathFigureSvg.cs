using System.Globalization;
using System.Net;
using System.Text;

namespace Recapito.Core;

/// <summary>The path figure as a drawing of its own: title and description for screen readers, shapes and words beside colours.</summary>
public static class PathFigureSvg
{
    private const int Box = 200;
    private const int Gap = 44;
    private const int Margin = 12;
    private const int LineHeight = 17;
    private const int Letters = 22;

    // The shape before it takes the rest, and it may be in bold.
    private const int StateLetters = 20;

    /// <summary>The rules of the drawing, each bound to its own class, as a page may embed it beside other things.</summary>
    public static string Style =>
        """
        .recapito-path text { font: 13px system-ui, sans-serif; fill: currentColor }
        .recapito-path text.r { font-weight: 600 }
        .recapito-path text.q { font: 13px ui-monospace, monospace }
        .recapito-path .b { fill: none; stroke: currentColor; stroke-width: 1.5 }
        .recapito-path .x { stroke: #c4314b; stroke-width: 3 }
        .recapito-path .n { stroke-dasharray: 5 4; opacity: .75 }
        .recapito-path .g { stroke: #2e8540; stroke-width: 2.5; fill: none }
        .recapito-path .w { stroke: #b8860b; stroke-width: 2.5; fill: none }
        .recapito-path .o { stroke: currentColor; stroke-width: 2; fill: none }
        """;

    /// <summary>A standalone SVG 1.1 document. It takes its text colour from where it is embedded and asks for nothing outside itself.</summary>
    /// <param name="diagnosis">What to draw.</param>
    /// <param name="catalogue">The words.</param>
    /// <param name="language">Their language.</param>
    /// <param name="form">How it is embedded; null for a document of its own.</param>
    public static string Write(Diagnosis diagnosis, Catalogue catalogue, string language, FigureForm? form = null)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        form ??= new();
        var words = new Wording(catalogue, language);
        List<Station> stations = [.. PathFigure.Of(diagnosis).Select(station => station with { Name = form.Shown(station.Name) })];
        var quote = !form.HasQuote ? [] : Quote(diagnosis, form, (stations.Count * (Box + Gap)) / 8);
        return Write(stations, form.Title ?? form.Shown(VerdictWords.Sentence(diagnosis, words)), quote, words, form);
    }

    /// <summary>The same of a message that was taken.</summary>
    /// <param name="taken">What became of it.</param>
    /// <param name="catalogue">The words.</param>
    /// <param name="language">Their language.</param>
    /// <param name="form">How it is embedded, with its title.</param>
    public static string Write(TakenMessage taken, Catalogue catalogue, string language, FigureForm form)
    {
        ArgumentNullException.ThrowIfNull(taken);
        ArgumentNullException.ThrowIfNull(form);
        return Write([.. taken.Stations], form.Title ?? "", [], new(catalogue, language), form);
    }

    private static string Write(List<Station> stations, string title, List<string> quote, Wording words, FigureForm form)
    {
        var texts = stations.ConvertAll(station => (Names: Lines(station), State: TextWidth.Wrap(words.Say("ui.state." + station.StateKey), StateLetters)));
        var height = 45 + ((texts.Max(text => text.Names.Count) + texts.Max(text => text.State.Count)) * LineHeight);
        var width = (2 * Margin) + (stations.Count * Box) + ((stations.Count - 1) * Gap);
        var svg = new StringBuilder();
        Head(svg, (title, Told(stations, words)), words, form, (width, height + (2 * Margin) + (quote.Count * LineHeight) + (quote.Count > 0 ? 10 : 0)));
        for (var i = 0; i < stations.Count; i++)
        {
            var x = Margin + (i * (Box + Gap));
            if (i > 0)
            {
                Arrow(svg, x, Margin + (height / 2), stations[i - 1].State, stations[i].State);
            }

            Draw(svg, stations[i], texts[i], words, x, height);
        }

        for (var i = 0; i < quote.Count; i++)
        {
            Text(svg, Margin + 10, Margin + height + 22 + (i * LineHeight), "q", quote[i]);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Told(IReadOnlyList<Station> stations, Wording words) => string.Join("; ", stations.Select(station =>
        $"{words.Say("ui.station." + station.Role)}{(station.Name.Length > 0 ? " " + SafeText.Escape(station.Name) : "")}: {words.Say("ui.state." + station.StateKey)}"));

    private static void Head(StringBuilder svg, (string Title, string Description) says, Wording words, FigureForm form, (int Width, int Height) size)
    {
        var id = "recapito-path" + form.IdSuffix;
        svg.Append(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.Width} {size.Height}" width="{size.Width}" height="{size.Height}" class="recapito-path" role="img" aria-labelledby="{id}-title {id}-desc" xml:lang="{words.Language}">
            <title id="{id}-title">{Xml(says.Title)}</title>
            <desc id="{id}-desc">{Xml(says.Description)}</desc>
            {(form.HasStyle ? $"<style>\n{Style}\n</style>\n" : "")}
            """);
    }

    private static void Draw(StringBuilder svg, Station station, (List<string> Names, List<string> State) lines, Wording words, int x, int height)
    {
        var kind = station.State switch { StationState.Refused or StationState.GoesRound => " x", StationState.Passed => "", _ => " n" };
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"b{kind}\" x=\"{x}\" y=\"{Margin}\" width=\"{Box}\" height=\"{height}\" rx=\"6\"/>\n");
        Text(svg, x + 10, Margin + 20, "r", words.Say("ui.station." + station.Role));
        for (var i = 0; i < lines.Names.Count; i++)
        {
            Text(svg, x + 10, Margin + 40 + (i * LineHeight), "", lines.Names[i]);
        }

        var y = Margin + height - 18 - ((lines.State.Count - 1) * LineHeight);
        Shape(svg, station.State, x + 18, y);
        for (var i = 0; i < lines.State.Count; i++)
        {
            Text(svg, x + 34, y + 5 + (i * LineHeight), station.State is StationState.Refused or StationState.GoesRound ? "r" : "", lines.State[i]);
        }
    }

    // Shapes that differ without colour: tick, cross, hourglass of two triangles, arrow that goes round, open circle.
    private static void Shape(StringBuilder svg, StationState state, int x, int y)
    {
        var path = state switch
        {
            StationState.Passed => $"<path class=\"g\" d=\"M{x - 7} {y} l5 6 l9 -12\"/>",
            StationState.Refused => $"<path class=\"b x\" d=\"M{x - 6} {y - 6} l12 12 m0 -12 l-12 12\"/>",
            StationState.GoesRound => $"<path class=\"b x\" d=\"M{x - 5} {y - 3} a6 6 0 1 0 5 -3 l4 -4 m-4 4 l4 4\"/>",
            StationState.Waiting => $"<path class=\"w\" d=\"M{x - 6} {y - 7} h12 l-12 14 h12 z\"/>",
            _ => $"<circle class=\"o\" cx=\"{x}\" cy=\"{y}\" r=\"6\" stroke-dasharray=\"3 3\"/>",
        };
        svg.Append(path).Append('\n');
    }

    private static void Arrow(StringBuilder svg, int end, int y, StationState from, StationState to)
    {
        var start = end - Gap;
        var passes = from is StationState.Passed && to is StationState.Passed or StationState.Refused or StationState.GoesRound;
        var returns = from is StationState.GoesRound && to is StationState.GoesRound;
        if (from is StationState.Refused or StationState.GoesRound && !returns)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"b n\" d=\"M{start + 5} {y} H{end - 5}\"/>\n<path class=\"b x\" d=\"M{start + 16} {y - 8} l12 16 m0 -16 l-12 16\"/>\n");
            return;
        }

        svg.Append(CultureInfo.InvariantCulture,
            $"<path class=\"b{(returns ? " x" : passes ? "" : " n")}\" d=\"M{start + 5} {y} H{end - 8} m-7 -6 l7 6 l-7 6{(returns ? $" M{start + 12} {y - 6} l-7 6 l7 6" : "")}\"/>\n");
    }

    private static List<string> Lines(Station station) =>
        station.Name.Length == 0 ? [] : TextWidth.Wrap(SafeText.Escape(station.Name), Letters);

    private static List<string> Quote(Diagnosis diagnosis, FigureForm form, int letters) =>
        diagnosis.Symptom.Reply is { } reply ? TextWidth.Wrap(SafeText.Escape(form.Shown(reply.ToString())), letters) : [];

    private static void Text(StringBuilder svg, int x, int y, string kind, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\"{(kind.Length > 0 ? $" class=\"{kind}\"" : "")}>{Xml(text)}</text>\n");

    private static string Xml(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>How a drawing is embedded.</summary>
public sealed record FigureForm
{
    /// <summary>False where the page around it has the rules of <see cref="PathFigureSvg.Style"/>: a page whose policy allows no style within it.</summary>
    public bool HasStyle { get; init; } = true;

    /// <summary>False where the reply stands beside the drawing anyway.</summary>
    public bool HasQuote { get; init; } = true;

    /// <summary>What stands as the drawing's title; null for the verdict in one sentence.</summary>
    public string? Title { get; init; }

    /// <summary>Tells several drawings on one page apart.</summary>
    public string IdSuffix { get; init; } = "";

    /// <summary>What is shown in place of a text of others.</summary>
    public Func<string, string> Shown { get; init; } = static text => text;
}
