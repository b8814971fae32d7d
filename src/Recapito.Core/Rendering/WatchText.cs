namespace Recapito.Core;

/// <summary>Events of a watch, a line each.</summary>
public static class WatchText
{
    /// <summary>"2026-11-23 10:00:30  ns2.dnshost.example gives the new answer …", without a line end.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="begin">The time of day at the beginning of the watch, by the clock of now.</param>
    /// <param name="state">The look that showed it.</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string Line(WatchEvent happened, DateTimeOffset begin, WatchState state, string language, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(state);
        var (words, times) = (new Wording(catalogue, language), new WatchTimes(begin, happened.At, isLine: true));
        return $"{times.At(happened.At):yyyy-MM-dd HH:mm:ss}  {Says(happened, state, words, times)}";
    }

    internal static string Says(WatchEvent happened, WatchState state, Wording words, WatchTimes times)
    {
        var values = new Dictionary<string, string>(happened.Arguments);
        if (happened.Moment is { } moment)
        {
            values["time"] = times.Clock(moment);
        }

        if (state.Caches.Reasons.FirstOrDefault(reason => values.TryGetValue("reason", out var id) && Kebab.Of(reason.Why) == id && (reason.Who ?? "") == values["who"]) is { } why)
        {
            values["why"] = WatchView.Why(why, words, times);
        }

        var says = words.Say("watch.event." + happened.Id, values);
        return values.TryGetValue("serial", out var serial) ? $"{says} ({words.Say("watch.server.serial", ("serial", serial))})" : says;
    }
}
