using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What a reader sees of a watch.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Sheet">In words; null before anything was heard.</param>
/// <param name="Strip">The heat strip as SVG.</param>
/// <param name="Sentence">How it stands, in one sentence.</param>
/// <param name="Kind">"going", "good", "bad" or "unsure".</param>
/// <param name="State">The same as a word.</param>
/// <param name="Lines">What happened, the newest first.</param>
public sealed record ShownWatch(StoredWatch Stored, WatchSheet? Sheet, string Strip, string Sentence, string Kind, string State, IReadOnlyList<string> Lines)
{
    /// <summary>Why it ended, and what can be done next; empty while it goes on, or where all is well.</summary>
    public IReadOnlyList<string> Ending { get; init; } = [];

    /// <summary>True while somebody asks for it; one that goes on and is not was interrupted.</summary>
    public bool IsLive { get; init; }

    private const int MostLines = 100;

    /// <summary>True while it goes on.</summary>
    public bool IsGoing => Stored.Ended is null;

    /// <summary>All of a watch.</summary>
    /// <param name="standing">The watch, and how far it is.</param>
    /// <param name="words">The words.</param>
    internal static ShownWatch Of(Standing<OpenedWatch> standing, Wording words)
    {
        var opened = standing.Case;
        var catalogue = Catalogue.Default;
        var sheet = opened.Look is { } look ? WatchSheets.Of(look.State, look.Begin, opened.End, opened.Pauses, words.Language, catalogue) : null;
        var kind = opened.IsGoing ? "going" : sheet?.End switch { { Good: true } => "good", { Good: false } => "bad", _ => "unsure" };
        return new(opened.Stored, sheet, sheet is null ? "" : WatchStripSvg.Write(sheet, words.Language, catalogue), SentenceOf(opened, sheet, words), kind, words.Say(KeyOf(standing.State)),
            opened.Look is { } last ? [.. opened.Events.TakeLast(MostLines).Reverse().Select(happened => WatchText.Line(happened, last.Begin, last.State, words.Language, catalogue))] : [])
        {
            IsLive = standing.State == CaseState.Asking,
            Ending = WatchEnding.Of(opened, sheet, words),
        };
    }

    /// <summary>The key of the word for a state.</summary>
    internal static string KeyOf(string state) => "page.watch.state." + state switch
    {
        CaseState.Asking => "going",
        CaseState.Done => "ended",
        _ => state,
    };

    // At its end the core has the sentence; on its way, what is missing yet.
    private static string SentenceOf(OpenedWatch opened, WatchSheet? sheet, Wording words)
    {
        if (opened.Look is not { State: var state } look || sheet is null)
        {
            return words.Say(opened switch
            {
                { Stored.IsStopped: true } => "page.watch.stopped-unseen",
                { IsGoing: true } => "page.watch.begins",
                _ => "page.watch.nothing-seen",
            });
        }

        if (!opened.IsGoing)
        {
            return opened switch
            {
                { Stored.IsStopped: true } => words.Say("page.watch.stopped"),
                { End: WatchEnd.NoChange } => words.Say("page.watch.no-change"),

                // Whoever was asked has it; those whom nobody can ask may remember the old record yet.
                { End: WatchEnd.Done } when (state.Caches.By ?? state.Caches.AtMost) is { } by && by > state.Now => words.Say("page.watch.done-until", ("time", Time(look, by))),
                { End: WatchEnd.Done } when state.Caches is { Knowledge: CacheKnowledge.NotComputable, AtMost: null } => words.Say("page.watch.unknown"),
                { End: WatchEnd.Contradicted } when sheet.Contradictions is [var first, ..] => $"{sheet.End!.Says} {first}",
                _ => sheet.End!.Says,
            };
        }

        var total = state.Today.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var key = state switch
        {
            { Today.Count: 0 } => "begins",
            { HasChangedOtherwise: true } => "changed-otherwise",
            { Target: null } => "nowhere",
            { IsWithoutChange: true } => "no-change-seen",
            { Agreed: false } => "some-servers",
            { Caches.By: { } by } when by > state.Now => "caches",
            { Caches.Knowledge: CacheKnowledge.NotComputable } => "unknown",
            { IsVisible: true } => "mail",
            _ => "resolvers",
        };
        return words.Say("page.watch." + key, ("count", state.Agreeing.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("total", total),
            ("time", state.Caches.By is { } until ? Time(look, until) : null), ("answer", state.Newest?.ToString()));
    }

    private static string Time(Probes.WatchLook look, TimeSpan moment) =>
        (look.Begin + moment).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
