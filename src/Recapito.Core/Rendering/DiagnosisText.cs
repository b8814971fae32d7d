namespace Recapito.Core;

/// <summary>A diagnosis as people read it on a screen or in a ticket.</summary>
public static partial class DiagnosisText
{
    /// <summary>One recipient's diagnosis, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    public static string Write(Diagnosis diagnosis, TextStyle style, Catalogue catalogue)
    {
        var view = View.Of(diagnosis, style, catalogue);
        Verdict(view);
        view.Page.Blank();
        PathFigureText.Draw(view.Page, PathFigure.Of(diagnosis), view.Words);
        Quote(view);
        Cause(view);
        Doubts(view);
        Fix(view);
        Seen(view);
        RuledOut(view);
        NotChecked(view);
        AllEvidence(view);
        return view.Page.ToString();
    }

    /// <summary>All recipients of a case: where not the same holds of all of them, a summary first; then what holds of several once.</summary>
    /// <param name="diagnoses">One for each recipient.</param>
    /// <param name="style">How it is laid out.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string WriteAll(IReadOnlyList<Diagnosis> diagnoses, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        ArgumentNullException.ThrowIfNull(style);
        var words = new Wording(catalogue, style.Language);
        var sheets = diagnoses.Select(diagnosis => DiagnosisSheets.Of(diagnosis, words)).ToList();
        var groups = AlikeSheets.Of(sheets);
        var told = groups.Select(group => Write(diagnoses[group.First], style, catalogue).TrimEnd() + Alike(group, sheets, style, words));
        return string.Join("\n\n", groups.Count > 1 ? told.Prepend(Summary(diagnoses, style, catalogue)) : told);
    }

    /// <summary>One line for all recipients of whom the same holds: verdict, recipient, cause, who must act.</summary>
    public static string Summary(IReadOnlyList<Diagnosis> diagnoses, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        ArgumentNullException.ThrowIfNull(style);
        var page = new Page(style);
        var words = new Wording(catalogue, style.Language);
        foreach (var group in AlikeSheets.Of([.. diagnoses.Select(diagnosis => DiagnosisSheets.Of(diagnosis, words))]))
        {
            var diagnosis = diagnoses[group.First];
            var (sign, ink) = Badge(diagnosis.Verdict, !VerdictWords.IsTakenElsewhere(diagnosis), style.Ascii);
            var party = diagnosis.Cause is not null ? $" {words.Say("ui.who-acts")}: {PartyWords.Of(diagnosis, words)}." : "";
            page.Hanging($"{page.Paint(sign, ink)} ", "  ", $"{group.Label(diagnosis.Symptom.Recipient, words)}: {VerdictWords.Badge(diagnosis, words)}. {VerdictWords.Sentence(diagnosis, words)}{party}");
        }

        return page.ToString();
    }

    private static string Alike(AlikeSheets group, IReadOnlyList<DiagnosisSheet> sheets, TextStyle style, Wording words)
    {
        if (group.Others.Count == 0)
        {
            return "";
        }

        var page = new Page(style);
        page.Paragraph(words.Say("ui.alike.same", ("recipients", group.Named(sheets))), 0, Ink.Bold);
        return "\n\n" + page.ToString().TrimEnd();
    }

    private static void Verdict(View view)
    {
        var (page, sheet) = (view.Page, view.Sheet);
        var (sign, ink) = Badge(sheet.Verdict, sheet.IsSettled, page.Style.Ascii);
        page.Line($"{page.Paint($"{sign} {sheet.VerdictWord.ToUpperInvariant()}", ink)}  {page.Paint(Short(view), Ink.Dim)}");
        page.Paragraph(sheet.Sentence, 2, Ink.Bold);
        if (sheet.Premise is { } premise)
        {
            page.Paragraph(premise, 2);
        }

        if (sheet.Meant is { } meant)
        {
            page.Paragraph(meant, 2, Ink.Bold);
        }

        if (sheet.WhoActs.Count > 0)
        {
            page.Blank();
        }

        foreach (var paragraph in sheet.WhoActs)
        {
            page.Paragraph(paragraph, 2);
        }
    }

    private static string Short(View view)
    {
        var room = Math.Max(8, view.Page.Columns - 30);
        return TextWidth.Wrap(view.Sheet.Recipient, room)[0] + (TextWidth.Of(view.Sheet.Recipient) > room ? view.Page.Sign("…", "...") : "");
    }

    private static (string Sign, Ink Ink) Badge(Verdict verdict, bool isSettled, bool ascii) => verdict switch
    {
        _ when !isSettled => (ascii ? "~" : "◐", Ink.Unsure),
        Core.Verdict.Proven => (ascii ? "#" : "●", Ink.Bad),
        Core.Verdict.Likely => (ascii ? "~" : "◐", Ink.Unsure),
        Core.Verdict.Undetermined => ("?", Ink.Unsure),
        _ => (ascii ? "+" : "✓", Ink.Good),
    };

    private static void Quote(View view)
    {
        var page = view.Page;
        foreach (var quote in new[] { view.Sheet.Quote, view.Sheet.HandedIn }.OfType<SheetQuote>())
        {
            page.Blank();
            page.Paragraph(quote.Introduction);
            var bar = "  " + page.Paint(page.Sign("┃ ", "| "), Ink.Bad);
            page.Hanging(bar, bar, quote.Reply);
            if (quote.Means is { } means)
            {
                page.Paragraph(means);
            }
        }
    }

    private static string Bullet(Page page) => page.Sign("•", "*");

    /// <summary>What each part of the page needs.</summary>
    private sealed record View(DiagnosisSheet Sheet, Page Page, Wording Words, string? NextQuestion)
    {
        public static View Of(Diagnosis diagnosis, TextStyle style, Catalogue catalogue)
        {
            ArgumentNullException.ThrowIfNull(diagnosis);
            ArgumentNullException.ThrowIfNull(style);
            var words = new Wording(catalogue, style.Language);
            return new(DiagnosisSheets.Of(diagnosis, words), new Page(style), words, diagnosis.NextQuestion is { } question ? words.SaySteps(words.Fitting(question, "command"), Arguments.Of(diagnosis)) : null);
        }
    }
}
