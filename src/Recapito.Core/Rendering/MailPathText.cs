namespace Recapito.Core;

/// <summary>A predicted path as people read it: stations from top to bottom, and what leads from one to the next.</summary>
public static class MailPathText
{
    /// <summary>The path, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="message">A real message that may have gone round; null where none was given.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="catalogue">The words.</param>
    public static string Write(MailPath path, PathMessage? message, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        page.Paragraph(words.Say("path.title", ("from", SafeText.Escape(path.From)), ("to", SafeText.Escape(path.To))), 0, Ink.Bold);
        page.Blank();
        for (var place = 0; place < (path.CircleFrom is null ? path.Stations.Count : path.Stations.Count - 1); place++)
        {
            Station(page, words, path, place);
        }

        var (sign, ink) = Badge(path.End, style.Ascii);
        if (path.CircleFrom is { } start)
        {
            page.Hanging($"{page.Paint(sign, ink)} ", "  ", words.Say("path.back-to", ("place", Place(words, path.Stations[start])), ("sign", CircleSign(page))), Ink.Bold);
        }

        page.Hanging(path.CircleFrom is null ? $"{page.Paint(sign, ink)} " : "  ", "  ", EndOf(path, words), ink);
        page.Blank();
        page.Paragraph(Standing(path, message, words), 0, path.IsProvenBy(message) ? Ink.Bold : Ink.Dim);
        return page.ToString();
    }

    private static string Standing(MailPath path, PathMessage? message, Wording words) =>
        path.End is not PathEnd.Loop || message is null ? words.Say("path.prediction")
        : path.IsProvenBy(message) ? words.Say("path.loop-proven")
        : path.IsShownBy(message.Hops) ? words.Say("path.loop-of-another", ("from", message.From ?? words.Say("path.not-named")), ("to", message.To.Count > 0 ? string.Join(", ", message.To) : words.Say("path.not-named")), ("recipient", path.To))
        : words.Say("path.loop-not-shown");

    private static string CircleSign(Page page) => page.Sign("◎", "@");

    private static string Place(Wording words, PathStation station) => words.Say("path.place-" + Kebab.Of(station.Place));

    private static void Station(Page page, Wording words, MailPath path, int place)
    {
        var station = path.Stations[place];
        var bar = page.Sign("│", "|");
        var begins = path.CircleFrom == place;
        var name = Place(words, station) + (station.Host is { } host ? $" ({SafeText.Escape(host)})" : "");
        page.Hanging($"{page.Paint(begins ? CircleSign(page) : page.Sign("●", "o"), begins ? Ink.Bad : Ink.Plain)} ", $"{bar} ", name, Ink.Bold);
        if (place > 0 && station.Recipient != path.Stations[place - 1].Recipient)
        {
            page.Hanging($"{bar}   ", $"{bar}   ", words.Say("path.passed-on", ("recipient", SafeText.Escape(station.Recipient))), Ink.Dim);
        }

        if (station.By is { } by)
        {
            page.Hanging($"{bar}   ", $"{bar}   ", words.Say(station.Connector is null ? $"path.by-{by}" : $"path.by-{by}-of-connector", ("connector", SafeText.Escape(station.Connector ?? "")), ("domain", Names.DomainOf(station.Recipient))));
        }
    }

    private static string EndOf(MailPath path, Wording words) => words.Say("path.end-" + Kebab.Of(path.End), ("reply", SafeText.Escape(path.Reply?.ToString() ?? "")))
        + (path.Why is { } why ? " " + words.Say("path.why-" + why, ("domain", Names.DomainOf(path.Stations[^1].Recipient))) : "");

    private static (string Sign, Ink Ink) Badge(PathEnd end, bool ascii) => end switch
    {
        PathEnd.Delivered => (ascii ? "+" : "✓", Ink.Good),
        PathEnd.Leaves => (ascii ? ">" : "→", Ink.Plain),
        PathEnd.Returned => (ascii ? "X" : "✕", Ink.Bad),
        PathEnd.Loop => (ascii ? "@" : "↺", Ink.Bad),
        _ => ("?", Ink.Unsure),
    };
}
