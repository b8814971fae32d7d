namespace Recapito.Core;

/// <summary>Who said it, when, and how it was asked.</summary>
/// <param name="By">The host, server or file that gave the answer, or that was asked in vain.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Command">A command with which a person sees the same, or null where there is none.</param>
public sealed record Provenance(string By, DateTimeOffset At, string? Command = null)
{
    /// <summary>The <see cref="By"/> of a question that was never sent: no network, no permission, no time.</summary>
    public const string NobodyAsked = "nobody asked";

    /// <summary>What was said, line by line, such as an SMTP dialogue; null where nothing more is known.</summary>
    public IReadOnlyList<string>? Transcript { get; init; }

    /// <summary>When each line of <see cref="Transcript"/> was said, counted from the beginning of the conversation; null where that is not known.</summary>
    public IReadOnlyList<TimeSpan>? Moments { get; init; }

    /// <summary>
    /// True for a file that says neither when it was made nor whether it is whole, such as the output of a cmdlet: <see cref="At"/> is then when it was last
    /// saved, and what it leaves out may be there. Nothing is proven by it.
    /// </summary>
    public bool IsUndated { get; init; }

    /// <summary>How long the answer took to come, or was waited for in vain; null where that is not known.</summary>
    public TimeSpan? Elapsed { get; init; }
}

/// <summary>How a question ended.</summary>
public enum Outcome
{
    /// <summary>There is a value.</summary>
    Present,

    /// <summary>The one who knows says that there is none (NXDOMAIN, NODATA, a refused connection, no such recipient).</summary>
    Absent,

    /// <summary>A gap: timeout, SERVFAIL, 403, not permitted. It never clears and never accuses.</summary>
    Unavailable,
}

/// <summary>The end of a question, whatever the answer's type.</summary>
public abstract record Observation(Request Request, Provenance Source)
{
    /// <summary>Which of the three.</summary>
    public abstract Outcome Outcome { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public virtual string? Why => null;

    /// <summary>
    /// For a gap that is a finding in itself, such as a host that never ends its banner: the id of that finding (<c>catalogue/findings/</c>);
    /// null where the gap says nothing about the domain.
    /// </summary>
    public virtual string? Misbehaviour => null;
}

/// <summary>The end of a question whose answer is a <typeparamref name="T"/>.</summary>
public abstract record Observation<T>(Request<T> Asked, Provenance Source) : Observation(Asked, Source)
    where T : class;

/// <summary>There is a value.</summary>
public sealed record Present<T>(Request<T> Asked, T Value, Provenance Source) : Observation<T>(Asked, Source)
    where T : class
{
    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Present;
}

/// <summary>The one who knows says that there is none.</summary>
/// <param name="Asked">The question.</param>
/// <param name="Reason">"NXDOMAIN", "NODATA", "connection refused" ….</param>
/// <param name="Source">Who said so.</param>
public sealed record Absent<T>(Request<T> Asked, string Reason, Provenance Source) : Observation<T>(Asked, Source)
    where T : class
{
    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Absent;

    /// <inheritdoc/>
    public override string Why => Reason;
}

/// <summary>A gap.</summary>
/// <param name="Asked">The question.</param>
/// <param name="Reason">"timeout after 2 s", "SERVFAIL", "our address is refused: …" ….</param>
/// <param name="Source">Who was asked.</param>
public sealed record Unavailable<T>(Request<T> Asked, string Reason, Provenance Source) : Observation<T>(Asked, Source)
    where T : class
{
    /// <inheritdoc/>
    public override Outcome Outcome => Outcome.Unavailable;

    /// <inheritdoc/>
    public override string Why => Reason;

    /// <summary>Id of the finding that this gap is; null where it is none.</summary>
    public string? Finding { get; init; }

    /// <inheritdoc/>
    public override string? Misbehaviour => Finding;
}
