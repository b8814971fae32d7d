using System.Diagnostics;
using System.Globalization;

namespace Recapito.Cli;

/// <summary>How far reading is: a bar with rate and remaining time while it goes on, one line at the end.</summary>
/// <param name="terminal">Shows it.</param>
internal sealed class ReadProgress(Terminal terminal)
{
    private const int MostNamed = 20;
    private const int BarLength = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly List<(string Name, string Why)> unrecognised = [];
    private long shown;
    private long unrecognisedCount;

    /// <summary>All that was read so far.</summary>
    public ReadCounts Total { get; } = new();

    /// <summary>How many there are of what <see cref="Done"/> counts; null where that is not known.</summary>
    public long? All { get; set; }

    /// <summary>Files, or octets of the only file.</summary>
    public Func<ReadCounts, long> Done { get; set; } = counts => counts.Files;

    /// <summary>Counts a batch.</summary>
    public void Add(ReadBatch batch)
    {
        Total.Add(batch.Counts);
        unrecognisedCount += batch.Counts.Unrecognised.Count;
        unrecognised.AddRange(batch.Counts.Unrecognised.Take(MostNamed - unrecognised.Count));
        foreach (var problem in batch.Problems)
        {
            terminal.Complain(problem);
        }

        if (terminal.ShowsProgress && Stopwatch.GetElapsedTime(shown) >= Pause)
        {
            shown = Stopwatch.GetTimestamp();
            terminal.Progress(Line(Total.Mails, Done(Total), All, Stopwatch.GetElapsedTime(begin)));
        }
    }

    /// <summary>"[#####...............]  25 %  12,000 mails, 60,000/s, 0:05 left".</summary>
    public static string Line(long mails, long done, long? all, TimeSpan elapsed)
    {
        var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        var rate = string.Create(CultureInfo.InvariantCulture, $"{mails:N0} mails, {mails / seconds:N0}/s");
        if (all is not > 0 || done <= 0)
        {
            return rate;
        }

        var share = Math.Min(1, (double)done / all.Value);
        var filled = (int)(share * BarLength);
        var left = TimeSpan.FromSeconds(Math.Min(seconds * (1 - share) / share, TimeSpan.FromDays(99).TotalSeconds));
        return string.Create(CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', BarLength - filled)}] {share * 100,3:N0} %  {rate}, {(long)left.TotalMinutes}:{left.Seconds:00} left");
    }

    /// <summary>The line at the end, and the mails that could not be understood.</summary>
    public void Finish(bool isSeen)
    {
        terminal.EndProgress();
        if (Total.Mails <= 1 && !isSeen)
        {
            return;
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        terminal.Remark(string.Create(CultureInfo.InvariantCulture, $"{Total.Words(unrecognisedCount)} ({seconds:N1} s, {Total.Mails / Math.Max(seconds, 0.001):N0} mails/s)"));
        foreach (var (name, why) in unrecognised)
        {
            terminal.Remark($"unrecognised: {name}: {why}");
        }

        if (unrecognisedCount > unrecognised.Count)
        {
            terminal.Remark(string.Create(CultureInfo.InvariantCulture, $"and {unrecognisedCount - unrecognised.Count:N0} more unrecognised; the field 'unrecognised' of their records says why"));
        }
    }
}
