namespace Recapito.Core;

/// <summary>Puts a remedy into words.</summary>
internal static class FixSheets
{
    public static SheetFix Of(Diagnosis diagnosis, Remedy remedy, bool isFirst, Wording words)
    {
        var values = Arguments.Of(diagnosis, remedy);
        return new(
            words.Say(VerdictWords.RemedyKey(remedy, "title", words), values),
            PartyWords.Of(diagnosis, remedy, words) is var who && who != PartyWords.Of(diagnosis, words) ? who : null,
            [.. remedy.Undo.NoteFirst.Select(SafeText.Escape)],
            Part(remedy, "steps", values, words) is { } steps ? [.. steps.Split('\n').Select(SheetText.Of)] : [],
            [.. Changes(diagnosis, remedy, words), .. Records(remedy, values, words)],
            isFirst && diagnosis.VisibleEverywhereAt is { } at ? words.Say("ui.visible-everywhere", ("time", ObservationText.Time(at))) : null,
            Part(remedy, "risk", values, words) is { } risk ? SheetText.Of(risk) : null,
            Undo(remedy, values, words))
        {
            Watched = remedy.Changes.OfType<SetMx>().Where(change => change.After.Count > 0).Select(change => new SheetRecord(change.Domain, "MX", change.AfterText)).FirstOrDefault(),
        };
    }

    private static string? Part(Remedy remedy, string part, Dictionary<string, string> values, Wording words) =>
        VerdictWords.RemedyKey(remedy, part, words) is var key && words.Has(key) ? words.SaySteps(key, values) : null;

    private static IEnumerable<SheetChange> Changes(Diagnosis diagnosis, Remedy remedy, Wording words) =>
        remedy.Changes.Where(change => change is not LetTimePass || (diagnosis.VisibleEverywhereAt is null && remedy.Id is "wait" && !remedy.Arguments.ContainsKey("forgotten"))).Select(change => ChangeWords.Of(change, remedy.Changes, words));

    // Where only the administrator knows the new record, the old ones are shown all the same, and where the new one belongs.
    private static IEnumerable<SheetChange> Records(Remedy remedy, Dictionary<string, string> values, Wording words)
    {
        if (remedy is { Id: "replace-mx", Changes.Count: 0 } && remedy.Arguments.GetValueOrDefault("records") is { } records)
        {
            yield return new(null, [.. records.Split("; ").Select(record => new DiffLine('-', record)), new('+', words.Say("ui.change.new-mx", values))], null, null, []);
        }
    }

    // The way back of exact changes is exactly their inverse; the words stand where the evidence gives nothing exact.
    private static SheetUndo? Undo(Remedy remedy, Dictionary<string, string> values, Wording words) =>
        remedy.Undo.Changes.Count > 0 ? new(SheetText.Of(words.Say("ui.undo.exact")), [.. remedy.Undo.Changes.SelectMany(ChangeWords.DiffOf)], [])
        : Part(remedy, "undo", values, words) is { } says ? new(SheetText.Of(says), [], [.. remedy.Undo.Commands.Select(SafeText.Escape)])
        : null;
}
