using System.Globalization;

namespace Recapito.Core;

/// <summary>The words of a step, the same on every kind of page.</summary>
internal sealed class StepTreeWords(Catalogue catalogue, string language)
{
    private readonly Wording words = new(catalogue, language);

    public string Language => words.Language;

    public ObservationText Seen => new(words);

    public string Say(string key) => words.Say(key);

    public string Say(string key, params ReadOnlySpan<(string Name, string? Value)> arguments) => words.Say(key, arguments);

    public string Title(Step step) => words.Say($"step.{step.Id}.title", step.Arguments);

    /// <summary>What came out; null while nothing has.</summary>
    public string? Result(Step step) => step.Result is null ? null : words.Say(ResultKey(step), step.Arguments);

    public string Status(Step step) => words.Say("step.status." + Kebab.Of(step.Status));

    public string Label(StepDetail detail) => words.Say("step.detail." + detail.Label);

    /// <summary>"48 ms"; null where it is not known.</summary>
    public static string? Elapsed(Step step) => step.Elapsed switch
    {
        null => null,
        { TotalMilliseconds: < 1 } => "<1 ms",
        { } time => Math.Round(time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + " ms",
    };

    /// <summary>What the checks of a domain find here.</summary>
    public string Says(DomainFinding finding) => FindingWords.Says(finding, words);

    /// <summary>How to resolve it: the words of the findings, else those of the step itself.</summary>
    public IReadOnlyList<string> Remedies(Step step)
    {
        List<string> found = [.. step.Findings.Select(finding => (Key: FindingWords.Key(finding, "remedy", words), finding.Arguments)).Where(remedy => words.Has(remedy.Key))
            .Select(remedy => words.Say(remedy.Key, remedy.Arguments)).Distinct()];
        var own = ResultKey(step) + ".remedy";
        return found.Count > 0 || !words.Has(own) ? found : [words.Say(own, step.Arguments)];
    }

    /// <summary>True where people want to see it without asking for more: it is not as it should be.</summary>
    public static bool IsNotable(Step step) => step.Status is StepStatus.Warning or StepStatus.Fail or StepStatus.Undetermined;

    /// <summary>Sign on a screen, with Unicode and without: the shapes differ, so that colour is not needed.</summary>
    public static (string Unicode, string Ascii, Ink Ink) Sign(StepStatus status) => status switch
    {
        StepStatus.Ok => ("✓", "+", Ink.Good),
        StepStatus.Warning => ("!", "!", Ink.Unsure),
        StepStatus.Fail => ("✕", "x", Ink.Bad),
        StepStatus.Undetermined => ("?", "?", Ink.Unsure),
        StepStatus.Running => ("▸", ">", Ink.Bold),
        StepStatus.Skipped => ("–", "-", Ink.Dim),
        _ => ("·", ".", Ink.Dim),
    };

    // Some results are the same for several steps.
    private string ResultKey(Step step) => words.Has($"step.{step.Id}.{step.Result}") ? $"step.{step.Id}.{step.Result}" : $"step.{step.Result}";
}
