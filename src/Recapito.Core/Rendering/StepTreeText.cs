namespace Recapito.Core;

/// <summary>A test as a tree of text: on a terminal, in a ticket.</summary>
public static class StepTreeText
{
    private const int MostTranscript = 60;

    /// <summary>The tree, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="style">How it is laid out; verbose for details and evidence of every step.</param>
    /// <param name="catalogue">For the words.</param>
    /// <param name="brief">True for titles and results alone, as while answers are awaited.</param>
    public static string Write(StepTree tree, TextStyle style, Catalogue catalogue, bool brief = false)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(new Page(style), new(catalogue, style.Language), brief);
        One(view, tree.Root, "", "", Ink.Bold);
        return view.Page.ToString();
    }

    private static void One(View view, Step step, string lead, string rest, Ink ink)
    {
        var (page, words) = (view.Page, view.Words);
        var (sign, ascii, colour) = StepTreeWords.Sign(step.Status);
        var below = rest + (Shown(view, step).Count > 0 ? page.Sign("│ ", "| ") : "  ");
        var title = StepTreeWords.Elapsed(step) is { } elapsed ? $"{words.Title(step)} ({elapsed.Replace(" ", page.Sign("\u00a0", " "), StringComparison.Ordinal)})" : words.Title(step);
        page.Hanging($"{lead}{page.Paint(page.Sign(sign, ascii), colour)} ", below, title, step.Status is StepStatus.Pending ? Ink.Dim : ink);
        if (words.Result(step) is { } result)
        {
            page.Hanging(below, below, result, StepTreeWords.IsNotable(step) ? colour : Ink.Dim);
        }

        if (!view.Brief)
        {
            More(view, step, below);
        }

        var children = Shown(view, step);
        for (var at = 0; at < children.Count; at++)
        {
            var last = at == children.Count - 1;
            One(view, children[at], rest + (last ? page.Sign("└─ ", "`- ") : page.Sign("├─ ", "|- ")), rest + (last ? "   " : page.Sign("│  ", "|  ")), Ink.Plain);
        }
    }

    // While it runs, what has ended well is told in one line.
    private static IReadOnlyList<Step> Shown(View view, Step step) =>
        view.Brief && step.All.All(IsQuiet) ? [] : step.Children;

    private static bool IsQuiet(Step step) => step.Status is StepStatus.Ok or StepStatus.Skipped;

    private static void More(View view, Step step, string lead)
    {
        var (page, words) = (view.Page, view.Words);
        var shown = page.Style.Verbose || StepTreeWords.IsNotable(step);
        foreach (var group in shown ? step.Details.GroupBy(words.Label) : [])
        {
            page.Hanging(lead, lead + "  ", $"{group.Key}: {string.Join(", ", group.Select(detail => SafeText.Escape(detail.Value)))}");
        }

        foreach (var finding in step.Findings)
        {
            page.Hanging($"{lead}{page.Sign("•", "*")} ", lead + "  ", words.Says(finding));
        }

        foreach (var remedy in shown ? words.Remedies(step) : [])
        {
            var label = words.Say("ui.check.remedy");
            page.Hanging($"{lead}{page.Paint(label, Ink.Bold)} ", lead + "  ", remedy);
        }

        foreach (var seen in page.Style.Verbose ? step.Evidence : [])
        {
            Evidence(view, seen, lead);
        }
    }

    private static void Evidence(View view, Observation seen, string lead)
    {
        var page = view.Page;
        page.Hanging($"{lead}{page.Sign("└", "-")} ", lead + "  ", $"{view.Words.Seen.Question(seen.Request)}: {view.Words.Seen.Answer(seen)}", Ink.Dim);
        if (seen.Source.Command is { } command)
        {
            page.Command(lead + "  ", command);
        }

        foreach (var line in (seen.Source.Transcript ?? []).Take(MostTranscript))
        {
            page.Hanging(lead + "    ", lead + "      ", SafeText.Escape(line), Ink.Dim);
        }
    }

    private sealed record View(Page Page, StepTreeWords Words, bool Brief);
}
