using Recapito.Core;

namespace Recapito.Watch;

/// <summary>A watch told again from what was kept of it: it then knows what it knew.</summary>
internal sealed class WatchReplay
{
    // Nobody is ever left alone so long by a watch that runs: ten times the interval at most, and five minutes.
    private const int MostIntervals = 11;

    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(6);

    private readonly TimeSpan longest;

    /// <param name="subject">What is watched.</param>
    /// <param name="rounds">What was kept.</param>
    public WatchReplay(WatchSubject subject, IReadOnlyList<KeptRound> rounds)
    {
        Watch = new(subject);
        foreach (var round in rounds)
        {
            Watch.Recall(round.Asked, round.Answers);
            if (!(Watch.NextDue(round.Last) <= round.Last))
            {
                var state = Watch.State(round.Last);
                Events.AddRange(WatchEvents.Between(Before, state));
                Before = state;
            }
        }

        Round = rounds.Count > 0 ? rounds[^1].Number : 0;
        Last = rounds.Count > 0 ? rounds[^1].Last : TimeSpan.Zero;
        Answers = rounds.Sum(round => round.Answers.Count);
        longest = subject.Interval * MostIntervals > LeastPause ? subject.Interval * MostIntervals : LeastPause;
        Pauses = [.. rounds.Zip(rounds.Skip(1), (one, next) => new WatchPause(one.Last, next.Asked)).Where(IsPause)];
    }

    /// <summary>The watch.</summary>
    public PropagationWatch Watch { get; }

    /// <summary>What happened in it.</summary>
    public List<WatchEvent> Events { get; } = [];

    /// <summary>The last look; null before there was one.</summary>
    public WatchState? Before { get; }

    /// <summary>Number of the last round.</summary>
    public int Round { get; }

    /// <summary>The moment of the last answer.</summary>
    public TimeSpan Last { get; }

    /// <summary>How many answers were kept.</summary>
    public int Answers { get; }

    /// <summary>Times in which nobody asked, as the program did not run.</summary>
    public IReadOnlyList<WatchPause> Pauses { get; }

    /// <summary>The same for a watch that goes on now.</summary>
    public IReadOnlyList<WatchPause> PausesUntil(TimeSpan now) => Answers > 0 && new WatchPause(Last, now) is var since && IsPause(since) ? [.. Pauses, since] : Pauses;

    private bool IsPause(WatchPause pause) => pause.To - pause.From > longest;
}
