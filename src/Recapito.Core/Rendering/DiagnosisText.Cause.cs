namespace Recapito.Core;

public static partial class DiagnosisText
{
    /// <summary>The proof in words, and what else was remarkable; what was seen of both comes after the fix, which is what most readers want.</summary>
    private static void Cause(View view)
    {
        var (page, words) = (view.Page, view.Words);
        if (view.Sheet.Findings is [{ IsCause: true, Proof: { } proof } cause, ..])
        {
            page.Heading(words.Say("ui.heading.cause", ("cause", cause.Cause)));
            page.Paragraph(proof, 2);
        }

        var besides = view.Sheet.Findings.Where(finding => !finding.IsCause).ToList();
        if (besides.Count > 0)
        {
            page.Heading(view.Sheet.HeadingOfBesides);
        }

        foreach (var finding in besides)
        {
            page.Hanging($"  {Bullet(page)} ", "    ", finding.Says);
        }
    }

    /// <summary>What the cause rests on, then what the rest rests on; or what a verdict without a cause does.</summary>
    private static void Seen(View view)
    {
        if (view.Sheet.Observed.Count > 0)
        {
            view.Page.Heading(view.Words.Say("ui.heading.observed"));
            Tree(view, view.Sheet.Observed, "  ");
        }

        foreach (var finding in view.Sheet.Findings.Where(finding => finding.Evidence.Count > 0))
        {
            view.Page.Heading(view.Words.Say("ui.heading.seen", ("cause", finding.Cause)));
            Tree(view, finding.Evidence, "  ");
        }
    }

    // Each leaf: the question, what came out, by whom and when, and how to see the same.
    private static void Tree(View view, IReadOnlyList<SheetEvidence> evidence, string indent)
    {
        var page = view.Page;
        for (var i = 0; i < evidence.Count; i++)
        {
            var (seen, last) = (evidence[i], i == evidence.Count - 1);
            var branch = indent + (last ? page.Sign("└─ ", "`- ") : page.Sign("├─ ", "|- "));
            var trunk = indent + (last ? "   " : page.Sign("│  ", "|  "));
            page.Hanging(branch, trunk, seen.Question);
            page.Hanging(trunk + page.Sign("→ ", "> "), trunk + "  ", seen.Answer, seen.IsGap ? Ink.Unsure : Ink.Bold);
            foreach (var line in seen.Properties)
            {
                page.Hanging(trunk + "  ", trunk + "    ", line, Ink.Bold);
            }

            page.Hanging(trunk + "  ", trunk + "  ", seen.By, Ink.Dim);
            Again(view, seen, trunk + "  ");
        }
    }

    private static void Again(View view, SheetEvidence seen, string indent)
    {
        var page = view.Page;
        if (seen.Command is { } command)
        {
            page.Hanging(indent, indent, view.Words.Say("ui.see-yourself") + ":", Ink.Dim);
            page.Command(indent, command);
        }

        if (page.Style.Verbose)
        {
            foreach (var line in seen.Transcript)
            {
                page.Hanging(indent + page.Sign("┊ ", ": "), indent + page.Sign("┊ ", ": "), line, Ink.Dim);
            }
        }
    }

    private static void Doubts(View view)
    {
        var (page, words, sheet) = (view.Page, view.Words, view.Sheet);
        if (sheet.Doubts.Count > 0)
        {
            page.Heading(words.Say("ui.heading.why-not-proven"));
        }

        foreach (var doubt in sheet.Doubts)
        {
            page.Hanging($"  {Bullet(page)} ", "    ", doubt);
        }

        if (view.NextQuestion is { } question)
        {
            page.Heading(words.Say("ui.heading.next-question"));
            page.Step("  ", "  ", question);
        }

        Candidates(view, "ui.heading.candidates", [.. sheet.Candidates.Where(candidate => page.Style.Verbose || !candidate.IsDetail)]);
        Candidates(view, "ui.heading.closer", sheet.Closer);
    }

    private static void Candidates(View view, string heading, IReadOnlyList<SheetCandidate> candidates)
    {
        if (candidates.Count > 0)
        {
            view.Page.Heading(view.Words.Say(heading));
        }

        foreach (var candidate in candidates)
        {
            view.Page.Hanging($"  {Bullet(view.Page)} ", "    ", $"{candidate.Says} [{candidate.Cause}]");
        }
    }

    private static void RuledOut(View view)
    {
        var (page, words) = (view.Page, view.Words);
        if (view.Sheet.RuledOut.Count > 0)
        {
            page.Heading(words.Say("ui.heading.ruled-out"));
        }

        foreach (var fact in view.Sheet.RuledOut)
        {
            page.Hanging($"  {Bullet(page)} ", "    ", fact.Says);
            page.Hanging($"    {page.Sign("⇒", "=>")} ", "      ", $"{words.Say("ui.not")}: {string.Join(", ", fact.Causes)}", Ink.Dim);
            if (page.Style.Verbose)
            {
                Tree(view, fact.Evidence, "    ");
            }
        }
    }

    private static void NotChecked(View view)
    {
        var page = view.Page;
        if (view.Sheet.NotChecked.Count > 0)
        {
            page.Heading(view.Words.Say("ui.heading.not-checked"));
        }

        foreach (var gap in view.Sheet.NotChecked)
        {
            page.Hanging("  ? ", "    ", gap.Why + ":");
            foreach (var question in gap.Questions)
            {
                page.Hanging($"    {Bullet(page)} ", "      ", question);
            }
        }
    }

    private static void AllEvidence(View view)
    {
        if (view.Page.Style.Verbose && view.Sheet.AllEvidence.Count > 0)
        {
            view.Page.Heading(view.Words.Say("ui.heading.all-evidence"));
            Tree(view, view.Sheet.AllEvidence, "  ");
        }
    }
}
