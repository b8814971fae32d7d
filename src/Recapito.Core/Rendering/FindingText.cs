namespace Recapito.Core;

/// <summary>Findings as people read them: a tree by subject, what is wrong first.</summary>
internal sealed class FindingText(Page page, Wording words, Catalogue catalogue)
{
    private readonly ObservationText seen = new(words);

    /// <summary>All findings, the worst subject first.</summary>
    public void Write(IEnumerable<DomainFinding> findings)
    {
        foreach (var subject in FindingWords.BySubject(findings))
        {
            Write(subject.Key, [.. subject]);
        }
    }

    /// <summary>The sign of a severity, and its colour.</summary>
    public static (string Sign, Ink Ink) Badge(Severity severity, bool ascii) => severity switch
    {
        Severity.Ok => (ascii ? "+" : "✓", Ink.Good),
        Severity.Info => (ascii ? "i" : "ℹ", Ink.Plain),
        Severity.Notice => (ascii ? "-" : "•", Ink.Plain),
        Severity.Warning => ("!", Ink.Unsure),
        _ => (ascii ? "x" : "✕", Ink.Bad),
    };

    private void Write(Subject subject, List<DomainFinding> findings)
    {
        var (sign, ink) = Badge(findings.Max(finding => finding.Severity), page.Style.Ascii);
        page.Blank();
        page.Line($"{page.Paint(words.Say("subject." + Kebab.Of(subject)), Ink.Bold)} {page.Paint(sign, ink)}");
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            Write(finding, told);
        }
    }

    // What is the same for several hosts is told once.
    private void Write(DomainFinding finding, HashSet<string> told)
    {
        var (sign, ink) = Badge(finding.Severity, page.Style.Ascii);
        page.Hanging($"  {page.Paint(sign, ink)} ", "    ", FindingWords.Says(finding, words));
        foreach (var (label, text) in finding.Severity >= Severity.Notice || page.Style.Verbose ? FindingWords.Explained(finding, told, words) : [])
        {
            page.Hanging($"    {page.Paint(label, Ink.Dim)} ", new string(' ', 5 + TextWidth.Of(label)), text);
        }

        if (finding.Severity >= Severity.Notice)
        {
            Entry(finding);
        }

        foreach (var observation in page.Style.Verbose ? finding.Evidence : [])
        {
            Evidence(observation);
        }
    }

    private void Entry(DomainFinding finding)
    {
        if (!catalogue.Findings.TryGetValue(finding.Id, out var entry))
        {
            return;
        }

        if (entry.IsInferred)
        {
            page.Paragraph(words.Say("ui.check.inferred"), 4, Ink.Dim);
        }

        if (entry.CommandFor(finding) is { } command)
        {
            page.Paragraph(words.Say($"ui.check.shell-{Kebab.Of(entry.Shell ?? ExchangeSide.ExchangeServer)}"), 4, Ink.Dim);
            page.Command("      ", words.Fill(command, finding.Arguments));
        }
    }

    private void Evidence(Observation observation)
    {
        page.Hanging($"    {page.Sign("└", "-")} ", "      ", $"{seen.Question(observation.Request)}: {seen.Answer(observation)}", Ink.Dim);
        if (observation.Source.Command is { } command)
        {
            page.Command("      ", command);
        }
    }
}
