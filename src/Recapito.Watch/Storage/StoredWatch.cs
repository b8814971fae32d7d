using Recapito.Core;

namespace Recapito.Watch;

/// <summary>A watch as it is kept.</summary>
/// <param name="Id">128 random bits; whoever has it sees the watch.</param>
/// <param name="Owner">SHA-256 of the secret of who asked.</param>
/// <param name="Created">When it was asked for, and began.</param>
/// <param name="Expires">When it is forgotten.</param>
/// <param name="Subject">What is watched.</param>
/// <param name="Longest">How long at most.</param>
/// <param name="World">Name of the world of the lab; null for the real one.</param>
public sealed record StoredWatch(string Id, byte[] Owner, DateTimeOffset Created, DateTimeOffset Expires, WatchSubject Subject, TimeSpan Longest, string? World)
{
    /// <summary>How long after its beginning it ended; null while it goes on.</summary>
    public TimeSpan? Ended { get; init; }

    /// <summary>The time of day at its beginning, by the clock as it was set at its end; null while it goes on.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>True where its owner ended it.</summary>
    public bool IsStopped { get; init; }
}

/// <summary>A round of a watch as it is kept.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Asked">When its questions went out, from the beginning of the watch on.</param>
/// <param name="Answers">What came, in that order, each with its moment.</param>
public sealed record KeptRound(int Number, TimeSpan Asked, IReadOnlyList<(Observation Seen, TimeSpan At)> Answers)
{
    /// <summary>The moment of the last answer.</summary>
    public TimeSpan Last => Answers.Count > 0 ? Answers[^1].At : Asked;
}
