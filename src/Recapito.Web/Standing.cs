using Recapito.Watch;

namespace Recapito.Web;

/// <summary>How far a case is, for every page and the API alike.</summary>
/// <param name="Case">The case.</param>
/// <param name="State">One of <see cref="CaseState"/>.</param>
/// <param name="Answers">So many came in by now, where it is being asked for.</param>
internal sealed record Standing<TCase>(TCase Case, string State, int Answers)
{
    /// <summary>Nobody asks any more, though not all was asked.</summary>
    public bool IsInterrupted => State == CaseState.Interrupted;
}

/// <summary>Looks how far cases are. Between the look into the store and the look at what is being asked, a case may have come to its end; then it is looked at again.</summary>
internal static class Standings
{
    /// <summary>A diagnosis; null where there is none.</summary>
    public static Standing<OpenedCase>? Of(DiagnosisDesk desk, string id) => Of(id, desk.Open, desk.Live, opened => opened.IsWhole);

    /// <summary>A check; null where there is none.</summary>
    public static Standing<OpenedCheck>? Of(CheckDesk desk, string id) => Of(id, desk.Open, desk.Live, opened => opened.Report is not null);

    /// <summary>A watch; null where there is none.</summary>
    public static Standing<OpenedWatch>? Of(WatchDesk desk, string id) => Of(id, desk.Open, desk.Live, opened => !opened.IsGoing) is { } standing ? Told(standing, standing.Case.Stored) : null;

    /// <summary>Diagnoses of a list.</summary>
    public static IReadOnlyList<Standing<ListedDiagnosis>> Of(DiagnosisDesk desk, DiagnosisList list, IReadOnlyList<ListedDiagnosis> read, DateTimeOffset now) =>
        Of(read, one => one.Id, one => one.IsWhole, desk.Live, ids => list.Find(ids, now));

    /// <summary>Checks of a list.</summary>
    public static IReadOnlyList<Standing<PagedCheck>> Of(CheckDesk desk, CheckList list, IReadOnlyList<PagedCheck> read, DateTimeOffset now) =>
        Of(read, one => one.Id, one => one.IsWhole, desk.Live, ids => list.Find(ids, now));

    /// <summary>Watches of a list.</summary>
    public static IReadOnlyList<Standing<StoredWatch>> Of(WatchDesk desk, WatchStore store, IReadOnlyList<StoredWatch> read, DateTimeOffset now) =>
        [.. Of(read, one => one.Id, one => one.Ended is not null, desk.Live, ids => store.Find(ids, now)).Select(standing => Told(standing, standing.Case))];

    /// <summary>The rule for them all.</summary>
    /// <param name="read">What the store says.</param>
    /// <param name="idOf">Gives the id of one.</param>
    /// <param name="isWhole">True where all was asked for one.</param>
    /// <param name="live">Gives who asks for one; null where nobody does.</param>
    /// <param name="again">Gives what the store says now of some, all at once: it is seldom needed, and then of few.</param>
    /// <returns>How far each is; what was forgotten meanwhile is left out.</returns>
    internal static IReadOnlyList<Standing<TCase>> Of<TCase>(
        IReadOnlyList<TCase> read, Func<TCase, string> idOf, Func<TCase, bool> isWhole, Func<string, LiveCase?> live, Func<IReadOnlyList<string>, IReadOnlyList<TCase>> again)
        where TCase : class
    {
        var looked = read.Select(one => (Id: idOf(one), Case: one, Asking: live(idOf(one)))).ToList();
        var left = looked.Where(one => one.Asking is null && !isWhole(one.Case)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var now = left.Count == 0 ? [] : again([.. left]).ToDictionary(idOf, StringComparer.Ordinal);
        return
        [
            .. from one in looked
               let known = left.Contains(one.Id) ? now.GetValueOrDefault(one.Id) : one.Case
               where known is not null
               select new Standing<TCase>(known, CaseState.Of(isWhole(known), one.Asking is not null), one.Asking?.Count ?? 0),
        ];
    }

    private static Standing<TCase>? Of<TCase>(string id, Func<string, TCase?> open, Func<string, LiveCase?> live, Func<TCase, bool> isWhole)
        where TCase : class
    {
        IReadOnlyList<TCase> Read() => open(id) is { } opened ? [opened] : [];
        return Of(Read(), _ => id, isWhole, live, _ => Read()).SingleOrDefault();
    }

    private static Standing<TCase> Told<TCase>(Standing<TCase> standing, StoredWatch watch) => watch.IsStopped ? standing with { State = CaseState.Stopped } : standing;
}
