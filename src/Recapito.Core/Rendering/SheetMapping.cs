namespace Recapito.Core;

/// <summary>Every text of a sheet through one function, such as one that hides names from readers who only have a link.</summary>
public static class SheetMapping
{
    /// <summary>The same sheet with every text mapped; ids of causes stay.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="map">Gives the text that stands in place of one.</param>
    public static DiagnosisSheet Map(this DiagnosisSheet sheet, Func<string, string> map)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(map);
        return sheet with
        {
            Recipient = map(sheet.Recipient),
            Sentence = map(sheet.Sentence),
            Premise = sheet.Premise is { } premise ? map(premise) : null,
            Meant = sheet.Meant is { } meant ? map(meant) : null,
            WhoActs = Each(sheet.WhoActs, map),
            Path = [.. sheet.Path.Select(station => station with { Name = map(station.Name) })],
            Quote = Quote(sheet.Quote, map),
            HandedIn = Quote(sheet.HandedIn, map),
            Findings = [.. sheet.Findings.Select(finding => finding with { Says = map(finding.Says), Proof = finding.Proof is { } proof ? map(proof) : null, Evidence = Evidence(finding.Evidence, map) })],
            Observed = Evidence(sheet.Observed, map),
            Doubts = Each(sheet.Doubts, map),
            NextQuestion = sheet.NextQuestion is { } question ? Text(question, map) : null,
            Candidates = Candidates(sheet.Candidates, map),
            Closer = Candidates(sheet.Closer, map),
            Fixes = [.. sheet.Fixes.Select(fix => Fix(fix, map))],
            RuledOut = [.. sheet.RuledOut.Select(fact => fact with { Says = map(fact.Says), Evidence = Evidence(fact.Evidence, map) })],
            NotChecked = [.. sheet.NotChecked.Select(gap => new SheetGap(map(gap.Why), Each(gap.Questions, map)))],
            AllEvidence = Evidence(sheet.AllEvidence, map),
        };
    }

    private static SheetQuote? Quote(SheetQuote? quote, Func<string, string> map) =>
        quote is null ? null : new(map(quote.Introduction), map(quote.Reply), quote.Means is { } means ? map(means) : null);

    private static SheetFix Fix(SheetFix fix, Func<string, string> map) => new(
        map(fix.Title),
        fix.OtherParty is { } other ? map(other) : null,
        Each(fix.NoteFirst, map),
        [.. fix.Steps.Select(step => Text(step, map))],
        [.. fix.Changes.Select(change => new SheetChange(change.Says is { } says ? map(says) : null, Lines(change.Lines, map), change.Ttl, change.Note is { } note ? map(note) : null, Each(change.Commands, map)))],
        fix.Visible,
        fix.Risk is { } risk ? Text(risk, map) : null,
        fix.Undo is { } undo ? new(Text(undo.Says, map), Lines(undo.Lines, map), Each(undo.Commands, map)) : null)
    {
        Watched = fix.Watched is { } record ? record with { Value = map(record.Value) } : null,
    };

    private static List<SheetEvidence> Evidence(IReadOnlyList<SheetEvidence> evidence, Func<string, string> map) =>
    [
        .. evidence.Select(seen => new SheetEvidence(map(seen.Question), map(seen.Answer), seen.IsGap, Each(seen.Properties, map), map(seen.By),
            seen.Command is { } command ? map(command) : null, Each(seen.Transcript, map))),
    ];

    private static List<SheetCandidate> Candidates(IReadOnlyList<SheetCandidate> candidates, Func<string, string> map) => [.. candidates.Select(candidate => candidate with { Says = map(candidate.Says) })];

    private static List<DiffLine> Lines(IReadOnlyList<DiffLine> lines, Func<string, string> map) => [.. lines.Select(line => line with { Text = map(line.Text) })];

    private static List<string> Each(IReadOnlyList<string> texts, Func<string, string> map) => [.. texts.Select(map)];

    private static SheetText Text(SheetText text, Func<string, string> map) => new(Each(text.Parts, map));
}
