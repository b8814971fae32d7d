namespace Recapito.Core;

/// <summary>
/// Follows a change of an RRset from its authoritative servers into the caches: names the questions that are due, takes their answers, and says how it stands.
/// Pure: it asks nothing itself and has no clock. Times count from the beginning of the watch and must come from a clock that never goes back.
/// </summary>
public sealed class PropagationWatch
{
    private readonly WatchSubject subject;
    private readonly Tracks tracks = new();
    private readonly Dictionary<Place, TimeSpan> known = [];
    private readonly WatchPlan plan;
    private (TimeSpan At, WatchedZone Zone, WatchState State)? latest;
    private string? apex;

    /// <summary>A watch that knows nothing yet.</summary>
    public PropagationWatch(WatchSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        this.subject = subject;
        plan = new(subject, tracks);
    }

    /// <summary>What is watched.</summary>
    public WatchSubject Subject => subject;

    /// <summary>The questions that are due at a moment. Each must be asked, and its answer be handed to <see cref="Take"/>.</summary>
    public IReadOnlyList<Request> Next(TimeSpan now)
    {
        var due = Questions(now).Where(question => question.Due <= now).Select(question => question.Request).ToList();
        foreach (var track in due.Select(tracks.Open))
        {
            (track.Asked, track.IsOpen) = (now, true);
        }

        return due;
    }

    /// <summary>When the next question is due; the moment itself where one is due already, null where there is none.</summary>
    public TimeSpan? NextDue(TimeSpan now) => Questions(now).Select(question => (TimeSpan?)(question.Due < now ? now : question.Due)).Min();

    /// <summary>Takes an answer.</summary>
    /// <param name="seen">The observation.</param>
    /// <param name="at">When it came.</param>
    public void Take(Observation seen, TimeSpan at)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var track = tracks.Open(seen.Request);
        track.IsOpen = false;
        track.Add(Opinion.Of(seen, apex), seen, at);
        latest = null;
    }

    /// <summary>Takes a round that was asked before and kept: afterwards the watch knows what it knew then. Rounds come in their order, before anything else.</summary>
    /// <param name="asked">When the questions went out.</param>
    /// <param name="answers">Their answers in the order in which they came, each with its moment; those that were never kept are left out, and asked again.</param>
    public void Recall(TimeSpan asked, IReadOnlyList<(Observation Seen, TimeSpan At)> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);

        // What an answer means depends on what was known when it was asked for.
        _ = Look(asked);
        foreach (var (seen, at) in answers)
        {
            tracks.Open(seen.Request).Asked = asked;
            Take(seen, at);
        }

        _ = Look(answers.Count > 0 ? answers[^1].At : asked);
    }

    /// <summary>How the change stands.</summary>
    public WatchState State(TimeSpan now) => Look(now).State;

    private IEnumerable<(Request Request, TimeSpan Due)> Questions(TimeSpan now)
    {
        var (zone, state) = Look(now);
        return plan.Questions(zone, state);
    }

    private (WatchedZone Zone, WatchState State) Look(TimeSpan now)
    {
        if (latest is not { } known || known.At != now)
        {
            var zone = latest?.Zone ?? new(subject, tracks, this.known, now);
            apex = zone.Apex;
            latest = known = (now, zone, new WatchSurvey(subject, tracks, zone, now).State());
        }

        return (known.Zone, known.State);
    }
}
