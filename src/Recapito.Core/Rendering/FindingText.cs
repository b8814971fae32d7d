using System.Globalization;

namespace Recapito.Core;

/// <summary>Findings as people read them: a tree by subject, what is wrong first.</summary>
internal sealed class FindingText(Page page, Wording words, Catalogue catalogue)
{
    private static readonly string[] Explanations = ["why", "remedy"];

    private readonly ObservationText seen = new(words);

    /// <summary>All findings, the worst subject first.</summary>
    public void Write(IEnumerable<DomainFinding> findings)
    {
        foreach (var subject in findings.GroupBy(finding => finding.Subject).OrderByDescending(subject => Gravity(subject.Max(finding => finding.Severity))))
        {
            Write(subject.Key, [.. subject]);
        }
    }

    /// <summary>"2 errors, 1 warning"; "" where nothing is wrong.</summary>
    public string Counts(IEnumerable<DomainFinding> findings) => string.Join(", ", findings.Where(finding => finding.Severity >= Severity.Warning)
        .GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
        .Select(group => words.Say($"ui.check.count-{Kebab.Of(group.Key)}{(group.Count() == 1 ? "" : "s")}", ("count", group.Count().ToString(CultureInfo.InvariantCulture)))));

    /// <summary>The subjects in which something is wrong, the worst first.</summary>
    public string WrongSubjects(IEnumerable<DomainFinding> findings) => string.Join(", ", findings.Where(finding => finding.Severity >= Severity.Warning)
        .OrderByDescending(finding => finding.Severity).Select(finding => finding.Subject).Distinct().Select(subject => words.Say("subject." + Kebab.Of(subject))));

    /// <summary>The sign of a severity, and its colour.</summary>
    public static (string Sign, Ink Ink) Badge(Severity severity, bool ascii) => severity switch
    {
        Severity.Ok => (ascii ? "+" : "✓", Ink.Good),
        Severity.Info => (ascii ? "i" : "ℹ", Ink.Plain),
        Severity.Notice => (ascii ? "-" : "•", Ink.Plain),
        Severity.Warning => ("!", Ink.Unsure),
        _ => (ascii ? "x" : "✕", Ink.Bad),
    };

    // What is in order needs no order.
    private static Severity Gravity(Severity worst) => worst >= Severity.Notice ? worst : Severity.Ok;

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
