using System.Globalization;

namespace Recapito.Core;

/// <summary>What every form of a report on a domain says alike.</summary>
internal static class FindingWords
{
    private static readonly string[] Explanations = ["why", "remedy"];

    /// <summary>The report in one sentence.</summary>
    public static string Sentence(DomainReport report, Wording words) => report.Worst >= Severity.Warning
        ? words.Say("ui.check.problems", ("domain", report.Domain), ("counts", Counts(report.Findings, words)), ("subjects", WrongSubjects(report.Findings, words)))
        : words.Say(report.TakesNoMail ? "ui.check.takes-no-mail" : report.IsDetermined && report.IsHeard ? "ui.check.healthy" : "ui.check.no-problem-seen", ("domain", report.Domain));

    /// <summary>"2 errors, 1 warning"; "" where nothing is wrong.</summary>
    public static string Counts(IEnumerable<DomainFinding> findings, Wording words) => string.Join(", ", findings.Where(finding => finding.Severity >= Severity.Warning)
        .GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
        .Select(group => words.Say($"ui.check.count-{Kebab.Of(group.Key)}{(group.Count() == 1 ? "" : "s")}", ("count", group.Count().ToString(CultureInfo.InvariantCulture)))));

    /// <summary>The subjects in which something is wrong, the worst first.</summary>
    public static string WrongSubjects(IEnumerable<DomainFinding> findings, Wording words) => string.Join(", ", findings.Where(finding => finding.Severity >= Severity.Warning)
        .OrderByDescending(finding => finding.Severity).Select(finding => finding.Subject).Distinct().Select(subject => words.Say("subject." + Kebab.Of(subject))));

    /// <summary>The findings by subject, the worst subject first; what is in order needs no order.</summary>
    public static IEnumerable<IGrouping<Subject, DomainFinding>> BySubject(IEnumerable<DomainFinding> findings) =>
        findings.GroupBy(finding => finding.Subject).OrderByDescending(subject => subject.Max(finding => finding.Severity) is >= Severity.Notice and var worst ? worst : Severity.Ok);

    /// <summary>Key of a part of a finding's words: those of its variant where there are some.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="part">"says", "why" or "remedy".</param>
    /// <param name="words">The words.</param>
    public static string Key(DomainFinding finding, string part, Wording words) => VerdictWords.Variant($"finding.{finding.Id}.{part}", finding.Arguments, words);

    /// <summary>The finding in one sentence.</summary>
    public static string Says(DomainFinding finding, Wording words) => words.Say(Key(finding, "says", words), finding.Arguments);

    /// <summary>Why it matters and what to do, label and text; what was told already is not told again.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="told">Texts that were told.</param>
    /// <param name="words">The words.</param>
    public static IEnumerable<(string Label, string Text)> Explained(DomainFinding finding, HashSet<string> told, Wording words) =>
        from part in Explanations
        let key = Key(finding, part, words)
        where words.Has(key) && told.Add(words.Say(key, finding.Arguments))
        select (words.Say("ui.check." + part), words.Say(key, finding.Arguments));
}
