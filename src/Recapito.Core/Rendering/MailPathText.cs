namespace Recapito.Core;

/// <summary>A predicted path as people read it: stations from top to bottom, and what leads from one to the next.</summary>
public static class MailPathText
{
    /// <summary>The path, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isShown">The hops of a real message show its circle; null where no message was given.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="catalogue">The words.</param>
    public static string Write(MailPath path, bool? isShown, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        page.Paragraph(words.Say("path.title", ("from", SafeText.Escape(path.From)), ("to", SafeText.Escape(path.To))), 0, Ink.Bold);
        page.Blank();
        for (var place = 0; place < path.Stations.Count; place++)
        {
            Station(page, words, path, place);
        }

        var (sign, ink) = Badge(path.End, style.Ascii);
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", EndOf(path, words), ink);
        page.Blank();
        page.Paragraph(words.Say(path.End is PathEnd.Loop && isShown is true ? "path.loop-proven" : path.End is PathEnd.Loop && isShown is false ? "path.loop-not-shown" : "path.prediction"),
            0, isShown is true ? Ink.Bold : Ink.Dim);
        return page.ToString();
    }

    private static void Station(Page page, Wording words, MailPath path, int place)
    {
        var station = path.Stations[place];
        var bar = page.Sign("│", "|");
        var begins = path.CircleFrom == place;
        var name = words.Say("path.place-" + Kebab.Of(station.Place)) + (station.Host is { } host ? $" ({SafeText.Escape(host)})" : "");
        page.Hanging($"{page.Paint(page.Sign(begins ? "◎" : "●", begins ? "@" : "o"), begins ? Ink.Bad : Ink.Plain)} ", $"{bar} ", name, Ink.Bold);
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
