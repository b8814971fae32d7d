namespace Recapito.Core;

/// <summary>A domain's report as people read it on a screen or in a ticket: a tree by subject.</summary>
public static class DomainText
{
    private static readonly string[] Explanations = ["why", "remedy"];

    /// <summary>The report, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(DomainReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var page = new Page(style);
        var words = new Wording(catalogue, style.Language);
        page.Line(page.Paint(SafeText.Escape(report.Domain), Ink.Bold));
        foreach (var subject in report.Findings.GroupBy(finding => finding.Subject))
        {
            page.Heading(words.Say("subject." + Kebab.Of(subject.Key)));
            foreach (var finding in subject)
            {
                Write(page, words, finding);
            }
        }

        return page.ToString();
    }

    private static void Write(Page page, Wording words, DomainFinding finding)
    {
        var (sign, ink) = Badge(finding.Severity, page.Style.Ascii);
        page.Hanging($"  {page.Paint(sign, ink)} ", "    ", words.Say($"finding.{finding.Id}.says", finding.Arguments));
        foreach (var key in Explanations.Select(part => $"finding.{finding.Id}.{part}").Where(words.Has))
        {
            page.Paragraph(words.Say(key, finding.Arguments), 4, Ink.Dim);
        }
    }

    private static (string Sign, Ink Ink) Badge(Severity severity, bool ascii) => severity switch
    {
        Severity.Ok => (ascii ? "+" : "✓", Ink.Good),
        Severity.Info => (ascii ? "i" : "ℹ", Ink.Plain),
        Severity.Notice => (ascii ? "-" : "·", Ink.Plain),
        Severity.Warning => ("!", Ink.Unsure),
        _ => (ascii ? "x" : "✕", Ink.Bad),
    };
}
