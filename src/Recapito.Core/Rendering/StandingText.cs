using System.Globalization;

namespace Recapito.Core;

/// <summary>An examination that is under way, as lines of a screen: what is settled, which faults are certain, and what is waited for.</summary>
public static class StandingText
{
    /// <summary>The lines, each no wider than the screen. What may still change is marked so, and called in order nowhere.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="standings">How far each subject is.</param>
    /// <param name="awaited">What was asked and not answered yet.</param>
    /// <param name="style">How it is laid out.</param>
    /// <param name="rows">Most lines.</param>
    /// <param name="catalogue">For the words.</param>
    public static IReadOnlyList<string> Lines(
        string domain, EvidenceSet evidence, IReadOnlyList<SubjectStanding> standings, IReadOnlyList<Request> awaited, TextStyle style, int rows, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(standings);
        ArgumentNullException.ThrowIfNull(awaited);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(new Page(style), new Wording(catalogue, style.Language));
        var lines = new List<string> { view.Cut(view.Words.Say("ui.check.looking", ("domain", domain), ("count", Number(evidence.All.Count())), ("mark", view.Mark)), 0, Ink.Bold) };
        lines.AddRange(Shown(standings, rows - 2).Select(standing => Line(view, standing)));
        if (awaited.Count > 0)
        {
            var question = new ObservationText(view.Words).Question(awaited[0]);
            lines.Add(view.Cut(view.Words.Say("ui.check.awaited", ("count", Number(awaited.Count)), ("question", question)), 0, Ink.Dim));
        }

        return lines;
    }

    // Where the window is low, what is in order makes room first.
    private static IEnumerable<SubjectStanding> Shown(IReadOnlyList<SubjectStanding> standings, int rows)
    {
        var told = standings.Where(standing => !standing.IsSettled || standing.Gravest is not null).ToList();
        return (told.Count <= rows ? told : told.Where(standing => !standing.IsSettled || standing.Gravest!.Severity >= Severity.Warning)).Take(Math.Max(1, rows));
    }

    private static string Line(View view, SubjectStanding standing)
    {
        var (page, words) = (view.Page, view.Words);
        var (sign, ink) = standing.Gravest is { } found ? FindingText.Badge(found.Severity, page.Style.Ascii) : (" ", Ink.Plain);
        var name = TextWidth.Pad(words.Say("subject." + Kebab.Of(standing.Subject)), view.NameWidth);
        var lead = $"  {page.Paint(sign, ink)}{(standing.IsSettled ? " " : page.Paint(view.Mark, Ink.Dim))} {page.Paint(name, standing.IsSettled ? Ink.Plain : Ink.Dim)}";
        return standing.Gravest is { Severity: >= Severity.Notice } fault
            ? $"{lead}  {view.Cut(FindingWords.Says(fault, words), view.NameWidth + 7, Ink.Plain)}"
            : lead;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record View(Page Page, Wording Words)
    {
        public string Mark => Page.Sign("…", "~");

        public int NameWidth { get; } = Subjects.OfDomain.Max(subject => TextWidth.Of(Words.Say("subject." + Kebab.Of(subject))));

        // One column stays free: a terminal that has filled its last one goes on to the next line.
        public string Cut(string text, int taken, Ink ink)
        {
            var room = Math.Max(12, Page.Columns - taken - 1);
            var whole = TextWidth.Of(text) <= room;
            return Page.Paint(whole ? text : TextWidth.Wrap(text, room - Page.Sign("…", "...").Length)[0] + Page.Sign("…", "..."), ink);
        }
    }
}
