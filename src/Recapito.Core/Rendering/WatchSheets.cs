namespace Recapito.Core;

/// <summary>Puts a watch into words.</summary>
public static class WatchSheets
{
    private const int MostColumns = 60;

    // Below this, a column is no longer a stretch of time but noise.
    private static readonly TimeSpan Narrowest = TimeSpan.FromSeconds(5);

    /// <summary>How a change stands.</summary>
    /// <param name="state">The look.</param>
    /// <param name="begin">The time of day at the beginning of the watch, by the clock of now.</param>
    /// <param name="end">How it ended; null while it goes on.</param>
    /// <param name="pauses">Times in which nobody asked, as the program did not run.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static WatchSheet Of(WatchState state, DateTimeOffset begin, WatchEnd? end, IReadOnlyList<WatchPause> pauses, string language, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(pauses);
        var (words, times) = (new Wording(catalogue, language), new WatchTimes(begin, state.Now));
        var says = new WatchWords(state, times, words);
        var columns = Columns(state);
        return new()
        {
            Title = says.Title,
            At = times.At(state.Now),
            Lasted = WatchTimes.Ttl((uint)Math.Min(state.Now.TotalSeconds, uint.MaxValue)),
            WaitsFor = state.Subject.Expected is { } expected ? SafeText.Escape(expected.Text) : null,
            Newest = says.Newest,
            Ttl = says.Ttl,
            Servers = new(says.Servers.Good, says.Servers.Says),
            Caches = says.Caches is var (good, caches) ? new(good, caches, says.Left?.Share, says.Left?.Says) : null,
            Why = [.. state.Caches.Reasons.Select(reason => WatchView.Why(reason, words, times))],
            Parent = says.Parent,
            Strips =
            [
                .. state.Servers.Select(server => new SheetStrip(SafeText.Escape(server.Name), true, server.Shows, says.Word(server.Gap is null ? server.Shows : Shows.Gap), string.Join(", ", says.Of(server)), Cells(server.History, columns, pauses))),
                .. state.Resolvers.Select(resolver => new SheetStrip(SafeText.Escape(resolver.Resolver.Name), false, resolver.Shows, says.Word(resolver.Shows), says.Of(resolver), Cells(resolver.History, columns, pauses))),
            ],
            Legend = [.. WatchWords.Legend.Select(shows => (shows, says.Word(shows)))],
            Columns = [.. columns.Select(times.At)],
            MailHosts = [.. state.MailHosts.Select(says.Of).Select(host => new SheetSaid(host.Good, host.Says))],
            Contradictions = [.. says.Contradictions],
            End = end is { } ended ? new(ended switch { WatchEnd.Done or WatchEnd.NoChange => true, WatchEnd.Contradicted => false, _ => null }, says.Of(ended, once: false)) : null,
        };
    }

    private static List<TimeSpan> Columns(WatchState state)
    {
        var begin = state.Servers.SelectMany(server => server.History).Concat(state.Resolvers.SelectMany(resolver => resolver.History)).Select(stretch => stretch.From).DefaultIfEmpty(state.Now).Min();
        var width = (state.Now - begin) / MostColumns;
        width = width < Narrowest ? Narrowest : width;
        var count = Math.Clamp((int)Math.Ceiling((state.Now - begin) / width), 1, MostColumns);
        return [.. Enumerable.Range(0, count + 1).Select(i => begin + (width * i))];
    }

    // A column shows what was heard last in its time, or, where nothing was asked then, what held from before.
    private static IReadOnlyList<Shows> Cells(IReadOnlyList<Stretch> history, List<TimeSpan> columns, IReadOnlyList<WatchPause> pauses) =>
        [.. columns.Zip(columns.Skip(1), (from, to) => pauses.Any(pause => pause.From <= from && to <= pause.To) ? Shows.Nothing : history.LastOrDefault(stretch => stretch.From < to)?.Shows ?? Shows.Nothing)];
}

/// <summary>A time in which nobody asked.</summary>
/// <param name="From">Its beginning, from that of the watch on.</param>
/// <param name="To">Its end.</param>
public sealed record WatchPause(TimeSpan From, TimeSpan To);
