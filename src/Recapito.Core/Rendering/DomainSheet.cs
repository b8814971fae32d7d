namespace Recapito.Core;

/// <summary>A domain's report in words, for whatever lays it out; everything that others wrote has passed <see cref="SafeText"/>.</summary>
public sealed record DomainSheet
{
    /// <summary>The language of the words.</summary>
    public required string Language { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The report in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The gravest finding's severity.</summary>
    public required Severity Worst { get; init; }

    /// <summary>That it could not be determined whether mail can arrive; null where it could.</summary>
    public string? Undetermined { get; init; }

    /// <summary>What was found, the worst subject first.</summary>
    public required IReadOnlyList<SheetSubject> Subjects { get; init; }

    /// <summary>What was not checked, by reason.</summary>
    public required IReadOnlyList<SheetGap> NotChecked { get; init; }
}

/// <summary>What was found about one subject.</summary>
/// <param name="Name">Of the subject.</param>
/// <param name="Worst">The gravest finding's severity.</param>
/// <param name="Findings">In the report's order.</param>
public sealed record SheetSubject(string Name, Severity Worst, IReadOnlyList<SheetDomainFinding> Findings);

/// <summary>A finding.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Says">One sentence.</param>
/// <param name="Explained">Why it matters and what to do, label and text; empty where nothing is to be said.</param>
/// <param name="Command">What an administrator runs; null for nothing.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record SheetDomainFinding(string Id, Severity Severity, string Says, IReadOnlyList<SheetExplanation> Explained, string? Command, IReadOnlyList<SheetEvidence> Evidence);

/// <summary>A labelled text.</summary>
/// <param name="Label">Such as "Fix:".</param>
/// <param name="Text">The text.</param>
public sealed record SheetExplanation(string Label, string Text);

/// <summary>Puts a report on a domain into words; it decides nothing.</summary>
public static class DomainSheets
{
    /// <summary>The sheet of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">BCP 47 tag; English where there are no words in it.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static DomainSheet Of(DomainReport report, string language, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        var words = new Wording(catalogue, language);
        return new()
        {
            Language = words.Language,
            Domain = SafeText.Escape(report.Domain),
            Sentence = FindingWords.Sentence(report, words),
            Worst = report.Worst,
            Undetermined = report.IsDetermined ? null : words.Say("ui.check.undetermined"),
            Subjects = [.. FindingWords.BySubject(report.Findings).Select(subject => Of(subject, words, catalogue))],
            NotChecked = NotChecked(report, words),
        };
    }

    internal static List<SheetGap> NotChecked(DomainReport report, Wording words) => DiagnosisSheets.NotChecked(report.Gaps.Select(gap => new Gap(gap.Request, gap.Why ?? "")), words);

    private static SheetSubject Of(IGrouping<Subject, DomainFinding> subject, Wording words, Catalogue catalogue)
    {
        HashSet<string> told = new(StringComparer.Ordinal);
        return new(words.Say("subject." + Kebab.Of(subject.Key)), subject.Max(finding => finding.Severity), [.. subject.Select(finding => new SheetDomainFinding(
            finding.Id, finding.Severity, FindingWords.Says(finding, words),
            finding.Severity >= Severity.Notice ? [.. FindingWords.Explained(finding, told, words).Select(part => new SheetExplanation(part.Label, part.Text))] : [],
            finding.Severity >= Severity.Notice && catalogue.Findings.TryGetValue(finding.Id, out var entry) && entry.CommandFor(finding) is { } command ? words.Fill(command, finding.Arguments) : null,
            DiagnosisSheets.Evidence(finding.Evidence, words)))]);
    }
}
