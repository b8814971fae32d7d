using System.Globalization;

namespace Recapito.Core;

/// <summary>The report of a hybrid organisation as people read it: what is wrong first, with the commands, and at the end what was not seen.</summary>
public static class HybridText
{
    private const int Screen = 24;

    /// <summary>The report, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(HybridReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        var findings = new FindingText(page, words, catalogue);
        Headline(report, page, words, findings);
        if (!report.IsDetermined)
        {
            page.Paragraph(words.Say("ui.hybrid.undetermined"), 2, Ink.Unsure);
        }

        findings.Write(report.Findings);
        NotSeen(report, page, words);
        page.Blank();
        page.Paragraph(words.Say("ui.hybrid.seen", ("count", report.Seen.Sum(listed => listed.Items.Length).ToString(CultureInfo.InvariantCulture)),
            ("kinds", report.Seen.Count.ToString(CultureInfo.InvariantCulture))), 0, Ink.Dim);
        if (page.Lines > Screen && report.Worst >= Severity.Warning)
        {
            // A terminal shows the end of what is longer than its window.
            Headline(report, page, words, findings);
        }

        return page.ToString();
    }

    private static void Headline(HybridReport report, Page page, Wording words, FindingText findings)
    {
        var isWrong = report.Worst >= Severity.Warning;
        var (sign, ink) = !isWrong && !report.IsDetermined ? ("?", Ink.Unsure) : FindingText.Badge(isWrong ? report.Worst : Severity.Ok, page.Style.Ascii);
        var name = report.Organization.Length > 0 ? report.Organization : words.Say("ui.hybrid.organization");
        var text = isWrong
            ? words.Say("ui.check.problems", ("domain", name), ("counts", FindingWords.Counts(report.Findings, words)), ("subjects", FindingWords.WrongSubjects(report.Findings, words)))
            : words.Say(report.IsDetermined ? "ui.hybrid.healthy" : "ui.hybrid.no-problem-seen", ("domain", name));
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", text, Ink.Bold);
    }

    private static void NotSeen(HybridReport report, Page page, Wording words)
    {
        if (report.NotSeen.Count == 0)
        {
            return;
        }

        page.Heading(words.Say("ui.hybrid.not-seen"));
        foreach (var gap in report.NotSeen)
        {
            var what = words.Say("ui.hybrid.objects-" + Kebab.Of(gap.Side), ("kind", gap.Objects.ToString()));
            var why = gap.Why is { } reason ? SafeText.Escape(reason)
                : gap.Properties.Count > 0 ? words.Say("ui.hybrid.not-shown", ("properties", string.Join(", ", gap.Properties)))
                : words.Say("ui.hybrid.not-listed", ("kind", gap.Objects.ToString()));
            page.Hanging("  ? ", "    ", $"{what}: {why}");
            page.Paragraph(words.Say("ui.hybrid.says-less", ("subjects", string.Join(", ", gap.Subjects.Select(subject => words.Say("subject." + Kebab.Of(subject)))))), 4, Ink.Dim);
        }
    }
}
