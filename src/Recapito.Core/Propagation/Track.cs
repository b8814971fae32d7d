namespace Recapito.Core;

/// <summary>The same opinion, heard once or several times in a row.</summary>
/// <param name="Answer">Null for a gap.</param>
/// <param name="Gap">Why there was no answer, as it was said last.</param>
/// <param name="Ttl">The largest TTL heard with it, seconds; null where none was told.</param>
/// <param name="First">When it was heard first. Times count from the beginning of the watch, by a clock that never goes back.</param>
/// <param name="Last">When it was heard last.</param>
/// <param name="Count">How often.</param>
/// <param name="Expiry">The latest moment to which one of these answers may be kept by who gave it: time heard plus TTL; null where no TTL was told.</param>
internal sealed record Run(WatchedAnswer? Answer, string? Gap, uint? Ttl, TimeSpan First, TimeSpan Last, int Count, TimeSpan? Expiry);

/// <summary>One answer at its moment.</summary>
internal readonly record struct Heard(WatchedAnswer Answer, uint? Ttl, TimeSpan At);

/// <summary>Everything that was heard of one question, in runs. Bounded, whatever the one who is asked does.</summary>
/// <param name="isAuthority">True where TTLs are the zone's, so that another TTL is another opinion; false for a cache, in which they count down.</param>
internal sealed class Track(bool isAuthority)
{
    private const int MostRuns = 2000;
    private const int MostRecent = 400;

    // So many changes of opinion are no change any more.
    private const int Restless = 4;

    private readonly List<Run> runs = [];
    private readonly List<Heard> recent = [];
    private readonly HashSet<WatchedAnswer> givenUp = [];
    private WatchedAnswer? latest;
    private int changes;

    public IReadOnlyList<Run> Runs => runs;

    /// <summary>The latest answers one by one, the oldest first.</summary>
    public IReadOnlyList<Heard> Recent => recent;

    /// <summary>The latest observation with an answer; null before there was one.</summary>
    public Observation? LatestAnswer { get; private set; }

    public Observation? Latest { get; private set; }

    /// <summary>When the latest question went out.</summary>
    public TimeSpan Asked { get; set; }

    /// <summary>A question is under way.</summary>
    public bool IsOpen { get; set; }

    public Run? LastRun => runs.Count > 0 ? runs[^1] : null;

    /// <summary>The last run with an answer, whatever gaps came after it.</summary>
    public Run? LastSaid => runs.FindLast(run => run.Answer is not null);

    /// <summary>
    /// The opinion that holds: the last one heard twice, or the only one there ever was. One changed opinion is not an event; anycast and load
    /// balancers often have one server that is late.
    /// </summary>
    public Run? Settled
    {
        get
        {
            Run? candidate = null;
            for (var (i, count) = (runs.Count - 1, 0); i >= 0; i--)
            {
                if (runs[i].Answer is null)
                {
                    continue;
                }

                (candidate, count) = Equals(runs[i].Answer, candidate?.Answer) ? (candidate, count + runs[i].Count) : (runs[i], runs[i].Count);
                if (count > 1)
                {
                    return candidate;
                }
            }

            return runs.Find(run => run.Answer is not null);
        }
    }

    /// <summary>The latest answer is another one than the one that holds.</summary>
    public bool IsUnsettled => LastSaid is { } last && Settled is { } settled && !Equals(last.Answer, settled.Answer);

    /// <summary>It gave an answer again that it had given up.</summary>
    public bool HasGoneBack { get; private set; }

    /// <summary>It changes its opinion so often that asking soon again settles nothing.</summary>
    public bool IsRestless => HasGoneBack && changes >= Restless;

    /// <summary>Asked in vain the last two times, or always.</summary>
    public bool IsSilent => LastRun is { Answer: null } last && (last.Count > 1 || runs.Count == 1);

    /// <summary>Each answer from when it was heard first to when it was heard last with no other one between, whatever gaps and TTLs came.</summary>
    public IReadOnlyList<(WatchedAnswer Answer, TimeSpan First, TimeSpan Last)> Spells
    {
        get
        {
            var spells = new List<(WatchedAnswer Answer, TimeSpan First, TimeSpan Last)>();
            foreach (var run in runs.Where(run => run.Answer is not null))
            {
                if (spells.Count > 0 && spells[^1].Answer == run.Answer)
                {
                    spells[^1] = spells[^1] with { Last = run.Last };
                    continue;
                }

                spells.Add((run.Answer!, run.First, run.Last));
            }

            return spells;
        }
    }

    public void Add(Opinion opinion, Observation seen, TimeSpan at)
    {
        Latest = seen;
        TimeSpan? expiry = opinion.Ttl is { } ttl ? at + TimeSpan.FromSeconds(ttl) : null;
        if (opinion.Answer is { } answer)
        {
            LatestAnswer = seen;
            NoteChange(answer);
            recent.Add(new(answer, opinion.Ttl, at));
            recent.RemoveRange(0, recent.Count > MostRecent ? MostRecent / 2 : 0);
        }

        if (LastRun is { } last && Equals(last.Answer, opinion.Answer) && (!isAuthority || last.Ttl == opinion.Ttl))
        {
            runs[^1] = last with { Gap = opinion.Gap, Last = at, Count = last.Count + 1, Ttl = Larger(last.Ttl, opinion.Ttl), Expiry = Later(last.Expiry, expiry) };
            return;
        }

        runs.Add(new(opinion.Answer, opinion.Gap, opinion.Ttl, at, at, 1, expiry));
        if (runs.Count > MostRuns)
        {
            Forget();
        }
    }

    /// <summary>When this run's answer was certainly over: the first other answer after it; null where none came yet.</summary>
    public TimeSpan? EndOf(Run run) => runs.Skip(runs.IndexOf(run) + 1).FirstOrDefault(later => later.Answer is not null)?.First;

    private void NoteChange(WatchedAnswer answer)
    {
        if (latest is not null && latest != answer)
        {
            changes++;
            HasGoneBack |= givenUp.Contains(answer);
            _ = givenUp.Count < MostRecent && givenUp.Add(latest);
        }

        latest = answer;
    }

    // Of two neighbours that are forgotten, the one with the larger TTL stays in their place: what is computed of it errs on the late side.
    private void Forget()
    {
        var (one, two) = (runs[1], runs[2]);
        runs[1] = (one.Ttl ?? 0) >= (two.Ttl ?? 0) && one.Answer is not null ? one with { Last = two.Last } : two;
        runs.RemoveAt(2);
    }

    private static uint? Larger(uint? one, uint? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) => one is null ? other : other is null ? one : one > other ? one : other;
}
