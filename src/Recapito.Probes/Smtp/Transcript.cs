using System.Collections.ObjectModel;
using System.Diagnostics;

namespace Recapito.Probes;

/// <summary>What was said, by "C:" (us), "S:" (the host) and "--" (notes), and when each line was.</summary>
internal sealed class Transcript : Collection<string>
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly List<TimeSpan> moments = [];

    /// <summary>One for each line, since the beginning of the conversation.</summary>
    public IReadOnlyList<TimeSpan> Moments => moments;

    /// <summary>How long the conversation lasts by now.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    /// <inheritdoc/>
    protected override void InsertItem(int index, string item)
    {
        base.InsertItem(index, item);
        moments.Insert(index, Elapsed);
    }
}
