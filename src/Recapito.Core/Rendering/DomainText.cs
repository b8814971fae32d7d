using System.Globalization;

namespace Recapito.Core;

/// <summary>A domain's report as people read it on a screen or in a ticket: what is wrong first, then a tree by subject.</summary>
public static class DomainText
{
    private const int Screen = 24;
    private const int MostGaps = 6;

    /// <summary>The report, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(DomainReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(report, new Page(style), new Wording(catalogue, style.Language), catalogue);
        Headline(view);
        if (!report.IsDetermined)
        {
            view.Page.Paragraph(view.Words.Say("ui.check.undetermined"), 2, Ink.Unsure);
        }

        view.Findings.Write(report.Findings);
        NotChecked(view);
        Asked(view);
        if (view.Page.Lines > Screen && report.Worst >= Severity.Warning)
        {
            // A terminal shows the end of what is longer than its window.
            Headline(view);
        }

        return view.Page.ToString();
    }

    /// <summary>These findings, what was not checked, and how much was asked: the report without its headline.</summary>
    internal static string Rest(DomainReport report, IReadOnlyList<DomainFinding> findings, TextStyle style, Catalogue catalogue)
    {
        var view = new View(report, new Page(style), new Wording(catalogue, style.Language), catalogue);
        view.Findings.Write(findings);
        NotChecked(view);
        Asked(view);
        return view.Page.ToString();
    }

    /// <summary>The report in one line: the domain and the ids of what is wrong, the gravest first.</summary>
    public static string Line(DomainReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(report, new Page(style), new Wording(catalogue, style.Language), catalogue);
        var (sign, ink) = HeadBadge(view);
        var wrong = report.Findings.Where(finding => finding.Severity >= Severity.Warning).OrderByDescending(finding => finding.Severity).Select(finding => finding.Id).Distinct().ToList();
        var what = wrong.Count > 0 ? string.Join(", ", wrong) : view.Words.Say(report.IsDetermined ? "ui.check.in-order" : "ui.check.undetermined-short");
        return $"{view.Page.Paint(sign, ink)} {SafeText.Escape(report.Domain)}  {what}\n";
    }

    /// <summary>What a finding says, on one line.</summary>
    public static string Says(DomainFinding finding, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(finding);
        return FindingWords.Says(finding, new(catalogue, language));
    }

    /// <summary>What to do about a finding, on one line; null where there is nothing to do.</summary>
    public static string? Remedy(DomainFinding finding, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(finding);
        var words = new Wording(catalogue, language);
        var key = FindingWords.Key(finding, "remedy", words);
        return words.Has(key) ? words.Say(key, finding.Arguments) : null;
    }

    private static void Headline(View view)
    {
        var (sign, ink) = HeadBadge(view);
        view.Page.Hanging($"{view.Page.Paint(sign, ink)} ", "  ", FindingWords.Sentence(view.Report, view.Words), Ink.Bold);
    }

    private static void NotChecked(View view)
    {
        if (view.Report.Gaps.Count == 0)
        {
            return;
        }

        view.Page.Heading(view.Words.Say("ui.heading.not-checked"));
        foreach (var (why, questions) in DomainSheets.NotChecked(view.Report, view.Words))
        {
            view.Page.Hanging("  ? ", "    ", why + ":");
            var shown = view.Page.Style.Verbose || questions.Count <= MostGaps ? questions.Count : MostGaps - 1;
            foreach (var question in questions.Take(shown))
            {
                view.Page.Hanging($"    {view.Page.Sign("•", "*")} ", "      ", question);
            }

            if (questions.Count > shown)
            {
                view.Page.Paragraph(view.Words.Say("ui.check.more-gaps", ("count", Number(questions.Count - shown))), 6, Ink.Dim);
            }
        }
    }

    private static void Asked(View view)
    {
        var seconds = view.Report.Elapsed?.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        view.Page.Blank();
        view.Page.Paragraph(view.Words.Say(seconds is null ? "ui.check.asked" : "ui.check.asked-in",
            ("count", Number(view.Report.Evidence.All.Count())), ("seconds", seconds)), 0, Ink.Dim);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static (string Sign, Ink Ink) HeadBadge(View view) =>
        view.Report.Worst < Severity.Warning && !view.Report.IsDetermined
            ? ("?", Ink.Unsure)
            : FindingText.Badge(view.Report.Worst < Severity.Warning ? Severity.Ok : view.Report.Worst, view.Page.Style.Ascii);

    private sealed record View(DomainReport Report, Page Page, Wording Words, Catalogue Catalogue)
    {
        public FindingText Findings { get; } = new(Page, Words, Catalogue);
    }
}
