namespace Recapito.Core;

public static partial class DiagnosisText
{
    /// <summary>The verdict and the first remedy alone: who must act, the steps, the exact change, and when it is visible everywhere.</summary>
    public static string WriteFix(Diagnosis diagnosis, TextStyle style, Catalogue catalogue)
    {
        var view = View.Of(diagnosis, style, catalogue);
        Verdict(view);
        Fix(view, 1);
        return view.Page.ToString();
    }

    private static void Fix(View view, int most = int.MaxValue)
    {
        var (page, words) = (view.Page, view.Words);
        foreach (var (i, fix) in view.Sheet.Fixes.Take(most).Index())
        {
            page.Heading($"{words.Say(i == 0 ? "ui.heading.fix" : "ui.heading.or-fix")}: {fix.Title}");
            if (fix.OtherParty is { } who)
            {
                page.Hanging("  ", "  ", $"{words.Say("ui.who-acts")}: {who}");
            }

            if (fix.NoteFirst.Count > 0)
            {
                page.Paragraph(words.Say("ui.note-first"), 2);
                Commands(page, fix.NoteFirst, "    ");
            }

            foreach (var step in fix.Steps)
            {
                page.NumberedStep(step.Marked());
            }

            foreach (var change in fix.Changes)
            {
                Change(page, change);
            }

            if (fix.Visible is { } visible)
            {
                page.Paragraph(visible, 2);
            }

            Labelled(view, "ui.risk", fix.Risk);
            Undo(view, fix.Undo);
        }
    }

    private static void Change(Page page, SheetChange change)
    {
        if (change.Says is { } says)
        {
            page.Paragraph(says, 4);
        }

        Diff(page, change.Lines);
        if (change.Ttl is { } ttl)
        {
            page.Paragraph(ttl, 4, Ink.Dim);
        }

        if (change.Note is { } note)
        {
            page.Paragraph(note, 4);
        }

        Commands(page, change.Commands, "    ");
    }

    private static void Undo(View view, SheetUndo? undo)
    {
        if (undo is null)
        {
            return;
        }

        Labelled(view, "ui.undo", undo.Says);
        Diff(view.Page, undo.Lines);
        if (undo.Commands.Count > 0)
        {
            view.Page.Paragraph(view.Words.Say("ui.undo.as-seen"), 5);
            Commands(view.Page, undo.Commands, "     ");
        }
    }

    private static void Labelled(View view, string label, SheetText? text)
    {
        if (text is not null)
        {
            view.Page.Step("  ", "     ", $"{view.Words.Say(label)}: {text.Marked()}");
        }
    }

    // PowerShell takes a line that was broken for two commands.
    private static void Commands(Page page, IEnumerable<string> commands, string indent)
    {
        foreach (var command in commands)
        {
            page.Line(indent + command);
        }
    }

    // Each record on a line that is never broken within its name.
    private static void Diff(Page page, IEnumerable<DiffLine> lines)
    {
        foreach (var line in lines)
        {
            page.Hanging($"    {line.Sign} ", "      ", line.Text, line.Sign switch { '-' => Ink.Bad, '+' => Ink.Good, _ => Ink.Plain });
        }
    }
}
