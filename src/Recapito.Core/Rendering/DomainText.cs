using System.Globalization;

namespace Recapito.Core;

/// <summary>A domain's report as people read it on a screen or in a ticket: what is wrong first, then a tree by subject.</summary>
public static class DomainText
{
    private const int Screen = 24;
    private const int MostGaps = 6;

    private static readonly string[] Explanations = ["why", "remedy"];

    /// <summary>The report, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(DomainReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(report, new Page(style), new Wording(catalogue, style.Language));
        Headline(view);
        if (!report.IsDetermined)
        {
            view.Page.Paragraph(view.Words.Say("ui.check.undetermined"), 2, Ink.Unsure);
        }

        foreach (var subject in report.Findings.GroupBy(finding => finding.Subject).OrderByDescending(subject => Gravity(subject.Max(finding => finding.Severity))))
        {
            Subject(view, subject.Key, [.. subject]);
        }

        NotChecked(view);
        Asked(view);
        if (view.Page.Lines > Screen && report.Worst >= Severity.Warning)
        {
            // A terminal shows the end of what is longer than its window.
            Headline(view);
        }

        return view.Page.ToString();
    }

    /// <summary>The report in one line: the domain and the ids of what is wrong, the gravest first.</summary>
    public static string Line(DomainReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(report, new Page(style), new Wording(catalogue, style.Language));
        var (sign, ink) = HeadBadge(view);
        var wrong = report.Findings.Where(finding => finding.Severity >= Severity.Warning).OrderByDescending(finding => finding.Severity).Select(finding => finding.Id).Distinct().ToList();
        var what = wrong.Count > 0 ? string.Join(", ", wrong) : view.Words.Say(report.IsDetermined ? "ui.check.in-order" : "ui.check.undetermined-short");
        return $"{view.Page.Paint(sign, ink)} {SafeText.Escape(report.Domain)}  {what}\n";
    }

    /// <summary>What a finding says, on one line.</summary>
    public static string Says(DomainFinding finding, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(finding);
        return new Wording(catalogue, language).Say($"finding.{finding.Id}.says", finding.Arguments);
    }

    /// <summary>What to do about a finding, on one line; null where there is nothing to do.</summary>
    public static string? Remedy(DomainFinding finding, Catalogue catalogue, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(finding);
        var words = new Wording(catalogue, language);
        var key = $"finding.{finding.Id}.remedy";
        return words.Has(key) ? words.Say(key, finding.Arguments) : null;
    }

    private static void Headline(View view)
    {
        var (report, page, words) = (view.Report, view.Page, view.Words);
        var (sign, ink) = HeadBadge(view);
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", Sentence(report, words), Ink.Bold);
    }

    private static string Sentence(DomainReport report, Wording words)
    {
        var counts = report.Findings.Where(finding => finding.Severity >= Severity.Warning).GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
            .Select(group => words.Say($"ui.check.count-{Kebab.Of(group.Key)}{(group.Count() == 1 ? "" : "s")}", ("count", Number(group.Count())))).ToList();
        return counts.Count > 0
            ? words.Say("ui.check.problems", ("domain", report.Domain), ("counts", string.Join(", ", counts)), ("subjects", string.Join(", ", Wrong(report).Select(subject => words.Say("subject." + Kebab.Of(subject))))))
            : words.Say(report.TakesNoMail ? "ui.check.takes-no-mail" : report.IsDetermined && report.IsHeard ? "ui.check.healthy" : "ui.check.no-problem-seen", ("domain", report.Domain));
    }

    private static IEnumerable<Subject> Wrong(DomainReport report) =>
        report.Findings.Where(finding => finding.Severity >= Severity.Warning).OrderByDescending(finding => finding.Severity).Select(finding => finding.Subject).Distinct();

    // What is in order needs no order.
    private static Severity Gravity(Severity worst) => worst >= Severity.Notice ? worst : Severity.Ok;

    private static void Subject(View view, Subject subject, List<DomainFinding> findings)
    {
        var worst = findings.Max(finding => finding.Severity);
        var (sign, ink) = Badge(worst, view.Page.Style.Ascii);
        view.Page.Blank();
        view.Page.Line($"{view.Page.Paint(view.Words.Say("subject." + Kebab.Of(subject)), Ink.Bold)} {view.Page.Paint(sign, ink)}");
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            Finding(view, finding, told);
        }
    }

    // What is the same for several hosts is told once.
    private static void Finding(View view, DomainFinding finding, HashSet<string> told)
    {
        var (page, words) = (view.Page, view.Words);
        var (sign, ink) = Badge(finding.Severity, page.Style.Ascii);
        page.Hanging($"  {page.Paint(sign, ink)} ", "    ", words.Say($"finding.{finding.Id}.says", finding.Arguments));
        foreach (var part in finding.Severity >= Severity.Notice || page.Style.Verbose ? Explanations : [])
        {
            var key = $"finding.{finding.Id}.{part}";
            if (words.Has(key) && told.Add(words.Say(key, finding.Arguments)))
            {
                var label = words.Say("ui.check." + part);
                page.Hanging($"    {page.Paint(label, Ink.Dim)} ", new string(' ', 5 + TextWidth.Of(label)), words.Say(key, finding.Arguments));
            }
        }

        if (page.Style.Verbose)
        {
            foreach (var seen in finding.Evidence)
            {
                Evidence(view, seen);
            }
        }
    }

    private static void Evidence(View view, Observation seen)
    {
        view.Page.Hanging($"    {view.Page.Sign("└", "-")} ", "      ", $"{view.Seen.Question(seen.Request)}: {view.Seen.Answer(seen)}", Ink.Dim);
        if (seen.Source.Command is { } command)
        {
            view.Page.Command("      ", command);
        }
    }

    private static void NotChecked(View view)
    {
        if (view.Report.Gaps.Count == 0)
        {
            return;
        }

        view.Page.Heading(view.Words.Say("ui.heading.not-checked"));
        foreach (var reason in view.Report.Gaps.GroupBy(gap => view.Words.SayOrText(gap.Why ?? "")))
        {
            view.Page.Hanging("  ? ", "    ", reason.Key + ":");
            var shown = view.Page.Style.Verbose || reason.Count() <= MostGaps ? reason.Count() : MostGaps - 1;
            foreach (var gap in reason.Take(shown))
            {
                view.Page.Hanging($"    {view.Page.Sign("•", "*")} ", "      ", view.Seen.Question(gap.Request));
            }

            if (reason.Count() > shown)
            {
                view.Page.Paragraph(view.Words.Say("ui.check.more-gaps", ("count", Number(reason.Count() - shown))), 6, Ink.Dim);
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
            : Badge(view.Report.Worst < Severity.Warning ? Severity.Ok : view.Report.Worst, view.Page.Style.Ascii);

    internal static (string Sign, Ink Ink) Badge(Severity severity, bool ascii) => severity switch
    {
        Severity.Ok => (ascii ? "+" : "✓", Ink.Good),
        Severity.Info => (ascii ? "i" : "ℹ", Ink.Plain),
        Severity.Notice => (ascii ? "-" : "•", Ink.Plain),
        Severity.Warning => ("!", Ink.Unsure),
        _ => (ascii ? "x" : "✕", Ink.Bad),
    };

    private sealed record View(DomainReport Report, Page Page, Wording Words)
    {
        public ObservationText Seen { get; } = new(Words);
    }
}
