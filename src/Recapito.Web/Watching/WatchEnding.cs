using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Why a watch ended without its aim, and what can be done next.</summary>
internal static class WatchEnding
{
    /// <summary>The sentences, in their order; none for one that goes on, was stopped, heard nothing, or ended as all was well.</summary>
    public static IReadOnlyList<string> Of(OpenedWatch opened, WatchSheet? sheet, Wording words) =>
        opened is { End: { } end and not (WatchEnd.Done or WatchEnd.NoChange), Look.State: var state } ? [.. Keys(end, state).Select(key => words.Say(key, ("time", sheet?.Lasted)))] : [];

    private static IEnumerable<string> Keys(WatchEnd end, WatchState state)
    {
        // What cannot become otherwise is not waited for; of anything else the time was over.
        if (!state.IsSettled)
        {
            yield return "page.watch.over";
        }

        if (Next(end, state) is { } next)
        {
            yield return "page.watch.next." + next;
        }

        if (state is { Target: not null, MailHosts.Count: 0, Subject: { Type: RrType.Mx, Smtp: true } })
        {
            yield return "page.watch.mail-not-greeted";
        }
    }

    // What speaks against a change says itself whose it is to look; only what a mail host means for mail is to be added.
    private static string? Next(WatchEnd end, WatchState state) => (end, state) switch
    {
        (_, { HasChangedOtherwise: true }) => "changed-otherwise",
        (_, { Target: null, Newest: not null }) => "nowhere",
        (WatchEnd.Contradicted, _) => state.Contradictions.Any(contradiction => contradiction.What is Contradiction.MailHostRefuses) ? "mail-host" : null,
        (WatchEnd.MailOpen, _) => "mail-open",
        (_, { Agreed: false }) => "servers",
        _ => "again",
    };
}
