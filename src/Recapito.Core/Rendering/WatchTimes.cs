using System.Globalization;

namespace Recapito.Core;

/// <summary>Moments and durations of a watch, as people read them.</summary>
/// <param name="begin">The time of day at the beginning of the watch, by the clock of now.</param>
/// <param name="now">The moment; its day needs no date, unless days passed before.</param>
/// <param name="isLine">The words stand on a line that begins with this moment and its date.</param>
internal sealed class WatchTimes(DateTimeOffset begin, TimeSpan now, bool isLine = false)
{
    /// <summary>As much later as no calendar reaches.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365 * 1000);

    public DateTimeOffset At(TimeSpan moment) => (begin + (moment < Longest ? moment : Longest)).ToUniversalTime();

    // Beside the times of other days, one without a day is read as one of theirs.
    private bool HasOtherDays => !isLine && At(TimeSpan.Zero).Date != At(now).Date;

    /// <summary>"10:02:00", or with the day where it is another one, or others stand beside it: "2026-11-24 10:02:00".</summary>
    public string Clock(TimeSpan moment) => At(moment) is var at && at.Date == At(now).Date && !HasOtherDays
        ? at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        : at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"52:55", "1:02:55", "2 d 01:02:55".</summary>
    public static string Left(TimeSpan time) => time.TotalDays >= 1 ? time.ToString("%d' d 'hh':'mm':'ss", CultureInfo.InvariantCulture)
        : time.ToString(time.TotalHours >= 1 ? "h':'mm':'ss" : "mm':'ss", CultureInfo.InvariantCulture);

    /// <summary>"1 h 30 min", "1 d", "0 s".</summary>
    public static string Ttl(uint seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        string[] parts = [Part(time.Days, "d"), Part(time.Hours, "h"), Part(time.Minutes, "min"), Part(time.Seconds, "s")];
        return parts.Where(part => part.Length > 0).DefaultIfEmpty("0 s").Take(2).Aggregate((one, other) => $"{one} {other}");
    }

    private static string Part(int number, string unit) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
}
