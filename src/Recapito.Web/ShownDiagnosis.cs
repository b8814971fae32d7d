namespace Recapito.Web;

/// <summary>What a reader may see of one recipient's diagnosis.</summary>
/// <param name="Sheet">In words.</param>
/// <param name="Figure">The path as SVG.</param>
/// <param name="Message">To be forwarded to whoever must act; null for readers who only have the link, and where nobody must.</param>
public sealed record ShownDiagnosis(DiagnosisSheet Sheet, string Figure, string? Message)
{
    /// <summary>All of a case.</summary>
    /// <param name="standing">The case, and how far it is.</param>
    /// <param name="isOwner">True for whoever handed the bounce in; nobody else sees names.</param>
    /// <param name="language">Language of the words.</param>
    /// <param name="catalogue">The words.</param>
    internal static IReadOnlyList<ShownDiagnosis> Of(Standing<Watch.OpenedCase> standing, bool isOwner, string language, Catalogue catalogue)
    {
        var opened = standing.Case;
        var title = standing.State switch { CaseState.Done => null, CaseState.Interrupted => "page.result.interrupted-says", _ => "page.result.open-says" };
        var names = new HiddenNames(opened.Question.Symptoms);
        return [.. opened.Diagnoses.Select(one => Answerable(one, opened.Stored.Smtp)).Index().Select(one => Of(one.Item, new() { Title = title is null ? null : new Wording(catalogue, language).Say(title, ("recipient", isOwner ? one.Item.Symptom.Recipient : names.Hide(one.Item.Symptom.Recipient))), HasStyle = false, HasQuote = false, IdSuffix = $"-{one.Index}", Shown = isOwner ? text => text : names.Hide }, language, catalogue, isOwner))];
    }

    /// <summary>A diagnosis in a world of the lab, where nobody has a name to hide.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="suffix">Tells its drawing from others on the page.</param>
    /// <param name="words">The words.</param>
    internal static ShownDiagnosis OfWorld(Diagnosis diagnosis, string suffix, Wording words) =>
        Of(diagnosis, new() { HasStyle = false, HasQuote = false, IdSuffix = suffix }, words.Language, Catalogue.Default, isOwner: false);

    // A reader for whom no mail host is asked cannot have them asked either.
    private static Diagnosis Answerable(Diagnosis diagnosis, bool smtp) => !smtp && diagnosis.NextQuestion is "next.more-evidence" or "next.ask-smtp" ? diagnosis with { NextQuestion = null } : diagnosis;

    private static ShownDiagnosis Of(Diagnosis diagnosis, FigureForm form, string language, Catalogue catalogue, bool isOwner) => new(
        DiagnosisSheets.Of(diagnosis, language, catalogue).Map(form.Shown),
        PathFigureSvg.Write(diagnosis, catalogue, language, form),
        isOwner ? ForwardText.Write(diagnosis, language, catalogue) : null);
}
