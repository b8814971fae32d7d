namespace Recapito.Core;

public static partial class DiagnosisText
{
    /// <summary>The proof in words, and what else was remarkable; what was seen of both comes after the fix, which is what most readers want.</summary>
    private static void Cause(View view)
    {
        var (page, words) = (view.Page, view.Words);
        if (view.Diagnosis.Cause is { } cause && (HasProof(view, cause) || HasMeant(cause)))
        {
            page.Heading(words.Say("ui.heading.cause", ("cause", cause.Cause)));
            var arguments = Arguments.Of(view.Diagnosis, cause.Arguments);
            if (HasProof(view, cause))
            {
                page.Paragraph(words.Say(Variant($"cause.{cause.Cause}.proof", cause.Arguments, words), arguments), 2);
            }

            if (HasMeant(cause))
            {
                page.Paragraph(words.Say($"cause.{cause.Cause}.meant", arguments), 2, Ink.Bold);
            }
        }

        if (view.Diagnosis.Contributing.Count > 0)
        {
            page.Heading(words.Say("ui.heading.contributing"));
            foreach (var finding in view.Diagnosis.Contributing)
            {
                page.Hanging($"  {Bullet(page)} ", "    ", words.Say($"cause.{finding.Cause}.says", Arguments.Of(view.Diagnosis, finding.Arguments)));
            }
        }
    }

    private static bool HasProof(View view, Finding cause) => view.Diagnosis.Verdict is Core.Verdict.Proven && view.Words.Has($"cause.{cause.Cause}.proof");

    private static bool HasMeant(Finding cause) => cause.Arguments.GetValueOrDefault("meant") is { Length: > 0 };

    /// <summary>What the cause rests on, then what the rest rests on.</summary>
    private static void Seen(View view)
    {
        foreach (var finding in view.Diagnosis.Contributing.Prepend(view.Diagnosis.Cause).OfType<Finding>().Where(finding => finding.Evidence.Count > 0))
        {
            view.Page.Heading(view.Words.Say("ui.heading.seen", ("cause", finding.Cause)));
            Tree(view, finding.Evidence, "  ");
        }
    }

    // Each leaf: the question, what came out, by whom and when, and how to see the same.
    private static void Tree(View view, IReadOnlyList<Observation> evidence, string indent)
    {
        var page = view.Page;
        for (var i = 0; i < evidence.Count; i++)
        {
            var last = i == evidence.Count - 1;
            var branch = indent + (last ? page.Sign("└─ ", "`- ") : page.Sign("├─ ", "|- "));
            var trunk = indent + (last ? "   " : page.Sign("│  ", "|  "));
            page.Hanging(branch, trunk, view.Sight.Question(evidence[i].Request));
            page.Hanging(trunk + page.Sign("→ ", "> "), trunk + "  ", view.Sight.Answer(evidence[i]), evidence[i].Outcome is Outcome.Unavailable ? Ink.Unsure : Ink.Bold);
            foreach (var line in ObservationText.Properties(evidence[i]))
            {
                page.Hanging(trunk + "  ", trunk + "    ", line, Ink.Bold);
            }

            page.Hanging(trunk + "  ", trunk + "  ", view.Sight.By(evidence[i]), Ink.Dim);
            Again(view, evidence[i], trunk + "  ");
        }
    }

    private static void Again(View view, Observation seen, string indent)
    {
        if (seen.Source.Command is { Length: > 0 } command)
        {
            view.Page.Hanging(indent, indent, view.Words.Say("ui.see-yourself") + ":", Ink.Dim);
            view.Page.Command(indent, command);
        }

        if (view.Page.Style.Verbose && seen.Source.Transcript is { } transcript)
        {
            foreach (var line in transcript)
            {
                view.Page.Hanging(indent + view.Page.Sign("┊ ", ": "), indent + view.Page.Sign("┊ ", ": "), SafeText.Escape(line), Ink.Dim);
            }
        }
    }

    private static void Doubts(View view)
    {
        var (page, words, diagnosis) = (view.Page, view.Words, view.Diagnosis);
        var arguments = Arguments.Of(diagnosis);
        if (diagnosis.WhyNotProven.Count > 0)
        {
            page.Heading(words.Say("ui.heading.why-not-proven"));
            foreach (var why in diagnosis.WhyNotProven)
            {
                page.Hanging($"  {Bullet(page)} ", "    ", words.SayOrText(why, arguments));
            }
        }

        if (diagnosis.NextQuestion is { } question)
        {
            page.Heading(words.Say("ui.heading.next-question"));
            page.Step("  ", "  ", words.SaySteps(question, arguments));
        }

        // What explains the cause itself more closely is no rival of it.
        var closer = diagnosis.Candidates.Where(id => view.Catalogue.Causes.GetValueOrDefault(id)?.Refines is { } general && general == diagnosis.Cause?.Cause).ToList();
        Candidates(view, "ui.heading.candidates", [.. diagnosis.Candidates.Except(closer).Where(id => page.Style.Verbose || !IsExplainedByAnother(id, view))]);
        Candidates(view, "ui.heading.closer", closer);
    }

    private static void Candidates(View view, string heading, List<string> ids)
    {
        if (ids.Count > 0)
        {
            view.Page.Heading(view.Words.Say(heading));
        }

        foreach (var id in ids)
        {
            view.Page.Hanging($"  {Bullet(view.Page)} ", "    ", $"{view.Words.Say($"cause.{id}.says", Arguments.Of(view.Diagnosis.Symptom))} [{SafeText.Escape(id)}]");
        }
    }

    /// <summary>A closer explanation of another candidate says nothing new on a first look.</summary>
    private static bool IsExplainedByAnother(string candidate, View view) =>
        view.Catalogue.Causes.GetValueOrDefault(candidate)?.Refines is { } general && view.Diagnosis.Candidates.Contains(general);

    private static void RuledOut(View view)
    {
        var (page, words) = (view.Page, view.Words);
        if (view.Diagnosis.RuledOut.Count == 0)
        {
            return;
        }

        page.Heading(words.Say("ui.heading.ruled-out"));
        foreach (var fact in view.Diagnosis.RuledOut.GroupBy(ruled => ruled.Fact))
        {
            var causes = string.Join(", ", fact.Select(ruled => SafeText.Escape(ruled.Cause)));
            page.Hanging($"  {Bullet(page)} ", "    ", words.Say("fact." + fact.Key, Arguments.Of(view.Diagnosis)));
            page.Hanging($"    {page.Sign("⇒", "=>")} ", "      ", $"{words.Say("ui.not")}: {causes}", Ink.Dim);
            if (page.Style.Verbose)
            {
                Tree(view, [.. fact.SelectMany(ruled => ruled.By).Distinct()], "    ");
            }
        }
    }

    private static void NotChecked(View view)
    {
        var (page, words) = (view.Page, view.Words);
        if (view.Diagnosis.NotChecked.Count == 0)
        {
            return;
        }

        page.Heading(words.Say("ui.heading.not-checked"));
        foreach (var reason in view.Diagnosis.NotChecked.GroupBy(gap => words.SayOrText(gap.Why)))
        {
            // Without a network, one reason stands behind every question: it is said once.
            page.Hanging("  ? ", "    ", reason.Key.TrimEnd('.') + ":");
            foreach (var gap in reason)
            {
                page.Hanging($"    {Bullet(page)} ", "      ", view.Sight.Question(gap.Request));
            }
        }
    }

    private static void AllEvidence(View view)
    {
        var all = view.Diagnosis.Evidence.All.ToList();
        if (view.Page.Style.Verbose && all.Count > 0)
        {
            view.Page.Heading(view.Words.Say("ui.heading.all-evidence"));
            Tree(view, all, "  ");
        }
    }

    private static string Bullet(Page page) => page.Sign("•", "*");
}
