namespace Recapito.Core;

/// <summary>Draws the path figure with characters: boxes in a row, or a list where the screen is narrow.</summary>
internal static class PathFigureText
{
    private const int Gap = 3;
    private const int NarrowestBox = 13;
    private const int WidestBox = 26;

    public static void Draw(Page page, IReadOnlyList<Station> stations, Wording words)
    {
        var box = Math.Min(WidestBox, (page.Columns - ((stations.Count - 1) * Gap)) / stations.Count);
        if (box < NarrowestBox)
        {
            List(page, stations, words);
        }
        else
        {
            Row(page, stations, words, box);
        }
    }

    private static void List(Page page, IReadOnlyList<Station> stations, Wording words)
    {
        for (var i = 0; i < stations.Count; i++)
        {
            var station = stations[i];
            var sign = PathFigure.Sign(station.State, page.Style.Ascii);
            var bar = i == stations.Count - 1 ? " " : page.Sign("│", "|");
            var ink = InkOf(station.State);
            page.Hanging($"{page.Paint(sign, ink)} ", $"{bar} ", $"{words.Say("ui.station." + station.Role)}: {words.Say("ui.state." + station.StateKey)}", ink);
            if (station.Name.Length > 0)
            {
                page.Hanging($"{bar} ", $"{bar} ", SafeText.Escape(station.Name));
            }
        }
    }

    private static void Row(Page page, IReadOnlyList<Station> stations, Wording words, int box)
    {
        var inner = box - 2;
        var texts = stations.Select(station => Content(page, station, words, inner)).ToList();
        var rows = texts.Max(text => text.Role.Count + text.Name.Count) + texts.Max(text => text.State.Count);
        Edge(page, stations, box, top: true);
        for (var row = 0; row < rows; row++)
        {
            var line = "";
            for (var i = 0; i < stations.Count; i++)
            {
                var (text, ink) = At(texts[i], row, rows, stations[i].State);
                var side = page.Paint(Side(page, stations[i].State), EdgeInk(stations[i].State));
                line += side + page.Paint(TextWidth.Pad(text, inner), ink) + side;
                line += i < stations.Count - 1 ? row == 0 ? Arrow(page, stations[i], stations[i + 1]) : new string(' ', Gap) : "";
            }

            page.Line(line);
        }

        Edge(page, stations, box, top: false);
    }

    private static (List<string> Role, List<string> Name, List<string> State) Content(Page page, Station station, Wording words, int inner)
    {
        var sign = PathFigure.Sign(station.State, page.Style.Ascii);
        return (
            TextWidth.Wrap(words.Say("ui.station." + station.Role), inner),
            TextWidth.Wrap(SafeText.Escape(station.Name), inner),
            TextWidth.Wrap($"{sign} {words.Say("ui.state." + station.StateKey)}", inner));
    }

    private static (string Text, Ink Ink) At((List<string> Role, List<string> Name, List<string> State) text, int row, int rows, StationState state)
    {
        if (row < text.Role.Count)
        {
            return (text.Role[row], Ink.Bold);
        }

        var below = rows - text.State.Count;
        if (row >= below)
        {
            return (text.State[row - below], InkOf(state));
        }

        return (text.Name.ElementAtOrDefault(row - text.Role.Count) ?? "", Ink.Plain);
    }

    private static void Edge(Page page, IReadOnlyList<Station> stations, int box, bool top)
    {
        var line = "";
        foreach (var station in stations)
        {
            var (left, middle, right) = Corners(page, station.State, top);
            line += page.Paint(left + string.Concat(Enumerable.Repeat(middle, box - 2)) + right, EdgeInk(station.State)) + new string(' ', Gap);
        }

        page.Line(line);
    }

    private static (string Left, string Middle, string Right) Corners(Page page, StationState state, bool top) => (page.Style.Ascii, state, top) switch
    {
        (true, StationState.Refused or StationState.GoesRound, _) => ("#", "#", "#"),
        (true, _, _) => ("+", "-", "+"),
        (false, StationState.Refused or StationState.GoesRound, true) => ("╔", "═", "╗"),
        (false, StationState.Refused or StationState.GoesRound, false) => ("╚", "═", "╝"),
        (false, StationState.Passed, true) => ("┌", "─", "┐"),
        (false, StationState.Passed, false) => ("└", "─", "┘"),
        (false, _, true) => ("┌", "╌", "┐"),
        (false, _, false) => ("└", "╌", "┘"),
    };

    private static string Side(Page page, StationState state) => state switch
    {
        StationState.Refused or StationState.GoesRound => page.Sign("║", "#"),
        StationState.Passed => page.Sign("│", "|"),
        _ => page.Sign("╎", ":"),
    };

    private static string Arrow(Page page, Station from, Station to) => (from.State, to.State) switch
    {
        (StationState.Passed, StationState.Passed or StationState.Refused or StationState.GoesRound) => page.Sign("──▶", "-->"),
        (StationState.GoesRound, StationState.GoesRound) => page.Paint(page.Sign("◀─▶", "<->"), Ink.Bad),
        (StationState.Refused or StationState.GoesRound, _) => page.Paint(page.Sign(" ✕ ", " X "), Ink.Bad),
        _ => page.Sign("┄┄▷", "..>"),
    };

    private static Ink InkOf(StationState state) => state switch
    {
        StationState.Passed => Ink.Good,
        StationState.Refused or StationState.GoesRound => Ink.Bad,
        StationState.Waiting => Ink.Unsure,
        _ => Ink.Dim,
    };

    private static Ink EdgeInk(StationState state) => state is StationState.Refused or StationState.GoesRound ? Ink.Bad : Ink.Dim;
}
